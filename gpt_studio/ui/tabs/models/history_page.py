"""The page that tells how a model learnt: its curves, what it wrote meanwhile, and other runs laid over it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.jobs.training import read_history
from gpt_studio.jobs.training.read_history import History, ReadHistory
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.plots.curves import Curves
from gpt_studio.ui.plots.plot_grid import PlotGrid
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.state.worker import LatestWins, Runner
from gpt_studio.ui.tabs.models import words
from gpt_studio.ui.tabs.models.compare_view import CompareView
from gpt_studio.ui.widgets.answer_pairs import AnswerPairs
from gpt_studio.ui.widgets.empty_state import EmptyState
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.pages import Pages
from gpt_studio.ui.widgets.sample_film import SampleFilm
from gpt_studio.ui.widgets.scrolled import Scrolled
from gpt_studio.ui.widgets.segments import Segments

_BESIDE = 900
"""From this width on, the samples stand beside the curves; otherwise beneath them."""
_PLOTS_HEIGHT, _SAMPLE_HEIGHT = 420, 180


class HistoryPage(QWidget):
    """``failed`` carries a :class:`Message`; ``export_wanted`` a job that writes a file, and its request."""

    failed = Signal(object)
    export_wanted = Signal(object, object)

    def __init__(self, runner: Runner, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history_page")
        self._entry: ModelEntry | None = None
        self._reader = LatestWins(
            runner, read_history.run, on_result=self._show, on_error=self.failed.emit, parent=self
        )
        self._facts = label("", "muted", wrap=True)
        self._facts.setObjectName("history_facts")
        self._views = Segments(
            "history_view",
            self.tr("What is shown"),
            (("curves", self.tr("Curves"), "ph.chart-line"), ("compare", self.tr("Compare"), "ph.stack")),
        )
        self._views.changed.connect(self._turn)
        self._run = _RunView(actions)
        self._compare = CompareView(runner, actions)
        self._empty = EmptyState("ph.chart-line", "", "", name="history_empty")
        self._reading = label(self.tr("Reading what was recorded…"), "muted")
        self._reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = Pages()
        for page in (self._reading, self._run, self._compare, self._empty):
            self._pages.add(page)
        self._run.plots.export_wanted.connect(self.export_wanted)
        self._compare.export_wanted.connect(self.export_wanted)
        self._compare.failed.connect(self.failed)
        head = QHBoxLayout()
        head.setSpacing(Space.L)
        head.addWidget(self._facts, 1)
        head.addWidget(self._views)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)

    @property
    def entry(self) -> ModelEntry | None:
        """The model that is shown; None before the first."""
        return self._entry

    def open(self, entry: ModelEntry, entries: Sequence[ModelEntry]) -> None:
        """Show the history of ``entry``; ``entries`` are all models, to compare it with."""
        self._views.set_value("curves")
        self._views.setVisible(False)
        self._facts.setText(words.facts(entry))
        self._pages.show_page(self._reading)
        self._run.clear()
        self._compare.open(entry, entries)
        self._begin(entry)

    def renew(self, entry: ModelEntry, entries: Sequence[ModelEntry]) -> None:
        """Take what changed since the page was opened: the model went on learning, or others came or went."""
        self._compare.offer(entry, entries)
        if entry != self._entry:
            self._begin(entry)

    def close_page(self) -> None:
        """Stop reading; what is shown stays until another model is opened."""
        self._reader.cancel()
        self._compare.shut_down()
        self._run.plots.stop()

    def _begin(self, entry: ModelEntry) -> None:
        self._entry = entry
        self._reader.submit(ReadHistory(entry.folder))

    def _show(self, history: History) -> None:
        assert self._entry is not None
        self._facts.setText(words.facts(self._entry, history))
        self._views.setVisible(not history.is_empty)
        if history.is_empty:
            self._empty.set_text(self.tr("No history"), self._why_empty(history))
            self._pages.show_page(self._empty)
            return
        self._run.show_history(history)
        self._turn(self._views.value)
        if self.hasFocus():
            self.focusNextChild()

    def _why_empty(self, history: History) -> str:
        if history.started_with is None:
            return self.tr("This model was not trained here, so nothing was recorded of how it learnt.")
        return self.tr(
            "Nothing is recorded of how this model learnt: its file training/metrics.jsonl is missing or empty."
        )

    def _turn(self, view: str) -> None:
        if view == "compare":
            self._compare.begin()
        self._pages.show_page(self._compare if view == "compare" else self._run)


class _RunView(Scrolled):
    """The plots and the samples of one run."""

    def __init__(self, actions: Actions) -> None:
        super().__init__(name="history_run")
        self._curves = Curves()
        self.plots = PlotGrid(self._curves, actions, name="history")
        self._sample = SampleFilm("history_sample")
        self.plots.setMinimumHeight(_PLOTS_HEIGHT)
        self._sample.setMinimumHeight(_SAMPLE_HEIGHT)
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._parts.setSpacing(Space.L)
        self._parts.addWidget(self.plots, 5)
        self._parts.addWidget(self._sample, 2)
        self._answers = AnswerPairs(name="history_answers")
        self.body.addLayout(self._parts, 1)
        self.body.addWidget(self._answers)

    def show_history(self, history: History) -> None:
        self._curves.show_history(history)
        self._sample.show_samples(history.samples)
        self._answers.show_answers(history.answers)
        self.plots.show_everything()

    def clear(self) -> None:
        self._curves.clear()
        self._sample.clear()
        self._answers.show_answers(())

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= _BESIDE
        self._parts.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
