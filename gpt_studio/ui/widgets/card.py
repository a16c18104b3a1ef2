"""A framed surface with an optional title and buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.widgets.explained import explained
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.wrapping_row import WrappingRow


class Card(QFrame):
    """Fill ``body``; put buttons for the whole card into ``buttons``, right of the title. With ``wide_buttons`` they
    move beneath the title where there is no room beside it."""

    def __init__(
        self,
        title: str = "",
        explanation: str = "",
        *,
        concept: str = "",
        wide_buttons: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``concept`` is what the title is about, where that has an entry among the explained words."""
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
            self.title = explained(title, "heading", concept=concept)
            outer.addLayout(self._head(explanation, wide_buttons))
        outer.addLayout(self.body, 1)

    def _head(self, explanation: str, wide_buttons: bool) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(Space.XS)
        if wide_buttons:
            head.addWidget(self._wrapping_row())
        else:
            row = QHBoxLayout()
            row.setSpacing(Space.S)
            self.title.setWordWrap(True)
            row.addWidget(self.title, 1)
            row.addLayout(self.buttons)
            head.addLayout(row)
        if explanation:
            head.addWidget(label(explanation, "caption", wrap=True))
        return head

    def _wrapping_row(self) -> WrappingRow:
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        corner = QWidget()
        corner.setLayout(self.buttons)
        self.buttons.setContentsMargins(0, 0, 0, 0)
        row = WrappingRow(spacing=Space.S)
        row.add(self.title)
        row.add(corner)
        return row


def line() -> QFrame:
    """A hairline between two parts of a card."""
    made = QFrame()
    set_look(made, "line")
    return made
