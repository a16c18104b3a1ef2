"""The chat tab: chat with a model, or let it continue a text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gpt_studio.core.errors import Message, say
from gpt_studio.ui.state.handover import ChatWith, GoOnTalking, Stage
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.tabs.chat.arrangement import Arrangement
from gpt_studio.ui.tabs.chat.context_counter import ContextCounter
from gpt_studio.ui.tabs.chat.dialogs import EXAMPLES, MARKDOWN, PLAIN, WHOLE
from gpt_studio.ui.tabs.chat.keeping import Keeping
from gpt_studio.ui.tabs.chat.looking_inside import LookingInside
from gpt_studio.ui.tabs.chat.opening import Opening
from gpt_studio.ui.tabs.chat.parts import ChatParts
from gpt_studio.ui.tabs.chat.sampling_choice import SamplingChoice
from gpt_studio.ui.tabs.chat.shown_state import ShownState
from gpt_studio.ui.tabs.chat.turns import Turns
from gpt_studio.ui.widgets.tab import Tab


@dataclass(frozen=True)
class LeftOpen:
    """What a window shows that replaces another: the conversation with this id, "" for none. What is typed stays with
    the conversation."""

    conversation: str


class ChatTab(Tab):
    """Connects the parts, and those that let them work together, and answers the main window."""

    stage = Stage.CHAT

    def __init__(self, owners: Owners, parent: QWidget | None = None) -> None:
        super().__init__(owners, parent)
        self.parts = parts = ChatParts(owners, self)
        self.header.buttons.addWidget(parts.tools)
        self._arrangement = Arrangement(parts)
        self.content.addLayout(self._arrangement, 1)
        self._shown = ShownState(parts, self.header)
        self._sampling_choice = SamplingChoice(parts)
        self._counter = ContextCounter(parts)
        self._opening = Opening(parts, self._shown, self._sampling_choice)
        self._keeping = Keeping(parts, self._shown, self._sampling_choice, self._opening)
        self._turns = Turns(parts, self._shown, self._sampling_choice, self._keeping)
        self._looking = LookingInside(parts, self._shown, self._keeping, self._turns)
        self._bind_actions()
        self._shown.updated.connect(self._counter.count_soon)
        self._opening.ready.connect(self._model_ready)
        self._turns.writing_changed.connect(self.busy_changed)
        parts.remembered.changed.connect(
            lambda recalled: self._arrangement.want_sampling(recalled.memory.sampling_shown)
        )
        parts.middle.show_start(blank=True)
        self._shown.show_state()
        self.library.models.follow(self._opening.show_models, parts.complain)
        parts.keeper.follow()
        parts.remembered.look()

    def activated(self) -> None:
        if self.library.models.now is not None:
            self._opening.show_models(self.library.models.now)
            self.parts.remembered.look()
        self._shown.list_conversations()
        self._shown.show_on_the_way()

    def focus_on_what_is_next(self) -> None:
        """Focus the editor in which the person writes if the model can answer."""
        if self.parts.opener.model is not None and self.header.primary is None:
            self.parts.middle.focus_writing()
        else:
            super().focus_on_what_is_next()

    def _model_ready(self) -> None:
        if self.isVisible():
            self.focus_on_what_is_next()

    def receive(self, wish: object) -> None:
        if isinstance(wish, ChatWith):
            if self.parts.talk.begun:
                self._keeping.begin_new()
            self._opening.open(wish.folder)
        elif isinstance(wish, GoOnTalking):
            self._keeping.want(wish.conversation)

    def at_next_start(self) -> Path | None:
        return self.parts.opener.coming or self.parts.opener.folder

    def accepts(self, paths: list[Path]) -> bool:
        """A folder, which is opened as a model, or files for a message."""
        if not self.isVisible():
            return False
        return (len(paths) == 1 and paths[0].is_dir()) or (
            self._keeping.takes_files and all(path.is_file() for path in paths)
        )

    def drop_hint(self) -> str:
        if self._keeping.takes_files:
            return self.tr("A model's folder opens; the text of files is put into your message")
        return super().drop_hint()

    def drop(self, paths: list[Path]) -> None:
        if paths[0].is_dir():
            self._opening.open(paths[0])
        else:
            self._keeping.put_in_files(paths)

    def left_open(self) -> object:
        talk = self.parts.talk
        return LeftOpen(talk.conversation.id if talk.begun or talk.conversation.draft.strip() else "")

    def take_over(self, left: object) -> None:
        if isinstance(left, LeftOpen):
            self._keeping.want(left.conversation)

    def busy(self) -> Message | None:
        if self.parts.writer.writing and self.parts.opener.model is not None:
            return say("busy.writing", "{model} is writing.", model=self.parts.opener.model.name)
        return None

    def stop(self) -> None:
        self.parts.writer.break_off()

    def shut_down(self) -> None:
        self._opening.shut_down()
        self.parts.thoughts.shut_down()
        self.parts.by_heart.shut_down()
        self.parts.serving.shut_down()
        self._keeping.leave()
        self._counter.shut_down()
        self.parts.keeper.finish()
        self.parts.remembered.finish()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrangement.fold()

    def _bind_actions(self) -> None:
        for command_id, do in (
            ("chat.open_folder", self.parts.dialogs.ask_for_folder),
            ("chat.new", self._keeping.begin_new),
            ("chat.rename", self.parts.conversations.edit_current),
            ("chat.pin", self._keeping.pin),
            ("chat.duplicate", self._keeping.duplicate),
            ("chat.import", self.parts.dialogs.ask_what_to_import),
            ("chat.save_markdown", lambda: self._keeping.ask_where_to_save(MARKDOWN)),
            ("chat.save_text", lambda: self._keeping.ask_where_to_save(PLAIN)),
            ("chat.save_json", lambda: self._keeping.ask_where_to_save(WHOLE)),
            ("chat.save_examples", lambda: self._keeping.ask_where_to_save(EXAMPLES)),
            ("chat.copy_all", self._keeping.copy_all),
            ("chat.again", self._turns.again),
            ("chat.go_on", self._turns.go_on),
            ("chat.edit_reply", self._turns.edit_last_reply),
            ("chat.delete_turn", self._turns.delete_last_turn),
            ("chat.begin_reply", self.parts.middle.composer.ask_for_beginning),
            ("chat.stop", self.parts.writer.stop),
            ("chat.sampling", lambda: self.parts.remembered.note_sampling(self.parts.tools.shows_sampling)),
            ("chat.found", self.parts.middle.loading.toggle),
            ("chat.by_heart", lambda: self.parts.by_heart.ask(self.parts.opener.model)),
            ("chat.time_machine", self._looking.go_back_in_time),
            ("chat.look_at_text", self._looking.look_at_text),
            ("chat.thoughts", lambda: self.parts.remembered.note_thoughts(self.parts.thoughts.on)),
        ):
            self.commands.bind(command_id, do, self)
        self.commands.bind("chat.delete", self._keeping.delete, self.parts.conversations.list, exactly=True)
