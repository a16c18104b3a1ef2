"""The tools right of the title: chat or completion, saving, and the sampling panel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from gpt_studio.jobs.chat.conversations import CHAT, TEXT
from gpt_studio.ui.look.tokens import Space
from gpt_studio.ui.tabs.chat.dialogs import MARKDOWN, PLAIN
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.segments import Segments


class Tools(QWidget):
    """``mode_changed`` carries the kind of conversation, ``save_wanted`` the ending of the file."""

    mode_changed = Signal(str)
    save_wanted = Signal(str)
    copy_wanted = Signal()
    sampling_shown = Signal(bool)
    found_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folding_chosen = False
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
        self._found = IconButton("ph.info", self.tr("What was found in the model's folder"), name="chat_found")
        self._found.clicked.connect(self.found_wanted)
        self._sampling = IconButton(
            "ph.sliders-horizontal", self.tr("Show or hide sampling"), name="chat_sampling_toggle", checkable=True
        )
        self._sampling.setChecked(True)
        self._sampling.toggled.connect(self.sampling_shown)
        self._sampling.clicked.connect(self._remember_folding)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for widget in (self._mode, self._save, self._found, self._sampling):
            row.addWidget(widget)

    def show_state(self, *, mode: str, both_modes: bool, can_save: bool, can_tell: bool) -> None:
        self._mode.setVisible(both_modes)
        self._mode.set_value(mode)
        self._save.setEnabled(can_save)
        self._found.setEnabled(can_tell)

    def suggest_sampling(self, shown: bool) -> None:
        """Show or fold the panel, unless a person has decided that."""
        if not self._folding_chosen:
            self._sampling.setChecked(shown)

    def _ways_to_save(self) -> QMenu:
        menu = QMenu(self)
        for words, name, act in (
            (self.tr("As Markdown…"), "chat_save_markdown", lambda: self.save_wanted.emit(MARKDOWN)),
            (self.tr("As text…"), "chat_save_text", lambda: self.save_wanted.emit(PLAIN)),
            (self.tr("Copy all of it"), "chat_copy_all", self.copy_wanted.emit),
        ):
            menu.addAction(words, act).setObjectName(name)
        return menu

    def _remember_folding(self) -> None:
        self._folding_chosen = True
