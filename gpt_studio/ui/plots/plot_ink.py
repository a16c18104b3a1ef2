"""One graphics item that draws the curves, dots and crosshair of a plot.

It replaces pyqtgraph's curve and scatter items, which take milliseconds per redraw, little of it for drawing. On a
machine with two cores that time is taken from the training.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gpt_studio.ui.plots.marks import Mark, draw_marks, line_pen
from gpt_studio.ui.plots.series import Numbers
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt

_LINE_WIDTH = 1.5
_FAINT = 70
_DOT = 6.0
_MARK = 7.0
_MARKER, _RING = 9.0, 2.0
NO_POINTS: tuple[Numbers, Numbers] = (np.empty(0), np.empty(0))


@dataclass
class PlottedCurve:
    """``faint``: the raw values, drawn beneath a smoothed ``line``. ``dotted``: draw a dot at each point of ``line``.

    If there is a ``mark``, it is drawn at each of ``marks``, and the line is broken by ``dash``.

    ``marker`` is the point under the pointer. All points are in the coordinates of the axes.
    """

    colour: QColor
    line: tuple[Numbers, Numbers] = NO_POINTS
    faint: tuple[Numbers, Numbers] = NO_POINTS
    dotted: bool = False
    marker: tuple[float, float] | None = None
    mark: Mark | None = None
    marks: tuple[Numbers, Numbers] = NO_POINTS
    dash: tuple[float, ...] = ()


class PlotInk(QGraphicsItem):
    """Covers ``box`` and follows its range. ``upright`` and ``level``: coordinates of the crosshair's two lines."""

    def __init__(self, box: pg.ViewBox) -> None:
        super().__init__(box)
        self.curves: list[PlottedCurve] = []
        self.upright: float | None = None
        self.level: float | None = None
        self.crosshair_colour = self.ring_colour = QColor()
        self._box = box
        box.sigRangeChanged.connect(self._ranged)
        box.sigResized.connect(self._resized)

    @answers_qt(QRectF)
    def boundingRect(self) -> QRectF:
        return self._box.rect()

    @called_by_qt
    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setClipRect(self.boundingRect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # A painter that was used before, as for a saved picture, may have a brush, which would fill the curves.
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for curve in self.curves:
            self._stroke(painter, curve.faint, _faint_pen(curve.colour))
        for curve in self.curves:
            self._stroke(painter, curve.line, line_pen(curve.colour, _LINE_WIDTH, curve.dash))
            if curve.mark is not None:
                places = [QPointF(x, y) for x, y in zip(*self._placed(*curve.marks), strict=True)]
                draw_marks(painter, curve.mark, places, _MARK, curve.colour)
            elif curve.dotted and len(curve.line[0]):
                pen = QPen(curve.colour, _DOT, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                painter.drawPoints(pg.functions.arrayToQPolygonF(*self._placed(*curve.line)))
        self._draw_crosshair(painter)

    def _stroke(self, painter: QPainter, points: tuple[Numbers, Numbers], pen: QPen) -> None:
        if len(points[0]) > 1:
            painter.setPen(pen)
            painter.drawPath(pg.functions.arrayToQPath(*self._placed(*points), connect="all", finiteCheck=False))

    def _draw_crosshair(self, painter: QPainter) -> None:
        area = self.boundingRect()
        painter.setPen(QPen(self.crosshair_colour, 1, Qt.PenStyle.DashLine))
        if self.upright is not None:
            x = float(self._placed(self.upright, 0.0)[0])
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        if self.level is not None:
            y = float(self._placed(0.0, self.level)[1])
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(QPen(self.ring_colour, _RING))
        for curve in self.curves:
            if curve.marker is not None:
                x, y = map(float, self._placed(*curve.marker))
                painter.setBrush(curve.colour)
                painter.drawEllipse(QPointF(x, y), _MARKER / 2, _MARKER / 2)

    def _placed(self, steps: Numbers | float, values: Numbers | float) -> tuple[Numbers, Numbers]:
        """Convert axis coordinates to pixels."""
        (left, right), (bottom, top) = self._box.viewRange()
        area = self.boundingRect()
        across, up = area.width() / (right - left), area.height() / (top - bottom)
        return (
            area.left() + (np.asarray(steps, dtype=float) - left) * across,
            area.bottom() - (np.asarray(values, dtype=float) - bottom) * up,
        )

    def _ranged(self) -> None:
        self.update()

    def _resized(self) -> None:
        self.prepareGeometryChange()
        self.update()


def _faint_pen(colour: QColor) -> QPen:
    pale = QColor(colour)
    pale.setAlpha(_FAINT)
    return QPen(pale, 1)
