"""A banner with an icon, a text and an optional button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.labels import IconLabel, label

_KINDS = {
    "info": ("ph.info", "accent"),
    "success": ("ph.check-circle", "success"),
    "warning": ("ph.warning", "warning"),
    "error": ("ph.warning-circle", "danger"),
}


class Notice(QFrame):
    """``kind`` is info, success, warning or error. Hidden until something is shown."""

    action_clicked = Signal()

    def __init__(self, kind: str = "info", *, name: str = "notice", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon = IconLabel("ph.info", "accent", 18)
        self._text = label("", wrap=True)
        self._text.setObjectName(f"{name}_text")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = Button("", name=f"{name}_action")
        self._action.clicked.connect(self.action_clicked)
        self._action.hide()
        self._close = IconButton("ph.x", self.tr("Close this notice"), name=f"{name}_close")
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._set_kind(kind)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def show_text(self, text: str, *, kind: str = "", action: str = "") -> None:
        """Show ``text``, and a button with the text ``action`` unless that is empty; it emits ``action_clicked``."""
        if kind:
            self._set_kind(kind)
        self._text.setText(text)
        self.setAccessibleName(text)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self.show()

    def show_message(self, message: Message, *, kind: str = "error") -> None:
        """Show a message of the engine."""
        self.show_text(message_text(message), kind=kind)

    def _set_kind(self, kind: str) -> None:
        set_look(self, kind)
        self._icon.set_icon(*_KINDS[kind])
