"""Where windows are on the screen: the first size of the main one, and room for their frames."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QWidget

_USUAL = QSize(1280, 800)
_USUAL_FRAME = QMargins(8, 40, 8, 8)
"""Room for a frame, whose size is not known before the window is shown."""
_LOOK_EVERY_MS, _LOOKS = 100, 8
"""Window managers draw a frame some time after the window is shown."""


def place_first(window: QWidget) -> None:
    """Give a window that was never shown its size, in the middle of its screen."""
    room = room_beside_frame(window)
    place = QRect(QPoint(), _USUAL.boundedTo(room.size()))
    place.moveCenter(room.center())
    window.setGeometry(place)


def room_beside_frame(window: QWidget) -> QRect:
    """The part of the screen that is left for a window with the usual frame."""
    return window.screen().availableGeometry().marginsRemoved(_USUAL_FRAME)


def keep_on_screen(window: QWidget) -> None:
    """Now that ``window`` is shown, make room for its frame as soon as the window manager has drawn it."""
    clock = QTimer(window)
    clock.setInterval(_LOOK_EVERY_MS)
    looks = iter(range(_LOOKS))

    def look() -> None:
        _make_room(window)
        if next(looks, None) is None:
            clock.stop()
            clock.deleteLater()

    clock.timeout.connect(look)
    clock.start()
    look()


def within(frame: QRect, room: QRect) -> QRect:
    """``frame``, moved and if necessary made smaller so that it lies in ``room``."""
    fitted = QRect(frame.topLeft(), frame.size().boundedTo(room.size()))
    fitted.moveRight(min(fitted.right(), room.right()))
    fitted.moveBottom(min(fitted.bottom(), room.bottom()))
    fitted.moveLeft(max(fitted.left(), room.left()))
    fitted.moveTop(max(fitted.top(), room.top()))
    return fitted


def _make_room(window: QWidget) -> None:
    if window.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
        return
    frame, inner = window.frameGeometry(), window.geometry()
    fitted = within(frame, window.screen().availableGeometry())
    if fitted == frame:
        return
    sides = QMargins(
        inner.left() - frame.left(),
        inner.top() - frame.top(),
        frame.right() - inner.right(),
        frame.bottom() - inner.bottom(),
    )
    window.setGeometry(fitted.marginsRemoved(sides))
