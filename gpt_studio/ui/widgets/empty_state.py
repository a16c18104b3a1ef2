"""What stands where nothing is yet: an icon, what this place is for, and the button that begins."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.tokens import Space
from gpt_studio.ui.state.overrides import called_by_qt
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.labels import IconLabel, label
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

_TEXT_WIDTH = 420
_BADGE = 64


class EmptyState(QWidget):
    """``add`` and ``add_button`` give it its buttons; the first should be the primary one."""

    def __init__(self, icon: str, title: str, sentence: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = label(title, "heading", wrap=True)
        self._sentence = label(sentence, "muted", wrap=True)
        for text in (self._title, self._sentence):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            text.setFixedWidth(_TEXT_WIDTH)
        self._fit()
        self._buttons = WrappingRow(spacing=Space.S, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(Space.S)
        layout.addStretch(2)
        layout.addWidget(_badge(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(Space.S)
        layout.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._sentence, 0, Qt.AlignmentFlag.AlignHCenter)
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
        self._fit()

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        """Give wrapped text its height: a centred label in a column otherwise gets that of one line."""
        for text in (self._title, self._sentence):
            text.ensurePolished()
            text.setFixedHeight(text.heightForWidth(_TEXT_WIDTH))


def _badge(icon: str) -> QFrame:
    badge = QFrame()
    set_look(badge, "badge")
    badge.setFixedSize(_BADGE, _BADGE)
    inner = QVBoxLayout(badge)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.addWidget(IconLabel(icon, "accent", 28), 0, Qt.AlignmentFlag.AlignCenter)
    return badge
