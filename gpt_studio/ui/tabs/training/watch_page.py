"""The page of a run: what it writes, the log and the four plots."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSize, QTime
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from gpt_studio.jobs.training.read_history import History
from gpt_studio.training.events import Evaluated, StepDone
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.plots.curves import Curves
from gpt_studio.ui.plots.plot_grid import PlotGrid
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.tabs.training.sample_panel import SamplePanel
from gpt_studio.ui.widgets.answer_pairs import AnswerPairs
from gpt_studio.ui.widgets.labels import label

_MOST_LINES = 5000
_HEAD_HEIGHT = 33  # that of the samples, which has buttons
_LEAST_TEXT_WIDTH, _MOST_TEXT_WIDTH = 260, 620
_LEAST_LOG_HEIGHT, _MOST_LOG_HEIGHT = 96, 200  # at least two lines


class WatchPage(QWidget):
    """Holds what is seen of the run that is shown: what it writes first, then its curves. ``figures`` are those of a
    run that has ended; they stand beneath what it writes."""

    def __init__(self, actions: Actions, figures: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.curves = Curves()
        self.sample = SamplePanel()
        self.plots = PlotGrid(self.curves, actions)
        self.answers = AnswerPairs(name="training_answers")
        self.log = LogPanel()
        self.log.setMinimumHeight(_LEAST_LOG_HEIGHT)
        self.log.setMaximumHeight(_MOST_LOG_HEIGHT)
        self._texts = texts = QWidget()
        texts.setMinimumWidth(_LEAST_TEXT_WIDTH)
        texts.setMaximumWidth(_MOST_TEXT_WIDTH)
        column = QVBoxLayout(texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.sample, 3)
        column.addWidget(figures)
        column.addWidget(self.answers)
        column.addWidget(self.log, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.L)
        layout.addWidget(texts, 2)
        layout.addWidget(self.plots, 3)

    @answers_qt(bool)
    def hasHeightForWidth(self) -> bool:
        """No, although wrapped text is on it: a page that follows its text would grow to the height that is best for
        the plots, and not to the one that there is."""
        return False

    @answers_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        """The height that the texts need at their width, or the plots."""
        least, column = super().minimumSizeHint(), self._texts.layout()
        assert column is not None
        texts = column.minimumHeightForWidth(max(self._texts.width(), _LEAST_TEXT_WIDTH))
        return QSize(least.width(), max(texts, self.plots.minimumSizeHint().height()))

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    @property
    def has_anything(self) -> bool:
        """Whether there are values to draw."""
        return len(self.curves.training_loss) > 0

    def clear(self) -> None:
        self.curves.clear()
        self.sample.clear()
        self.log.clear()
        self.answers.show_answers(())
        self.plots.show_everything()

    def show_history(self, history: History) -> None:
        self.curves.show_history(history)
        self.sample.show_samples(history.samples)
        self.plots.show_everything()

    def add_step(self, done: StepDone) -> None:
        self.curves.add_step(done)
        self.plots.renew()

    def end_with(self, step: int, *, loss: float, bits_per_byte: float) -> None:
        """Let the measured curves end with these figures, in place of what was measured at ``step``."""
        self.curves.held_out_loss.add(step, loss)
        self.curves.bits_per_byte.add(step, bits_per_byte)
        self.plots.renew()

    def add_evaluation(self, measured: Evaluated) -> None:
        self.curves.add_evaluation(measured)
        self.plots.renew()


class LogPanel(QWidget):
    """Keeps the newest lines, and stays at the end unless a person has scrolled up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QPlainTextEdit()
        self._lines.setObjectName("training_log")
        self._lines.setAccessibleName(self.tr("Log"))
        self._lines.setReadOnly(True)
        self._lines.setTabChangesFocus(True)
        self._lines.setMaximumBlockCount(_MOST_LINES)
        set_look(self._lines, "preview")
        self._at_end = True
        bar = self._lines.verticalScrollBar()
        # Not its value, which Qt moves as well while it lays lines out anew.
        bar.actionTriggered.connect(self._scrolled)
        bar.rangeChanged.connect(self._stay)
        title = label(self.tr("Log"), "field")
        title.setMinimumHeight(_HEAD_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(title)
        layout.addWidget(self._lines, 1)

    def add(self, words: str) -> None:
        """Add a line, with the time of day before it."""
        clock = QLocale().toString(QTime.currentTime(), "HH:mm:ss")
        self._lines.appendPlainText(f"{clock}  {words}")
        self._stay()

    def clear(self) -> None:
        self._lines.clear()

    def _scrolled(self) -> None:
        bar = self._lines.verticalScrollBar()
        self._at_end = bar.sliderPosition() >= bar.maximum()

    def _stay(self) -> None:
        """Stay at the end, also when there is less room than before."""
        bar = self._lines.verticalScrollBar()
        if self._at_end and bar.value() != bar.maximum():
            bar.setValue(bar.maximum())
