"""The top of a tab: its title, and a sentence that says what is selected and what to do next."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.ui.look.tokens import Space
from gpt_studio.ui.widgets.labels import label


class HeaderLine(QWidget):
    """Put the tab's main buttons into ``buttons``."""

    def __init__(self, title: str, sentence: str = "", *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._sentence = label(sentence, "muted", wrap=True)
        self._sentence.setObjectName(f"{name}_sentence")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title, "title"))
        words.addWidget(self._sentence)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(Space.S)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        row.addLayout(words, 1)
        row.addLayout(self.buttons)

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    def set_sentence(self, sentence: str) -> None:
        self._sentence.setText(sentence)
