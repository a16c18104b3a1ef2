"""A surface that holds what belongs together."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.ui.style_sheet import set_look
from gpt_studio.ui.theme import Space
from gpt_studio.ui.widgets.labels import label


class Card(QFrame):
    """A card. Fill ``body``; put buttons that concern the whole card into ``buttons``, right of the title."""

    def __init__(self, title: str = "", explanation: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        outer.setSpacing(Space.M)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(Space.S)
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.M)
        if title:
            outer.addLayout(self._head(title, explanation))
        outer.addLayout(self.body, 1)

    def _head(self, title: str, explanation: str) -> QVBoxLayout:
        self.title = label(title, "heading")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.title)
        row.addStretch()
        row.addLayout(self.buttons)
        head = QVBoxLayout()
        head.setSpacing(Space.XS)
        head.addLayout(row)
        if explanation:
            head.addWidget(label(explanation, "caption", wrap=True))
        return head


def line() -> QFrame:
    """A hairline between two parts of a card."""
    made = QFrame()
    set_look(made, "line")
    return made
