"""One plot in which the curves of several runs lie over each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gpt_studio.ui.look.text import count, decimal
from gpt_studio.ui.plots.across import Across
from gpt_studio.ui.plots.marks import Mark
from gpt_studio.ui.plots.plot_canvas import CurveStyle
from gpt_studio.ui.plots.plot_panel import Curve, PlotPanel
from gpt_studio.ui.plots.save_plot import ask_where
from gpt_studio.ui.plots.series import Numbers, Series
from gpt_studio.ui.state.actions import Actions

_LONGEST_NAME = 30
translate = QCoreApplication.translate

STYLES = (
    CurveStyle(0, mark=Mark.CIRCLE),
    CurveStyle(1, mark=Mark.SQUARE, dash=(6, 2)),
    CurveStyle(2, mark=Mark.TRIANGLE, dash=(2, 2)),
    CurveStyle(3, mark=Mark.DIAMOND, dash=(8, 2, 2, 2)),
    CurveStyle(5, mark=Mark.RING, dash=(4, 4)),
    CurveStyle(4, mark=Mark.REVERSED, dash=(10, 3)),
)
"""No two are alike in mark or in dash, so that the curves can be told apart without colours."""


@dataclass(frozen=True)
class ComparedRun:
    """``name`` is in the legend; the columns are of equal length, ``places`` in the units of the horizontal axis."""

    name: str
    places: Numbers
    bits_per_byte: Numbers


def steps_across() -> Across:
    return Across(
        translate("compare_plot", "step"),
        "step",
        lambda step: translate("compare_plot", "step {step}").format(step=count(step)),
    )


def tokens_across() -> Across:
    return Across(
        translate("compare_plot", "tokens read"),
        "tokens",
        lambda read: translate("compare_plot", "after {count} tokens").format(count=count(read)),
    )


def time_across(longest: float) -> tuple[Across, float]:
    """An axis for times of up to ``longest`` seconds, and how many seconds its unit has."""
    if longest < 3 * 60:
        return Across(translate("compare_plot", "seconds of training"), "seconds", _after_seconds, whole=False), 1.0
    if longest < 3 * 3600:
        return Across(translate("compare_plot", "minutes of training"), "minutes", _after_minutes, whole=False), 60.0
    return Across(translate("compare_plot", "hours of training"), "hours", _after_hours, whole=False), 3600.0


def _after_seconds(time: float) -> str:
    return translate("compare_plot", "after {seconds} s").format(seconds=decimal(time, 1))


def _after_minutes(time: float) -> str:
    return translate("compare_plot", "after {minutes} min").format(minutes=decimal(time, 1))


def _after_hours(time: float) -> str:
    return translate("compare_plot", "after {hours} h").format(hours=decimal(time, 2))


class ComparePlot(QWidget):
    """``export_wanted`` carries a job that writes a file, and its request."""

    export_wanted = Signal(object, object)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = actions
        self._panel: PlotPanel | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_runs(self, runs: Sequence[ComparedRun], across: Across) -> None:
        """Draw the curves of at most as many ``runs`` as there are :data:`STYLES`, all of each of them."""
        panel = self._made(runs, across)
        before, self._panel = self._panel, panel
        if before is not None:
            panel.set_logarithmic(before.canvas.logarithmic)
            self._layout.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._layout.addWidget(panel)
        panel.show()
        panel.draw()

    def _made(self, runs: Sequence[ComparedRun], across: Across) -> PlotPanel:
        curves = []
        for run, style in zip(runs, STYLES, strict=False):
            series = Series()
            series.replace(run.places, run.bits_per_byte)
            curves.append(Curve(run.name, _short(run.name), series, style, lambda value: decimal(value, 3)))
        panel = PlotPanel(
            self._commands,
            self.tr("Bits per byte"),
            self.tr("How many bits each model needs for a byte of text it never learns from. Lower is better."),
            tuple(curves),
            name="compare_plot",
            unit=self.tr("bits per byte of text"),
            concept="bits_per_byte",
            across=across,
        )
        panel.hovered.connect(panel.point_at)
        panel.left.connect(panel.point_nowhere)
        panel.zoomed.connect(lambda: panel.set_zoomed(True))
        panel.reset_wanted.connect(lambda: _show_everything(panel))
        panel.export_wanted.connect(lambda kind: ask_where(self, panel, kind, self.export_wanted))
        return panel


def _show_everything(panel: PlotPanel) -> None:
    panel.canvas.show_steps(None)
    panel.set_zoomed(False)
    panel.draw()


def _short(name: str) -> str:
    """A name that leaves room for others in the legend."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 11]}…{name[-10:]}"
