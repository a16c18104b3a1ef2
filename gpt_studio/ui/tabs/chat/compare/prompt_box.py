"""Where the words are written after which all columns write."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.state.qt_overrides import called_by_qt

_HEIGHT = 60


class PromptBox(QPlainTextEdit):
    """``entered``: Enter was pressed; with Shift it begins a new line."""

    entered = Signal()

    def __init__(self, text: str, explanation: str) -> None:
        super().__init__(text)
        self.setObjectName("chat_compare_prompt")
        self.setAccessibleName(explanation)
        self.setPlaceholderText(explanation)
        self.setTabChangesFocus(True)
        self.setFixedHeight(scaled(_HEIGHT))
        self.moveCursor(QTextCursor.MoveOperation.End)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
