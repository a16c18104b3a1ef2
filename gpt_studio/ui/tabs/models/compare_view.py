"""The runs that lie over each other in bits per byte, and the list to choose them from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.jobs.training import compare_runs
from gpt_studio.jobs.training.compare_runs import CompareRuns, Comparison, MeasuredRun
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import decimal
from gpt_studio.ui.plots.compare_plot import (
    STYLES,
    ComparedRun,
    ComparePlot,
    steps_across,
    time_across,
    tokens_across,
)
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.worker import LatestWins, Runner
from gpt_studio.ui.tabs.models import words
from gpt_studio.ui.tabs.models.run_chooser import Choice, RunChooser
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.segments import Segments

_LIST_WIDTH = 210


class CompareView(QWidget):
    """``failed`` carries a :class:`Message`; ``export_wanted`` a job that writes a file, and its request."""

    failed = Signal(object)
    export_wanted = Signal(object, object)

    def __init__(self, runner: Runner, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = Path()
        self._shown: Comparison | None = None
        self._reader = LatestWins(
            runner, compare_runs.run, on_result=self._show, on_error=self._say_problem, parent=self
        )
        self._runs = RunChooser(len(STYLES) - 1)
        self._runs.changed.connect(self._read)
        self._help = label("", "caption", wrap=True)
        self._help.setObjectName("compare_help")
        self._across = Segments(
            "compare_across",
            self.tr("What the curves are drawn against"),
            (
                ("steps", self.tr("Steps"), ""),
                ("time", self.tr("Time"), ""),
                ("tokens", self.tr("Tokens read"), ""),
            ),
        )
        self._across.changed.connect(lambda _chosen: self._draw())
        self._remark = label("", "muted", wrap=True)
        self._remark.setObjectName("compare_remark")
        self._plot = ComparePlot(actions)
        self._plot.export_wanted.connect(self.export_wanted)
        self._lay_out()

    def open(self, entry: ModelEntry, entries: Sequence[ModelEntry]) -> None:
        """Prepare to compare the run of ``entry``, which is alone at first."""
        self._folder = entry.folder
        self._shown = None
        self._runs.clear()
        self.offer(entry, entries)

    def begin(self) -> None:
        """Read what is compared, unless that was done."""
        if self._shown is None:
            self._read()

    def offer(self, entry: ModelEntry, entries: Sequence[ModelEntry]) -> None:
        """List the other runs among ``entries``: first those that learnt from the same text."""
        others = [other for other in entries if other.folder != entry.folder and other.steps]
        others.sort(key=lambda other: other.data != entry.data)
        self._runs.show_choices([Choice(other.folder, other.name, _caption(other)) for other in others])
        self._help.setText(
            self.tr("Tick up to {count} runs to lay them over “{name}”. The figures are bits per byte.").format(
                count=len(STYLES) - 1, name=entry.name
            )
            if others
            else self.tr("There is no other run yet. Train a second model, and lay the two over each other here.")
        )

    def shut_down(self) -> None:
        self._reader.cancel()

    def _read(self) -> None:
        self._reader.submit(CompareRuns((self._folder, *self._runs.chosen)))

    def _show(self, found: Comparison) -> None:
        self._shown = found
        self._draw()

    def _say_problem(self, problem: Message) -> None:
        self.failed.emit(problem)

    def _draw(self) -> None:
        found = self._shown
        if found is None:
            return
        against, unit = self._across.value, 1.0
        longest = max((float(np.nanmax(run.seconds, initial=0.0)) for run in found.runs), default=0.0)
        if against == "time":
            across, unit = time_across(longest)
        else:
            across = steps_across() if against == "steps" else tokens_across()
        self._plot.show_runs([_compared(run, against, unit) for run in found.runs], across)
        self._remark.setText(" ".join(self._remarks(found, against)))
        self._remark.setVisible(bool(self._remark.text()))

    def _remarks(self, found: Comparison, against: str) -> list[str]:
        said = []
        if not found.same_text:
            said.append(
                self.tr(
                    "These models were measured on different texts. How many bits a byte takes depends on the text, so "
                    "a lower curve does not mean a better model here."
                )
            )
        if found.without:
            said.append(
                self.tr("Nothing was measured for {names}.").format(
                    names=", ".join(f"“{folder.name}”" for folder in found.without)
                )
            )
        unknown = [run.folder.name for run in found.runs if not np.isfinite(_places(run, against)).any()]
        if unknown:
            said.append(
                self.tr("How much {names} had read is not recorded.").format(
                    names=", ".join(f"“{name}”" for name in unknown)
                )
            )
        return said

    def _lay_out(self) -> None:
        chooser = QVBoxLayout()
        chooser.setSpacing(Space.M)
        chooser.addWidget(self._help)
        chooser.addWidget(self._runs, 1)
        left = QWidget()
        left.setFixedWidth(_LIST_WIDTH)
        left.setLayout(chooser)
        chooser.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(label(self.tr("Against"), "field"))
        top.addWidget(self._across)
        top.addStretch()
        right = QVBoxLayout()
        right.setSpacing(Space.M)
        right.addLayout(top)
        right.addWidget(self._plot, 1)
        right.addWidget(self._remark)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        row.addWidget(left)
        row.addLayout(right, 1)
        self.setTabOrder(self._runs, self._across)


def _caption(entry: ModelEntry) -> str:
    measured = "" if entry.bits_per_byte is None else decimal(entry.bits_per_byte, 3)
    return " · ".join(part for part in (words.data(entry), measured) if part)


def _places(run: MeasuredRun, against: str) -> compare_runs.Numbers:
    return {"steps": run.steps, "time": run.seconds, "tokens": run.tokens}[against]


def _compared(run: MeasuredRun, against: str, unit: float) -> ComparedRun:
    places = _places(run, against)
    known = np.isfinite(places)
    return ComparedRun(run.folder.name, places[known] / unit, run.bits_per_byte[known])
