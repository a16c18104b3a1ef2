"""A page that scrolls vertically when there is no room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look


class Scrolled(QScrollArea):
    """Fill ``body``; a gap for the scroll bar is kept free."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        set_look(page, "scrolled")
        self.body = QVBoxLayout(page)
        self.body.setContentsMargins(0, 0, Space.S, 0)
        self.body.setSpacing(Space.L)
        self.setWidget(page)
