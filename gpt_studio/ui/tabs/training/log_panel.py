"""The log of the run."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTime
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.tokens import Space
from gpt_studio.ui.widgets.labels import label

_MOST_LINES = 5000
_HEAD_HEIGHT = 33  # the height of the sample panel's head, which has buttons


class LogPanel(QWidget):
    """Keeps the newest lines, and stays at the end unless a person has scrolled up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QPlainTextEdit()
        self._lines.setObjectName("training_log")
        self._lines.setAccessibleName(self.tr("Log"))
        self._lines.setReadOnly(True)
        self._lines.setTabChangesFocus(True)
        self._lines.setMaximumBlockCount(_MOST_LINES)
        set_look(self._lines, "preview")
        title = label(self.tr("Log"), "field")
        title.setMinimumHeight(_HEAD_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(title)
        layout.addWidget(self._lines, 1)

    def add(self, words: str) -> None:
        """Add a line, with the time of day before it."""
        clock = QLocale().toString(QTime.currentTime(), "HH:mm:ss")
        self._lines.appendPlainText(f"{clock}  {words}")

    def clear(self) -> None:
        self._lines.clear()
