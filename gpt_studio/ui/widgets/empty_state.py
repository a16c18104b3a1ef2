"""What stands where nothing is yet: an icon, what this place is for, and the button that begins."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.tokens import Space
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.labels import IconLabel, label
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

_TEXT_WIDTH = 420
_BADGE = 64
_BEFORE_THE_MARGINS = 1000  # how much of the room the text takes before what is beside it


class EmptyState(QWidget):
    """``add`` and ``add_button`` give it its buttons; the first should be the primary one."""

    def __init__(self, icon: str, title: str, sentence: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = label(title, "heading", wrap=True)
        self._sentence = label(sentence, "muted", wrap=True)
        self._buttons = WrappingRow(spacing=Space.S, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(Space.S)
        layout.addStretch(2)
        layout.addWidget(_badge(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(Space.S)
        layout.addLayout(_centred(self._title))
        layout.addLayout(_centred(self._sentence))
        layout.addSpacing(Space.M)
        layout.addWidget(self._buttons)
        layout.addStretch(3)

    def add_button(self, text: str, *, name: str, icon: str = "", look: str = "primary") -> Button:
        button = Button(text, name=name, icon=icon, look=look)
        self.add(button)
        return button

    def add(self, button: Button) -> None:
        self._buttons.add(button)

    def set_text(self, title: str, sentence: str) -> None:
        self._title.setText(title)
        self._sentence.setText(sentence)


def _centred(text: QLabel) -> QHBoxLayout:
    """Wrapped text in the middle of its column, as wide as there is room and never wider than is good to read."""
    text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    text.setMaximumWidth(_TEXT_WIDTH)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(text, _BEFORE_THE_MARGINS)
    row.addStretch(1)
    return row


def _badge(icon: str) -> QFrame:
    badge = QFrame()
    set_look(badge, "badge")
    badge.setFixedSize(_BADGE, _BADGE)
    inner = QVBoxLayout(badge)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.addWidget(IconLabel(icon, "accent", 28), 0, Qt.AlignmentFlag.AlignCenter)
    return badge
