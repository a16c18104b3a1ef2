"""The menu of a model's card."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gpt_studio.ui.look.icons import icon
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.widgets.buttons import IconButton


class CardMenu(IconButton):
    """A button with the things that are done rarely."""

    rename_wanted = Signal()
    open_wanted = Signal()
    copy_wanted = Signal()
    trash_wanted = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__("ph.dots-three-vertical-bold", self.tr("More"), name="model_more", parent=parent)
        self._commands = actions
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._icons: dict[QAction, str] = {}
        self._menu = QMenu(self)
        self._rename = self._add("model.rename", self.rename_wanted)
        self._add("model.open_folder", self.open_wanted)
        self._add("model.copy_path", self.copy_wanted)
        self._menu.addSeparator()
        self._trash = self._add("model.trash", self.trash_wanted)
        self.setMenu(self._menu)
        self._tint_actions()

    def set_writable(self, writable: bool) -> None:
        """A folder that a training is writing to keeps its name and its place."""
        self._rename.setEnabled(writable)
        self._trash.setEnabled(writable)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_icons"):
            self._tint_actions()

    def _add(self, command_id: str, signal: SignalInstance) -> QAction:
        action = self._commands.for_one(command_id, signal.emit, self._menu, name=command_id.replace(".", "_"))
        self._menu.addAction(action)
        self._icons[action] = self._commands.command(command_id).icon
        return action

    def _tint_actions(self) -> None:
        for action, name in self._icons.items():
            action.setIcon(icon(name, "text_muted"))
