"""The menu of a model's card."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gpt_studio.ui.look.icons import icon
from gpt_studio.ui.widgets.buttons import IconButton


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
        self._icons: dict[QAction, str] = {}
        self._menu = QMenu(self)
        self._checkpoints = self._add(
            self.tr("Checkpoints…"), "ph.clock-counter-clockwise", "model_checkpoints", self.checkpoints_wanted
        )
        self._rename = self._add(self.tr("Rename"), "ph.pencil-simple", "model_rename", self.rename_wanted)
        self._add(self.tr("Open in the file manager"), "ph.folder-open", "model_open_folder", self.open_wanted)
        self._add(self.tr("Copy the folder's path"), "ph.copy", "model_copy_path", self.copy_wanted)
        self._menu.addSeparator()
        self._trash = self._add(self.tr("Move to the bin…"), "ph.trash", "model_trash", self.trash_wanted)
        self.setMenu(self._menu)
        self._tint_actions()

    def set_writable(self, writable: bool) -> None:
        """A folder that a training is writing to keeps its name and its place."""
        self._rename.setEnabled(writable)
        self._trash.setEnabled(writable)

    def set_trained(self, trained: bool) -> None:
        """Only a model that was trained here has checkpoints."""
        self._checkpoints.setVisible(trained)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_icons"):
            self._tint_actions()

    def _add(self, text: str, icon_name: str, name: str, signal: SignalInstance) -> QAction:
        action = self._menu.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(signal)
        self._icons[action] = icon_name
        return action

    def _tint_actions(self) -> None:
        for action, name in self._icons.items():
            action.setIcon(icon(name, "text_muted"))
