"""A banner with an icon, a text and optional buttons."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
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
        self._place: Path | None = None
        self._folder = Button(self.tr("Open the folder"), name=f"{name}_folder", icon="ph.folder-open")
        self._folder.clicked.connect(self._open_folder)
        self._folder.hide()
        self._close = IconButton("ph.x", self.tr("Close this notice"), name=f"{name}_close")
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._folder)
        row.addWidget(self._close)
        self._set_kind(kind)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def show_text(self, text: str, *, kind: str = "", action: str = "", place: Path | None = None) -> None:
        """Show ``text``, and a button with the text ``action`` unless that is empty; it emits ``action_clicked``.

        With ``place``, a file, a further button shows the folder that it is in.
        """
        if kind:
            self._set_kind(kind)
        self._text.setText(text)
        self.setAccessibleName(text)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self._place = place
        self._folder.setVisible(place is not None)
        self.show()

    def show_message(self, message: Message, *, kind: str = "error") -> None:
        """Show a message of the engine."""
        self.show_text(message_text(message), kind=kind)

    def _open_folder(self) -> None:
        if self._place is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._place.parent))):
            self.show_text(
                self.tr("The file manager could not be opened. The folder is {folder}.").format(
                    folder=self._place.parent
                ),
                kind="warning",
            )

    def _set_kind(self, kind: str) -> None:
        set_look(self, kind)
        self._icon.set_icon(*_KINDS[kind])
