"""Marks the focused control for a person who uses the keyboard: after a click a frame around it looks like a choice."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget
from shiboken6 import isValid

from gpt_studio.ui.state.qt_overrides import answers_qt

RING = "ring"
"""The property by which the style sheet draws the ring of a focused button or list; fields are always framed."""
_ALONE = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class FocusRing(QObject):
    """Shows the ring where the last press was that of a key. It hears the presses at the windows themselves: a filter
    of the application would be called for every event of every widget."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._by_keyboard = False
        app.focusWindowChanged.connect(self._watch)
        app.focusChanged.connect(self._moved)

    @answers_qt(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        if event.type() == QEvent.Type.MouseButtonPress:
            self._use(False)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() not in _ALONE:
            self._use(True)
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once more is no second time

    def _use(self, keyboard: bool) -> None:
        self._by_keyboard = keyboard
        _show(QApplication.focusWidget(), keyboard)

    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        _show(before, False)
        _show(now, self._by_keyboard)


def _show(widget: QWidget | None, shown: bool) -> None:
    if not isinstance(widget, QAbstractButton | QAbstractItemView) or not isValid(widget):
        return
    if bool(widget.property(RING)) != shown:
        widget.setProperty(RING, shown)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
