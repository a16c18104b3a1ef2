"""A surface that holds what belongs together."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gpt_studio.ui.style_sheet import set_look
from gpt_studio.ui.theme import Space
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.wrapping_row import WrappingRow


class Card(QFrame):
    """A card. Fill ``body``; put buttons that concern the whole card into ``buttons``, right of the title, or beneath
    it where there is no room."""

    def __init__(self, title: str = "", explanation: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        outer.setSpacing(Space.M)
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.M)
        if title:
            outer.addLayout(self._head(title, explanation))
        outer.addLayout(self.body, 1)

    def _head(self, title: str, explanation: str) -> QVBoxLayout:
        self.title = label(title, "heading")
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        corner = QWidget()
        self.buttons = QHBoxLayout(corner)
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.buttons.setSpacing(Space.S)
        row = WrappingRow(spacing=Space.S)
        row.add(self.title)
        row.add(corner)
        head = QVBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(row)
        if explanation:
            head.addWidget(label(explanation, "caption", wrap=True))
        return head


def line() -> QFrame:
    """A hairline between two parts of a card."""
    made = QFrame()
    set_look(made, "line")
    return made
