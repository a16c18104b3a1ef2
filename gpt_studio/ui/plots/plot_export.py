"""A plot as a picture, and as a table of numbers. What takes time is done by the jobs :func:`save_picture` and
:func:`save_table`."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from gpt_studio.core.durable import write_bytes
from gpt_studio.core.job import JobContext
from gpt_studio.ui.look.tokens import Space, TextSize, tokens
from gpt_studio.ui.plots.plot_panel import PlotPanel
from gpt_studio.ui.plots.series import Numbers

_SCALE = 3
_HEAD = 52
_TITLE_LINE = 24
_LEGEND_LINE = 42


@dataclass(frozen=True)
class SavePicture:
    path: Path
    picture: QImage = field(repr=False)


@dataclass(frozen=True)
class SaveTable:
    """``columns``: name, steps and values of each curve."""

    path: Path
    columns: tuple[tuple[str, Numbers, Numbers], ...] = field(repr=False)


def save_picture(request: SavePicture, _context: JobContext) -> Path:
    """Write the picture as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    request.picture.save(buffer, "PNG")  # type: ignore[call-overload]
    write_bytes(request.path, bytes(buffer.data().data()))
    return request.path


def save_table(request: SaveTable, _context: JobContext) -> Path:
    """Write one row a step and one column a curve as CSV, empty where nothing was measured."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["step", *(name for name, _, _ in request.columns)])
    columns = [dict(zip(steps.tolist(), values.tolist(), strict=True)) for _, steps, values in request.columns]
    for step in np.unique(np.concatenate([steps for _, steps, _ in request.columns])).tolist():
        writer.writerow([int(step), *(column.get(step, "") for column in columns)])
    write_bytes(request.path, table.getvalue().encode())
    return request.path


def table_of(panel: PlotPanel, path: Path) -> SaveTable:
    """Every number of the plot as it was reported, neither smoothed nor thinned."""
    return SaveTable(
        path, tuple((curve.name, curve.series.steps.copy(), curve.series.values.copy()) for curve in panel.curves)
    )


def picture_of(panel: PlotPanel) -> QImage:
    """The plot as it is shown, with its title and legend, three times as fine."""
    canvas, colours = panel.canvas, tokens()
    width, height = canvas.width() + 2 * Space.L, canvas.height() + _HEAD + Space.L
    image = QImage(width * _SCALE, height * _SCALE, QImage.Format.Format_RGB32)
    image.fill(QColor(colours.surface))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_SCALE, _SCALE)
    font = QFont(panel.font())
    font.setPixelSize(TextSize.BODY)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(colours.text))
    painter.drawText(QPointF(Space.L, _TITLE_LINE), panel.title)
    _draw_legend(painter, panel)
    canvas.render(painter, QRectF(Space.L, _HEAD, canvas.width(), canvas.height()))
    painter.end()
    return image


def _draw_legend(painter: QPainter, panel: PlotPanel) -> None:
    font = QFont(panel.font())
    font.setPixelSize(TextSize.CAPTION)
    painter.setFont(font)
    x, middle = float(Space.L), _LEGEND_LINE - 4
    for curve in panel.curves:
        colour = QColor(tokens().series[curve.style.colour])
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(x, middle), QPointF(x + 16, middle))
        if curve.style.measured:
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(x + 8, middle), 3, 3)
        painter.setPen(QColor(tokens().text_muted))
        painter.drawText(QPointF(x + 22, _LEGEND_LINE), curve.words)
        x += 22 + painter.fontMetrics().horizontalAdvance(curve.words) + Space.L
