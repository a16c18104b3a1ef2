"""Exports a plot as PNG, SVG or CSV.

Drawing happens in the window's thread; the jobs :func:`save_picture`, :func:`save_drawing` and :func:`save_table` write
the files.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen
from PySide6.QtSvg import QSvgGenerator

from gpt_studio.core.durable import write_bytes
from gpt_studio.core.job import JobContext
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.sizes import Space, TextSize
from gpt_studio.ui.plots.plot_panel import PlotPanel
from gpt_studio.ui.plots.series import Numbers

PICTURE_SIZE = QSize(1600, 1000)
"""Pixels of a saved picture; independent of the window's size."""
_SCALE = 2
_MARGIN = Space.XL
_TITLE_LINE, _UNIT_LINE, _LEGEND_LINE, _HEAD = 34, 54, 78, 92
_FOOT = 44


@dataclass(frozen=True)
class SavePicture:
    path: Path
    picture: QImage = field(repr=False)


@dataclass(frozen=True)
class SaveDrawing:
    """``svg``: the contents of the file."""

    path: Path
    svg: bytes = field(repr=False)


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


def save_drawing(request: SaveDrawing, _context: JobContext) -> Path:
    """Write the drawing as SVG."""
    write_bytes(request.path, request.svg)
    return request.path


def save_table(request: SaveTable, _context: JobContext) -> Path:
    """Write a CSV with one row per step and one column per curve; a cell is empty where nothing was measured."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["step", *(name for name, _, _ in request.columns)])
    columns = [dict(zip(steps.tolist(), values.tolist(), strict=True)) for _, steps, values in request.columns]
    for step in np.unique(np.concatenate([steps for _, steps, _ in request.columns])).tolist():
        writer.writerow([int(step), *(column.get(step, "") for column in columns)])
    write_bytes(request.path, table.getvalue().encode())
    return request.path


def table_of(panel: PlotPanel, path: Path) -> SaveTable:
    """All values of the plot as they were reported, neither smoothed nor thinned."""
    return SaveTable(
        path, tuple((curve.name, curve.series.steps.copy(), curve.series.values.copy()) for curve in panel.curves)
    )


def picture_of(panel: PlotPanel) -> QImage:
    """The plot as it is shown now, with title, unit and legend, in PICTURE_SIZE."""
    image = QImage(PICTURE_SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(_SCALE, _SCALE)
    _draw(painter, panel)
    painter.end()
    return image


def drawing_of(panel: PlotPanel) -> bytes:
    """The same as :func:`picture_of`, as an SVG file."""
    buffer = QBuffer(written := QByteArray())
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(panel.title)
    generator.setSize(PICTURE_SIZE)
    # pyqtgraph draws the axes as QPictures, which Qt scales by the ratio of the resolutions of panel and file.
    generator.setResolution(panel.logicalDpiX())
    generator.setViewBox(QRect(0, 0, PICTURE_SIZE.width() // _SCALE, PICTURE_SIZE.height() // _SCALE))
    painter = QPainter(generator)
    _draw(painter, panel)
    painter.end()
    return bytes(written.data())


def _draw(painter: QPainter, panel: PlotPanel) -> None:
    colours, size = tokens(), PICTURE_SIZE / _SCALE
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRect(0, 0, size.width(), size.height()), QColor(colours.surface))
    _write(painter, panel, panel.title, _TITLE_LINE, colours.text, TextSize.HEADING, bold=True)
    _write(painter, panel, panel.unit, _UNIT_LINE, colours.text_muted, TextSize.BODY)
    _draw_legend(painter, panel)
    area = QRect(_MARGIN, _HEAD, size.width() - 2 * _MARGIN, size.height() - _HEAD - _FOOT)
    canvas = panel.canvas.copy_of_size(area.size())
    canvas.render(painter, QRectF(area))
    canvas.close()
    canvas.deleteLater()
    right = size.width() - _MARGIN - painter.fontMetrics().horizontalAdvance(panel.across)
    _write(painter, panel, panel.across, size.height() - _FOOT // 2, colours.text_muted, TextSize.BODY, right)


def _write(
    painter: QPainter,
    panel: PlotPanel,
    words: str,
    line: int,
    colour: str,
    size: int,
    left: int = _MARGIN,
    *,
    bold: bool = False,
) -> None:
    font = QFont(panel.font())
    font.setPixelSize(size)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(left, line), words)


def _draw_legend(painter: QPainter, panel: PlotPanel) -> None:
    font = QFont(panel.font())
    font.setPixelSize(TextSize.BODY)
    painter.setFont(font)
    x, middle = float(_MARGIN), _LEGEND_LINE - 4
    for curve, words in panel.legend:
        colour = QColor(tokens().series[curve.style.colour])
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(x, middle), QPointF(x + 20, middle))
        if curve.style.measured:
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(x + 10, middle), 3, 3)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(tokens().text))
        painter.drawText(QPointF(x + 28, _LEGEND_LINE), words)
        x += 28 + painter.fontMetrics().horizontalAdvance(words) + Space.XL
