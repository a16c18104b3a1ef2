"""The drawing area of one plot: curves, axes and crosshair."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QWidget

from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.plots.marks import Mark
from gpt_studio.ui.plots.plot_ink import NO_POINTS, PlotInk, PlottedCurve
from gpt_studio.ui.plots.series import Numbers, Series
from gpt_studio.ui.plots.value_axis import ValueAxis
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt

_MOST_DOTS = 150
_MOST_MARKS = 24
_FEWEST_BUCKETS = 80
_PIXELS_A_BUCKET = 3
_ROOM_ABOVE, _ROOM_ASIDE = 0.08, 0.01
_AFTER_THE_TAB_MS = 10
_BENEATH = -1000


@dataclass(frozen=True)
class CurveStyle:
    """``colour`` is an index into the theme's series. ``measured``: each value is drawn as a dot. ``smoothed``: the
    curve is drawn smoothed. ``mark`` and ``dash`` (:mod:`gpt_studio.ui.plots.marks`) tell a curve from others without
    its colour; the marks are spread over the curve."""

    colour: int
    measured: bool = False
    smoothed: bool = False
    mark: Mark | None = None
    dash: tuple[float, ...] = ()


class _Line:
    """One curve: its series, its style and the points that are drawn."""

    def __init__(self, series: Series, style: CurveStyle) -> None:
        self.series, self.style = series, style
        self.drawn = PlottedCurve(QColor(tokens().series[style.colour]), mark=style.mark, dash=style.dash)

    def retint(self) -> None:
        self.drawn.colour = QColor(tokens().series[self.style.colour])


class PlotCanvas(pg.PlotWidget):
    """``hovered`` carries the step under the pointer, ``zoomed`` the range of steps shown; ``left``: the pointer is
    gone."""

    hovered = Signal(float)
    left = Signal()
    zoomed = Signal(float, float)

    def __init__(self, *, name: str, from_zero: bool, parent: QWidget | None = None) -> None:
        self._axes = {"left": ValueAxis("left"), "bottom": ValueAxis("bottom")}
        self._box = pg.ViewBox(enableMenu=False, defaultPadding=0)
        super().__init__(parent, viewBox=self._box, axisItems=self._axes, enableMenu=False)
        self.setObjectName(name)
        self.setMinimumHeight(60)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hideButtons()
        self._box.disableAutoRange()
        self._from_zero = from_zero
        self._lines: list[_Line] = []
        self._smoothing = 1
        self._shown: tuple[float, float] | None = None
        self._held = False
        self._pointed: float | None = None
        self._ink = PlotInk(self._box)
        for axis in self._axes.values():
            axis.setZValue(_BENEATH)  # grid lines are drawn beneath the curves
        self.sceneObj.sigMouseMoved.connect(self._moved)
        self._box.sigRangeChangedManually.connect(self._ranged)
        self.retint()

    def set_whole_steps(self, whole: bool) -> None:
        """Whether the horizontal axis has ticks at whole numbers only."""
        self._axes["bottom"].whole = whole

    @property
    def logarithmic(self) -> bool:
        return self._axes["left"].logarithmic

    def add_curve(self, series: Series, style: CurveStyle) -> None:
        self._lines.append(_Line(series, style))
        self._ink.curves.append(self._lines[-1].drawn)

    def set_logarithmic(self, logarithmic: bool) -> None:
        self._axes["left"].logarithmic = logarithmic
        self._axes["left"].picture = None
        self._held = False
        self.point_nowhere()
        self.draw()

    def set_smoothing(self, steps: int) -> None:
        self._smoothing = steps

    def show_steps(self, shown: tuple[float, float] | None) -> None:
        """Show this range of steps; None shows all steps, also those that come later."""
        self._shown = shown
        self._held = False

    def retint(self) -> None:
        """Take the colours of the current theme."""
        self.setBackground(QColor(tokens().surface))
        for axis in self._axes.values():
            axis.retint()
        self._ink.crosshair_colour, self._ink.ring_colour = QColor(tokens().text_muted), QColor(tokens().surface)
        for line in self._lines:
            line.retint()
        self._ink.update()

    def copy_of_size(self, size: QSize) -> PlotCanvas:
        """A canvas of another ``size`` with the same curves, range and scale, which is never shown on the screen."""
        made = PlotCanvas(name=f"{self.objectName()}_copy", from_zero=self._from_zero)
        made.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        for line in self._lines:
            made.add_curve(line.series, line.style)
        made.set_smoothing(self._smoothing)
        made.set_whole_steps(self._axes["bottom"].whole)
        made.show_steps(self._shown)
        made.resize(size)
        made.show()
        made.set_logarithmic(self.logarithmic)
        if self._held:
            across, up = self._box.viewRange()
            made._box.setRange(xRange=across, yRange=up, padding=0, disableAutoRange=True, update=True)
        return made

    def draw(self) -> None:
        """Redraw the curves from their series."""
        low, high = self._shown or self._all_steps()
        buckets = max(_FEWEST_BUCKETS, self.width() // _PIXELS_A_BUCKET)
        lowest, highest = math.inf, -math.inf
        for line in self._lines:
            values = self._draw_line(line, low, high, buckets)
            if len(values):
                lowest, highest = min(lowest, float(values.min())), max(highest, float(values.max()))
        self._keep_in_sight()
        if not self._held:
            self._fit(low, high, lowest, highest)
        if self._pointed is not None:
            self.point_at(self._pointed)
        self._ink.update()

    def point_at(self, step: float) -> None:
        """Put the crosshair at ``step``."""
        self._pointed = self._ink.upright = step
        for line in self._lines:
            found = line.series.at(step)
            if found is None or (self.logarithmic and found[1] <= 0):
                line.drawn.marker = None
            else:
                line.drawn.marker = (found[0], math.log10(found[1]) if self.logarithmic else found[1])
        self._ink.update()

    def point_nowhere(self) -> None:
        self._pointed = self._ink.upright = self._ink.level = None
        for line in self._lines:
            line.drawn.marker = None
        self._ink.update()

    @called_by_qt
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    @called_by_qt
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The plot is painted after the rest of the tab, so that the window's thread is not blocked for long.
        self.viewport().setUpdatesEnabled(False)
        QTimer.singleShot(_AFTER_THE_TAB_MS, self.viewport(), lambda: self.viewport().setUpdatesEnabled(True))

    @answers_qt(bool)
    def viewportEvent(self, event: QEvent) -> bool:
        # The scene does not receive these events, because it would repaint the whole window at once for each plot.
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            return False
        return bool(super().viewportEvent(event))

    def _all_steps(self) -> tuple[float, float]:
        ends = [(line.series.steps[0], line.series.steps[-1]) for line in self._lines if len(line.series)]
        low, high = (min(end[0] for end in ends), max(end[1] for end in ends)) if ends else (0.0, 1.0)
        if not high > low:
            return float(low) - 1, float(high) + 1
        room = (high - low) * _ROOM_ASIDE if any(line.style.mark for line in self._lines) else 0.0
        return float(low - room), float(high + room)  # marks are as whole at the ends as elsewhere

    def _draw_line(self, line: _Line, low: float, high: float, buckets: int) -> Numbers:
        """Choose the points to draw; returns the values that must fit into the vertical range."""
        series, drawn = line.series, line.drawn
        seen = series.between(low, high)
        exact = self._scaled(*series.thinned(seen, buckets))
        if not line.style.smoothed or self._smoothing <= 1:
            drawn.line, drawn.faint = exact, NO_POINTS
            drawn.dotted = line.style.measured and len(exact[0]) <= _MOST_DOTS
            drawn.marks = exact[0][:: _apart(exact[0])], exact[1][:: _apart(exact[0])]
        else:
            drawn.faint = exact
            drawn.line = self._scaled(*series.smoothed(seen, self._smoothing, buckets))
        return exact[1]

    def _scaled(self, steps: Numbers, values: Numbers) -> tuple[Numbers, Numbers]:
        if not self.logarithmic:
            return steps.copy(), values.copy()  # copies, because a series may change its points before they are painted
        positive = values > 0
        return steps[positive], np.log10(values[positive])

    def _keep_in_sight(self) -> None:
        """Let nobody move or zoom to where there are no values."""
        values = [self._scaled(line.series.steps, line.series.values)[1] for line in self._lines]
        there = [each for each in values if len(each)]
        low, high = self._all_steps()
        lowest = min((float(each.min()) for each in there), default=math.inf)
        highest = max((float(each.max()) for each in there), default=-math.inf)
        floor, ceiling = self._with_room(lowest, highest)
        self._box.setLimits(xMin=low, xMax=high, yMin=floor, yMax=ceiling)

    def _fit(self, low: float, high: float, lowest: float, highest: float) -> None:
        self._box.setRange(
            xRange=(low, high),
            yRange=self._with_room(lowest, highest),
            padding=0,
            disableAutoRange=True,
            update=True,
        )

    def _with_room(self, lowest: float, highest: float) -> tuple[float, float]:
        """The vertical range for values from ``lowest`` to ``highest``."""
        if lowest > highest:
            lowest, highest = (-1.0, 0.0) if self.logarithmic else (0.0, 1.0)
        if self._from_zero and not self.logarithmic:
            lowest = min(0.0, lowest)
        room = (highest - lowest) * _ROOM_ABOVE or max(abs(highest) * _ROOM_ABOVE, 1e-9)
        floor = lowest if self._from_zero and not self.logarithmic and lowest == 0 else lowest - room
        return floor, highest + room

    def _moved(self, place: QPointF) -> None:
        if not self._box.sceneBoundingRect().contains(place):
            self.left.emit()
            return
        here = self._box.mapSceneToView(place)
        self._ink.level = here.y()
        self._ink.update()
        self.hovered.emit(here.x())

    def _ranged(self) -> None:
        (low, high), _ = self._box.viewRange()
        self._bring_back(low, high)
        self._shown = (low, high)
        self._held = True
        self.zoomed.emit(low, high)

    def _bring_back(self, low: float, high: float) -> None:
        """Move the view up or down to the curves if none of them is left in it."""
        seen = [line.series.between(low, high) for line in self._lines]
        values = [
            self._scaled(line.series.steps[part], line.series.values[part])[1]
            for line, part in zip(self._lines, seen, strict=True)
        ]
        there = [each for each in values if len(each)]
        if not there:
            return
        lowest, highest = min(float(each.min()) for each in there), max(float(each.max()) for each in there)
        floor, ceiling = self._box.viewRange()[1]
        away = max(0.0, lowest - ceiling) - max(0.0, floor - highest)
        if away:
            step = away + math.copysign((ceiling - floor) / 2, away)
            self._box.setRange(yRange=(floor + step, ceiling + step), padding=0, disableAutoRange=True, update=True)


def _apart(points: Numbers) -> int:
    """Every how many points there is a mark."""
    return -(-len(points) // _MOST_MARKS) or 1
