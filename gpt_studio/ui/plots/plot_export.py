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
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from gpt_studio.core.durable import write_bytes
from gpt_studio.core.job import JobContext
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.sizes import Space, TextSize
from gpt_studio.ui.plots.plot_panel import PlotPanel, draw_swatch, swatch_width
from gpt_studio.ui.plots.series import Numbers

PICTURE_SIZE = QSize(1600, 1000)
"""Pixels of a saved picture; independent of the window's size."""
_SCALE = 2
_MARGIN = Space.XL
_TITLE_LINE, _UNIT_LINE, _LEGEND_LINE, _HEAD = 34, 54, 78, 92
_FOOT, _LEGEND_STEP, _SWATCH_WIDTH = 44, 20, 20


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
    """``columns``: name, steps and values of each curve. ``heading`` is that of the steps."""

    path: Path
    heading: str
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
    writer.writerow([request.heading, *(name for name, _, _ in request.columns)])
    columns = [dict(zip(steps.tolist(), values.tolist(), strict=True)) for _, steps, values in request.columns]
    for step in np.unique(np.concatenate([steps for _, steps, _ in request.columns])).tolist():
        writer.writerow([int(step) if step.is_integer() else step, *(column.get(step, "") for column in columns)])
    write_bytes(request.path, table.getvalue().encode())
    return request.path


def table_of(panel: PlotPanel, path: Path) -> SaveTable:
    """All values of the plot as they were reported, neither smoothed nor thinned."""
    return SaveTable(
        path,
        panel.across.heading,
        tuple(
            (curve.name, curve.series.steps.copy(), curve.series.values.copy())
            for curve in panel.curves
            if curve.is_shown
        ),
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
    head = _HEAD + (_draw_legend(painter, panel, size.width() - _MARGIN) - 1) * _LEGEND_STEP
    area = QRect(_MARGIN, head, size.width() - 2 * _MARGIN, size.height() - head - _FOOT)
    canvas = panel.canvas.copy_of_size(area.size())
    canvas.render(painter, QRectF(area))
    canvas.close()
    canvas.deleteLater()
    right = size.width() - _MARGIN - painter.fontMetrics().horizontalAdvance(panel.across.name)
    _write(painter, panel, panel.across.name, size.height() - _FOOT // 2, colours.text_muted, TextSize.BODY, right)


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


def _draw_legend(painter: QPainter, panel: PlotPanel, right: float) -> int:
    """Draw the legend in as many lines as it needs; returns their number."""
    font = QFont(panel.font())
    font.setPixelSize(TextSize.BODY)
    painter.setFont(font)
    x, line = float(_MARGIN), 0
    for curve, words in panel.legend:
        if not curve.is_shown:
            continue
        before = max(_SWATCH_WIDTH, swatch_width(curve.style)) + Space.S
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, int(right) - _MARGIN - before)
        width = before + painter.fontMetrics().horizontalAdvance(shown)
        if x > _MARGIN and x + width > right:
            x, line = float(_MARGIN), line + 1
        base = _LEGEND_LINE + line * _LEGEND_STEP
        draw_swatch(painter, curve.style, QPointF(x, base - 4), before - Space.S)
        painter.setPen(QColor(tokens().text))
        painter.drawText(QPointF(x + before, base), shown)
        x += width + Space.XL
    return line + 1
