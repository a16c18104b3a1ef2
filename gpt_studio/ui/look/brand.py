"""The application's icon, drawn from the SVG files of resources/icons at each size."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel

from gpt_studio.core.paths import resources

_WINDOW_SIZES = (16, 24, 32, 48, 64, 128, 256)
_SMALL = 24  # device pixels up to which the drawing made for a grid of 16 is used


def application_icon() -> QIcon:
    """The icon of the windows and of the task bar."""
    made = QIcon()
    for size in _WINDOW_SIZES:
        made.addPixmap(picture(size))
    return made


def picture(size: int, ratio: float = 1.0) -> QPixmap:
    """The icon, ``size`` logical pixels wide, with ``ratio`` device pixels per logical pixel."""
    pixels = round(size * ratio)
    name = "gpt-studio-small.svg" if pixels <= _SMALL else "gpt-studio.svg"
    return drawing(name, QSize(size, size), ratio)


class Emblem(QLabel):
    """The icon as a widget. It has no accessible name, so put the application's name beside it."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.setFixedSize(size, size)
        self.setPixmap(picture(size, self.devicePixelRatioF()))


def drawing(name: str, size: QSize, ratio: float = 1.0) -> QPixmap:
    """The SVG file ``name`` of resources/icons, ``size`` in logical pixels."""
    drawn = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    drawn.fill(0)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(resources() / "icons" / name)).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(drawn)
