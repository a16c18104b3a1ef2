"""The menu of a model's card."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gpt_studio.ui.look.icons import icon
from gpt_studio.ui.state.overrides import called_by_qt
from gpt_studio.ui.widgets.buttons import IconButton

_ICONS = {
    "model_checkpoints": "ph.clock-counter-clockwise",
    "model_rename": "ph.pencil-simple",
    "model_open_folder": "ph.folder-open",
    "model_copy_path": "ph.copy",
    "model_trash": "ph.trash",
}
"""By the names of the actions. The actions themselves are asked of the menu each time, never kept."""


class CardMenu(IconButton):
    """A button with the things that are done rarely."""

    checkpoints_wanted = Signal()
    rename_wanted = Signal()
    open_wanted = Signal()
    copy_wanted = Signal()
    trash_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("ph.dots-three-vertical-bold", self.tr("More"), name="model_more", parent=parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self._add(menu, self.tr("Checkpoints…"), "model_checkpoints", self.checkpoints_wanted)
        self._add(menu, self.tr("Rename"), "model_rename", self.rename_wanted)
        self._add(menu, self.tr("Open in the file manager"), "model_open_folder", self.open_wanted)
        self._add(menu, self.tr("Copy the folder's path"), "model_copy_path", self.copy_wanted)
        menu.addSeparator()
        self._add(menu, self.tr("Move to the bin…"), "model_trash", self.trash_wanted)
        self.setMenu(menu)
        self._tint_actions()

    def set_writable(self, writable: bool) -> None:
        """A folder that a training is writing to keeps its name and its place."""
        for action in self._actions():
            if action.objectName() in ("model_rename", "model_trash"):
                action.setEnabled(writable)

    def set_trained(self, trained: bool) -> None:
        """Only a model that was trained here has checkpoints."""
        for action in self._actions():
            if action.objectName() == "model_checkpoints":
                action.setVisible(trained)

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint_actions()

    def _add(self, menu: QMenu, text: str, name: str, signal: SignalInstance) -> None:
        action = QAction(text, menu)
        action.setObjectName(name)
        action.triggered.connect(signal)
        menu.addAction(action)

    def _actions(self) -> list[QAction]:
        menu = self.menu()
        return [] if menu is None else menu.actions()

    def _tint_actions(self) -> None:
        for action in self._actions():
            if action.objectName() in _ICONS:
                action.setIcon(icon(_ICONS[action.objectName()], "text_muted"))
