"""Shapes and dashes by which curves are told apart where their colours cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

_AROUND = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": ((0.0, -1.2), (1.15, 0.9), (-1.15, 0.9)),
    "diamond": ((0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)),
    "reversed": ((0.0, 1.2), (1.15, -0.9), (-1.15, -0.9)),
}
"""Corners in units of half the size."""


class Mark(Enum):
    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    RING = "ring"
    REVERSED = "reversed"


def draw_marks(painter: QPainter, mark: Mark, places: Sequence[QPointF], size: float, colour: QColor) -> None:
    """Draw ``mark`` at each of ``places``, about ``size`` pixels wide. The painter's pen and brush are changed."""
    painter.setPen(QPen(colour, 1.5 if mark is Mark.RING else 0.5))
    painter.setBrush(Qt.BrushStyle.NoBrush if mark is Mark.RING else colour)
    half = size / 2
    for place in places:
        if mark in (Mark.CIRCLE, Mark.RING):
            painter.drawEllipse(place, half, half)
        else:
            painter.drawPolygon(QPolygonF([place + QPointF(x, y) * half for x, y in _AROUND[mark.value]]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def line_pen(colour: QColor, width: float, dash: tuple[float, ...]) -> QPen:
    """``dash``: lengths of strokes and gaps in turn, in widths of the line; () is an unbroken line."""
    pen = QPen(colour, width)
    if dash:
        pen.setDashPattern(dash)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
