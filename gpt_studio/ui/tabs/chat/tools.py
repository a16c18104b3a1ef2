"""The tools right of the title: chat or completion, saving, and the sampling panel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from gpt_studio.conversations.tree import CHAT, TEXT
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.widgets.buttons import Button, command_icon_button
from gpt_studio.ui.widgets.segments import Segments


class Tools(QWidget):
    """``mode_changed`` carries the kind of conversation."""

    mode_changed = Signal(str)
    sampling_shown = Signal(bool)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ways = ("save_markdown", "save_text", "save_json", "save_examples", "copy_all")
        self._saving = tuple(actions[f"chat.{each}"] for each in ways)
        self._found = actions["chat.found"]
        self._folding_chosen = self._suggesting = False
        self._mode = Segments(
            "chat_mode",
            self.tr("What the model does"),
            [
                (CHAT, self.tr("Chat"), "ph.chat-circle"),
                (TEXT, self.tr("Completion"), "ph.text-align-left"),
            ],
        )
        self._mode.changed.connect(self.mode_changed)
        self._save = Button(self.tr("Save"), name="chat_save", icon="ph.download-simple")
        self._save.setMenu(self._ways_to_save())
        self._sampling = actions["chat.sampling"]
        self._sampling.setCheckable(True)
        self._sampling.setChecked(False)
        self._sampling.toggled.connect(self._sampling_toggled)
        compare = command_icon_button(actions, "chat.compare", name="chat_compare_open")
        found = command_icon_button(actions, "chat.found", name="chat_found")
        serve = command_icon_button(actions, "chat.serve", name="chat_serve_toggle")
        sampling = command_icon_button(actions, "chat.sampling", name="chat_sampling_toggle")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for widget in (self._mode, self._save, compare, found, serve, sampling):
            row.addWidget(widget)

    def show_state(self, *, mode: str, both_modes: bool, can_save: bool, can_tell: bool) -> None:
        self._mode.setVisible(both_modes)
        self._mode.set_value(mode)
        self._save.setEnabled(can_save)
        for action in self._saving:
            action.setEnabled(can_save)
        self._found.setEnabled(can_tell)

    def suggest_sampling(self, shown: bool) -> None:
        """Show or fold the panel unless the person has done so before."""
        if not self._folding_chosen:
            self._suggesting = True
            self._sampling.setChecked(shown)
            self._suggesting = False

    def _ways_to_save(self) -> QMenu:
        menu = QMenu(self)
        menu.addActions(self._saving)
        return menu

    @property
    def shows_sampling(self) -> bool:
        return self._sampling.isChecked()

    def _sampling_toggled(self, shown: bool) -> None:
        # Noted before the panel is shown, because showing it may resize the tab, which then asks for a suggestion.
        self._folding_chosen = self._folding_chosen or not self._suggesting
        self.sampling_shown.emit(shown)
