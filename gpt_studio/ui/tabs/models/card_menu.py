"""The menu of a model's card."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gpt_studio.ui.look.icons import icon
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.overrides import called_by_qt
from gpt_studio.ui.widgets.buttons import IconButton


class CardMenu(IconButton):
    """A menu button for the less frequent commands of a card."""

    checkpoints_wanted = Signal()
    rename_wanted = Signal()
    open_wanted = Signal()
    copy_wanted = Signal()
    trash_wanted = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__("ph.dots-three-vertical-bold", self.tr("More"), name="model_more", parent=parent)
        self._commands = actions
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self._add(menu, "model.checkpoints", self.checkpoints_wanted)
        self._add(menu, "model.rename", self.rename_wanted)
        self._add(menu, "model.open_folder", self.open_wanted)
        self._add(menu, "model.copy_path", self.copy_wanted)
        menu.addSeparator()
        self._add(menu, "model.trash", self.trash_wanted)
        self.setMenu(menu)
        self._tint_actions()

    def set_writable(self, writable: bool) -> None:
        """Allow or forbid renaming and deleting; both are forbidden while a training writes to the folder."""
        for action in self._actions():
            if action.objectName() in ("model_rename", "model_trash"):
                action.setEnabled(writable)

    def set_trained(self, trained: bool) -> None:
        """Show the checkpoints command, for a model that was trained here."""
        for action in self._actions():
            if action.objectName() == "model_checkpoints":
                action.setVisible(trained)

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint_actions()

    def _add(self, menu: QMenu, command_id: str, signal: SignalInstance) -> None:
        menu.addAction(self._commands.for_one(command_id, signal.emit, menu, name=command_id.replace(".", "_")))

    def _actions(self) -> list[QAction]:
        menu = self.menu()
        return [] if menu is None else menu.actions()

    def _tint_actions(self) -> None:
        for action in self._actions():
            if not action.isSeparator():
                command = self._commands.command(action.objectName().replace("_", ".", 1))
                action.setIcon(icon(command.icon, "text_muted"))
