"""The chat tab: chat with a model, or let it continue a text."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.artifacts.checkpoint_folders import model_of_checkpoint, shown_name
from gpt_studio.conversations.entries import ConversationEntry
from gpt_studio.conversations.export import as_text
from gpt_studio.conversations.passage import Passage, held_with_another
from gpt_studio.conversations.tree import CHAT, TEXT, Conversation
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.jobs.chat.beginnings import FindBeginnings, find_beginnings
from gpt_studio.jobs.chat.chat_memory import Recalled
from gpt_studio.jobs.chat.conversations import (
    ExportConversation,
    ImportConversations,
    ImportedConversations,
    KeepPrompts,
    export_conversation,
    import_conversations,
    keep_prompts,
)
from gpt_studio.jobs.chat.kept_sampling import sampling_for, with_sampling
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, short_path
from gpt_studio.ui.state.handover import ChatWith, GoOnTalking, Stage
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.state.worker import LatestWins
from gpt_studio.ui.tabs.chat.by_heart import ByHeart
from gpt_studio.ui.tabs.chat.dialogs import EXAMPLES, MARKDOWN, PLAIN, WHOLE, Dialogs
from gpt_studio.ui.tabs.chat.look_at_text import LookAtText
from gpt_studio.ui.tabs.chat.middle import Middle
from gpt_studio.ui.tabs.chat.model_words import in_plain_words
from gpt_studio.ui.tabs.chat.opener import Opener
from gpt_studio.ui.tabs.chat.remembered import Remembered
from gpt_studio.ui.tabs.chat.sampling_panel import SamplingPanel
from gpt_studio.ui.tabs.chat.saved_conversations import Keeper
from gpt_studio.ui.tabs.chat.side_lists import ConversationShelf, ModelShelf
from gpt_studio.ui.tabs.chat.talk import Talk, kind_for
from gpt_studio.ui.tabs.chat.thoughts import Fork, Situation, Thoughts
from gpt_studio.ui.tabs.chat.time_machine import TimeMachine
from gpt_studio.ui.tabs.chat.tools import Tools
from gpt_studio.ui.tabs.chat.writer import Writer
from gpt_studio.ui.widgets.buttons import Button, command_button
from gpt_studio.ui.widgets.link_dialog import ask_to_follow
from gpt_studio.ui.widgets.tab import Tab
from gpt_studio.ui.widgets.undo import Undo

_LEFT_WIDTH = 248
_RIGHT_WIDTH = 264
_SAVED_EVERY = 1.0
"""Seconds between two saves of a reply that is being written."""
_TYPED_MS = 1500
"""How long typing must pause before a draft is saved."""
_ROOM_FOR_SAMPLING = 1000
"""In a narrower tab the sampling panel is folded until a person opens it."""


@dataclass(frozen=True)
class LeftOpen:
    """What a window shows that replaces another: the conversation with this id, "" for none. What is typed stays with
    the conversation."""

    conversation: str


class ChatTab(Tab):
    """Models and conversations on the left, the conversation in the middle, sampling on the right."""

    stage = Stage.CHAT

    def __init__(self, owners: Owners, parent: QWidget | None = None) -> None:
        super().__init__(owners, parent)
        self._talk = Talk()
        self._wanted = ""
        """The id of a conversation to show when it is listed."""
        self._saved = 0.0
        self._typing = QTimer(self, interval=_TYPED_MS, singleShot=True)
        self._opener = Opener(self.runner, self.links, self)
        self._writer = Writer(self.runner, self)
        self._keeper = Keeper(owners, self)
        self._remembered = Remembered(owners, self)
        self._dialogs = Dialogs(self, self.home.models)
        self._models = ModelShelf(self.commands)
        self._conversations = ConversationShelf(self.commands)
        self._middle = Middle(self.commands)
        self._sampling = SamplingPanel()
        self._tools = Tools(self.commands)
        self._thoughts = Thoughts(self.runner, self._middle, self._writer, self._situation, self)
        self._by_heart = ByHeart(self.runner, self.home.cache, self._thoughts, self._middle.thoughts, self)
        self._sampling_wanted = self._thoughts_recalled = False
        self._beginnings = LatestWins(
            self.runner,
            find_beginnings,
            on_result=self._middle.completion.show_beginnings,
            on_error=self._complain,
            parent=self,
        )
        self._undo = Undo(self.runner, self._middle.notice, self.library.conversations)
        self._lay_out()
        self._bind_actions()
        self._connect_widgets()
        self._connect_jobs()
        self._middle.show_start(blank=True)
        self._show_state()
        self.library.models.follow(self._show_models, self._complain)
        self.library.model_moved.connect(self._model_moved)
        self._keeper.follow()
        self._remembered.look()
        self._use_prompts(KeepPrompts(self.home))

    def activated(self) -> None:
        if self.library.models.now is not None:
            self._show_models(self.library.models.now)
            self._remembered.look()
        self._list_conversations()
        self._show_on_the_way()

    def focus_on_what_is_next(self) -> None:
        """Focus the editor in which the person writes if the model can answer."""
        if self._opener.model is not None and self.header.primary is None:
            self._middle.focus_writing()
        else:
            super().focus_on_what_is_next()

    def receive(self, wish: object) -> None:
        if isinstance(wish, ChatWith):
            if self._talk.begun:
                self._begin_new()
            self._open(wish.folder)
        elif isinstance(wish, GoOnTalking):
            self._wanted = wish.conversation
            self._show_wanted()

    def at_next_start(self) -> Path | None:
        return self._opener.coming or self._opener.folder

    def accepts(self, paths: list[Path]) -> bool:
        return self.isVisible() and len(paths) == 1 and paths[0].is_dir()

    def drop(self, paths: list[Path]) -> None:
        self._open(paths[0])

    def left_open(self) -> object:
        talk = self._talk
        return LeftOpen(talk.conversation.id if talk.begun or talk.conversation.draft.strip() else "")

    def take_over(self, left: object) -> None:
        if isinstance(left, LeftOpen):
            self._wanted = left.conversation
            self._show_wanted()

    def busy(self) -> Message | None:
        if self._writer.writing and self._opener.model is not None:
            return say("busy.writing", "{model} is writing.", model=self._opener.model.name)
        return None

    def stop(self) -> None:
        self._writer.break_off()

    def shut_down(self) -> None:
        self._opener.cancel()
        self._beginnings.cancel()
        self._thoughts.shut_down()
        self._by_heart.shut_down()
        self._leave()
        self._keeper.finish()
        self._remembered.finish()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_sampling()

    def _lay_out(self) -> None:
        self.header.buttons.addWidget(self._tools)
        self._make = self.header.add_primary(
            Button(self.tr("Make your first model"), name="chat_make_first", icon="ph.sparkle")
        )
        self._make.clicked.connect(self.commands["go.start"].trigger)
        self._open_newest = self.header.add_primary(Button("", name="chat_open_newest", icon="ph.chat-circle"))
        self._open_newest.clicked.connect(lambda: self._open(self._usable[0].folder))
        self._fitting = self.header.add_primary(command_button(self.commands, "chat.new", name="chat_begin_fitting"))
        left = QWidget()
        left.setFixedWidth(scaled(_LEFT_WIDTH))
        shelves = QVBoxLayout(left)
        shelves.setContentsMargins(0, 0, 0, 0)
        shelves.setSpacing(Space.L)
        shelves.addWidget(self._models, 2)
        shelves.addWidget(self._conversations, 3)
        self._sampling.setFixedWidth(scaled(_RIGHT_WIDTH))
        self._sampling.hide()
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(left)
        row.addWidget(self._middle, 1)
        row.addWidget(self._sampling)
        self.content.addLayout(row, 1)

    def _fold_sampling(self) -> None:
        self._tools.suggest_sampling(self._sampling_wanted and self.width() >= _ROOM_FOR_SAMPLING)

    def _bind_actions(self) -> None:
        for command_id, do in (
            ("chat.open_folder", self._dialogs.ask_for_folder),
            ("chat.new", self._begin_new),
            ("chat.rename", self._conversations.edit_current),
            ("chat.pin", self._pin),
            ("chat.duplicate", self._duplicate),
            ("chat.import", self._dialogs.ask_what_to_import),
            ("chat.save_markdown", lambda: self._ask_where_to_save(MARKDOWN)),
            ("chat.save_text", lambda: self._ask_where_to_save(PLAIN)),
            ("chat.save_json", lambda: self._ask_where_to_save(WHOLE)),
            ("chat.save_examples", lambda: self._ask_where_to_save(EXAMPLES)),
            ("chat.copy_all", self._copy_all),
            ("chat.sampling", lambda: self._remembered.note_sampling(self._tools.shows_sampling)),
            ("chat.found", self._middle.loading.toggle),
            ("chat.by_heart", lambda: self._by_heart.ask(self._opener.model)),
            ("chat.time_machine", self._go_back_in_time),
            ("chat.look_at_text", self._look_at_text),
            ("chat.thoughts", lambda: self._remembered.note_thoughts(self._thoughts.on)),
        ):
            self.commands.bind(command_id, do, self)
        self.commands.bind("chat.delete", self._delete, self._conversations.list, exactly=True)

    def _connect_widgets(self) -> None:
        middle = self._middle
        self._models.chosen.connect(self._open)
        self._models.forgotten.connect(self._forget)
        self._dialogs.folder_chosen.connect(self._open)
        self._dialogs.file_chosen.connect(self._export)
        self._dialogs.import_chosen.connect(self._import)
        middle.loading.closed.connect(self._close_loading)
        middle.composer.sent.connect(self._send)
        middle.composer.editing_ended.connect(self._end_editing)
        middle.composer.recalled.connect(self._edit_last)
        middle.composer.typed.connect(self._note_draft)
        middle.system.changed.connect(self._instruct)
        middle.system.keep_wanted.connect(lambda prompt: self._use_prompts(KeepPrompts(self.home, prompt)))
        middle.system.forget_wanted.connect(lambda name: self._use_prompts(KeepPrompts(self.home, forgotten=name)))
        self._typing.timeout.connect(self._keep_typed)
        middle.messages.edit_wanted.connect(self._edit)
        middle.completion.continue_wanted.connect(self._continue)
        middle.completion.editor.textChanged.connect(self._text_edited)
        middle.again_wanted.connect(self._again)
        middle.more_wanted.connect(self._go_on)
        middle.stop_wanted.connect(self._writer.stop)
        middle.step_wanted.connect(self._step)
        self._conversations.chosen.connect(self._reopen)
        self._conversations.renamed.connect(self._rename)
        self._conversations.search_wanted.connect(self._list_conversations)
        self._tools.mode_changed.connect(self._change_mode)
        self._tools.sampling_shown.connect(self._sampling.setVisible)

    def _connect_jobs(self) -> None:
        self._opener.step.connect(self._middle.loading.show_step)
        self._opener.opened.connect(self._opened)
        self._opener.failed.connect(self._not_opened)
        self._opener.refused.connect(self._ask_about_links)
        self._writer.batch.connect(self._middle.append)
        self._writer.measured.connect(self._middle.show_speed)
        self._writer.measured.connect(self._keep_what_is_written)
        self._writer.failed.connect(self._complain)
        self._writer.ended.connect(self._written)
        self._keeper.changed.connect(self._list_conversations)
        self._keeper.changed.connect(self._show_wanted)
        self._keeper.opened.connect(self._show_opened)
        self._keeper.copied.connect(lambda copy: self._reopen(copy.id))
        self._keeper.found.connect(self._show_found)
        self._keeper.failed.connect(self._complain)
        self._keeper.rename_failed.connect(self._rename_failed)
        self._remembered.changed.connect(self._show_recalled)
        self._remembered.failed.connect(self._complain)
        self._thoughts.forked.connect(self._fork)

    # Models

    def _show_models(self, entries: tuple[ModelEntry, ...]) -> None:
        self._models.show_entries(entries)
        self._offer_models()

    def _show_recalled(self, recalled: Recalled) -> None:
        self._models.show_recalled(recalled)
        self._models.show_current(self._opener.coming or self._opener.folder)
        self._sampling_wanted = recalled.memory.sampling_shown
        if not self._thoughts_recalled:
            self._thoughts_recalled = True
            self._middle.thoughts.switch(recalled.memory.thoughts_shown)
        self._fold_sampling()
        self._offer_models()

    def _offer_models(self) -> None:
        if self.library.models.now is not None:
            self._middle.start.show_entries(self._models.entries)
        self._show_state()

    def _model_moved(self, before: Path, now: Path) -> None:
        """Let the conversation and the open model follow a model that was renamed in another tab."""
        self._writer.break_off()
        self._talk.follow_model(before, now)
        self._show_conversation()
        self.library.conversations.renew()
        self._remembered.look()
        folder = self._opener.coming or self._opener.folder
        if folder is not None and folder.is_relative_to(before):
            self._open(now / folder.relative_to(before))

    def _forget(self, folder: Path) -> None:
        """Take ``folder`` off the list; the model itself stays."""
        self._remembered.forget(folder)
        self._undo.offer_to_take_back(
            self.tr("“{name}” was taken off the list. Its folder stays as it is.").format(name=shown_name(folder)),
            lambda: self._remembered.note_opened(folder),
        )

    def _open(self, folder: Path) -> None:
        """Open the model in ``folder`` for the current conversation."""
        if self._opener.folder == folder and not self._middle.loading.loading:
            self._middle.focus_writing()
            return
        self._writer.break_off()
        self._middle.notice.hide()
        self._middle.loading.begin(folder)
        self._models.show_current(folder)
        self._opener.open(folder)
        self._show_state()

    def _opened(self, model: OpenedModel) -> None:
        self._sampling.set_defaults(model.defaults, model.context_length)
        listed = next((entry for entry in self.library.models.now or () if entry.folder == model.folder), None)
        self._middle.loading.succeed(in_plain_words(model, listed))
        self._middle.completion.show_model(model.name)
        self._beginnings.submit(FindBeginnings(model.folder, self.home.cache))
        self._models.show_current(model.folder)
        self._remembered.note_opened(model.folder)
        self._take_up_text()
        if self._talk.begun:
            self._show_kept_sampling()
            self._middle.loading.leave()
            self._show_state()
        else:
            self._talk.begin(CHAT if model.has_template else TEXT, model.folder)
            if not model.has_template and self._middle.loading.remarks == 1:
                self._middle.loading.leave()  # the page says better what a model without a template is good for
            self._show_conversation()
        if self.isVisible():
            self.focus_on_what_is_next()

    def _not_opened(self, problem: Message) -> None:
        self._middle.loading.fail(problem)
        self._models.show_current(self._opener.folder)
        self._show_state()

    def _ask_about_links(self, folder: Path, error: StudioError) -> None:
        ask_to_follow(error, folder, self.links, lambda: self._open(folder), self)

    def _close_loading(self) -> None:
        self._opener.cancel()
        self._middle.loading.leave()
        self._models.show_current(self._opener.folder)
        self._show_state()

    # Writing

    def _send(self, text: str) -> None:
        edited = self._talk.edited
        if edited is not None:
            self._middle.messages.cut_from(edited)
        self._middle.composer.clear()
        self._middle.composer.put(self._talk.conversation.draft if edited is not None else "")
        passage = self._said(text)
        self._middle.add_message(passage)
        self._talk.say(passage)
        self._write()

    def _said(self, text: str) -> Passage:
        model = self._opener.model
        return Passage("user", text, model.name, folder=str(model.folder)) if model else Passage("user", text)

    def _go_on(self) -> None:
        """Let the model go on with the reply that ends the chat."""
        model = self._opener.model
        if model is None or self._writer.writing or not self._can_go_on:
            return
        self._prepare_to_write()
        self._middle.begin_writing(model.name, model.folder, go_on=True)
        known = self._thoughts.choices_of(len(self._talk.conversation.passages) - 1)
        ids = tuple(choice.id for choice in known.choices) if known is not None else ()
        self._writer.go_on(model, self._talk.conversation, self._sampling.sampling, ids)
        self._show_writing()

    @property
    def _can_go_on(self) -> bool:
        """Whether the chat ends with a reply that was interrupted, and the model that wrote it is open."""
        model, last = self._opener.model, self._talk.last
        if model is None or last is None or not self._talk.is_chat:
            return False
        return last.can_go_on and model.has_template and last.is_of(model.name, str(model.folder))

    def _continue(self) -> None:
        self._take_up_text()
        self._write()

    def _again(self) -> None:
        """Leave out the model's last passage, if the conversation ends with one, and let the model write another."""
        if self._opener.model is None or self._writer.writing:
            return
        place = self._talk.leave_out_reply()
        if place is not None:
            self._middle.cut_back(place, self._talk.conversation)
        self._write()

    def _step(self, index: int, by: int) -> None:
        """Show another alternative of the turn at ``index``."""
        if self._writer.writing:
            return
        if self._talk.edited is not None:
            self._middle.composer.end_editing()
        self._talk.step(index, by)
        self._middle.messages.replace_from(index, self._talk.conversation.passages)
        self._keep()
        self._show_state()

    def _situation(self) -> Situation:
        return Situation(self._talk.conversation, self._opener.model, self._sampling.sampling)

    def _look_at_text(self) -> None:
        dialog = LookAtText(self.runner, lambda: (self._opener.model, self._sampling.sampling), self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _go_back_in_time(self) -> None:
        model, talk = self._opener.model, self._talk
        if model is None:
            self._complain(say("chat.no_model", "No model is open: choose one on the left first."))
            return
        chat = talk.is_chat and model.has_template
        said = talk.last_said
        prompt = (talk.conversation.passages[said].text if said is not None else "") if chat else self._beginning
        dialog = TimeMachine(
            self.runner,
            model.folder,
            " ".join(prompt.split()),
            self._sampling.sampling,
            chat=chat,
            follow_links=self.links.trusts(model.folder),
            parent=self,
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @property
    def _beginning(self) -> str:
        """What the person wrote at the beginning of the text."""
        parts = [] if self._talk.is_chat else self._middle.completion.editor.parts()
        return parts[0][0] if parts and not parts[0][1] else ""

    def _fork(self, fork: Fork) -> None:
        """Let the text go on otherwise from one of its tokens; what stands there is kept as a branch."""
        self._writer.break_off()
        self._take_up_text()
        model = self._opener.model
        if model is None:
            return
        if self._talk.edited is not None:
            self._middle.composer.end_editing()
        if fork.sampling is not None:
            self._sampling.show_sampling(fork.sampling)
        if fork.index is None:
            self._talk.fork_text(fork.length, fork.passage)
            self._middle.show_conversation(self._talk.conversation)
        else:
            self._talk.fork(fork.index, fork.passage)
            self._middle.messages.replace_from(fork.index, self._talk.conversation.passages)
        if fork.ended:
            self._keep()
            self._show_state()
        elif fork.index is None or not fork.passage.text:
            self._write()
        else:
            self._prepare_to_write()
            self._middle.begin_writing(model.name, model.folder, go_on=True)
            self._writer.go_on(model, self._talk.conversation, self._sampling.sampling, fork.ids)
            self._show_writing()

    def _write(self) -> None:
        model = self._opener.model
        if model is None:
            return
        self._prepare_to_write()
        self._middle.begin_writing(model.name, model.folder)
        self._writer.write(model, self._talk.conversation, self._sampling.sampling)
        self._show_writing()

    def _prepare_to_write(self) -> None:
        self._middle.notice.hide()
        self._middle.loading.leave()
        if self._opener.model is not None:
            self._talk.hold_with(self._opener.model.folder)
        self._take_sampling()
        self._keep()
        self._saved = time.monotonic()

    def _show_writing(self) -> None:
        self.busy_changed.emit()
        self._thoughts.writing_changed()
        self._show_state()

    def _written(self, passage: Passage, went_on: bool) -> None:
        # An empty reply is kept only in a chat whose model ended it; one that was stopped before its first word is not.
        kept = bool(passage.text) or (passage.ended == "end" and self._talk.is_chat)
        self._middle.end_writing(passage, kept)
        if kept:
            if went_on:
                self._talk.end_reply(passage)
            else:
                self._talk.add(passage)
            self._keep()
        elif self._talk.go_back():
            self._middle.show_conversation(self._talk.conversation)
            self._keep()
        self._middle.offer_again(self._talk.begun)
        self._show_writing()

    def _keep_what_is_written(self) -> None:
        """Save the reply now and then while it is written, so that it is not lost with the program."""
        if time.monotonic() - self._saved < _SAVED_EVERY or self._keeper.busy:
            return
        so_far, conversation = self._writer.so_far, self._talk.conversation
        if so_far is not None:
            passage, goes_on = so_far
            last = len(conversation.path) - 1
            self._keeper.save(conversation.replaced(last, passage) if goes_on else conversation.add(passage))
            self._saved = time.monotonic()

    def _edit_last(self) -> None:
        last = self._talk.last_said
        if last is not None and self._talk.edited is None:
            self._edit(last)

    def _edit(self, index: int) -> None:
        if not self._writer.writing:
            self._talk.edited = index
            self._middle.composer.edit(self._talk.conversation.passages[index].text)

    def _end_editing(self) -> None:
        self._talk.edited = None
        self._middle.composer.put(self._talk.conversation.draft)

    def _note_draft(self) -> None:
        if not self._middle.composer.editing and self._talk.keep_draft(self._middle.composer.text):
            self._typing.start()

    def _instruct(self, system: str) -> None:
        self._talk.instruct(system)
        self._typing.start()

    def _keep_typed(self) -> None:
        """Save the draft and the system prompt. Of a conversation that is not listed yet they are saved when it is
        left, because something may never be said in it."""
        if not self._writer.writing and self._keeper.entry(self._talk.conversation.id) is not None:
            self._keep()

    def _use_prompts(self, request: KeepPrompts) -> None:
        self.runner.start(keep_prompts, request, on_result=self._middle.system.show_saved, on_error=self._complain)

    def _take_sampling(self) -> None:
        """Take over into the conversation how the model is asked to write."""
        if self._opener.model is not None and self._sampling.is_valid:
            self._talk.conversation = with_sampling(
                self._talk.conversation, self._sampling.sampling, self._sampling.defaults
            )

    def _show_kept_sampling(self) -> None:
        self._sampling.show_sampling(sampling_for(self._talk.conversation, self._sampling.defaults))

    def _text_edited(self) -> None:
        if not self._writer.writing:
            self._middle.completion.offer_again(False)

    def _take_up_text(self) -> None:
        """Take over into the conversation what a person typed into the text."""
        if not self._talk.is_chat and not self._writer.writing:
            editor = self._middle.completion.editor
            self._talk.take_up(editor.text, editor.parts())

    # Conversations

    def _keep(self) -> None:
        """Save the current conversation unless it is empty and was never saved."""
        conversation = self._talk.conversation
        written = conversation.text or conversation.draft.strip()
        if written or self._keeper.entry(conversation.id) is not None:
            self._keeper.save(conversation)

    def _leave(self) -> None:
        """Save the current conversation before another one is shown."""
        self._writer.break_off()
        self._take_up_text()
        if self._talk.edited is not None:
            self._middle.composer.end_editing()
        self._typing.stop()
        self._keeper.forget_opening()
        if self._talk.begun:
            self._take_sampling()
        if self._talk.conversation != self._keeper.held(self._talk.conversation.id):
            self._keep()

    def _reopen(self, conversation_id: str) -> None:
        if self._keeper.entry(conversation_id) is not None and conversation_id != self._talk.conversation.id:
            self._keeper.open(conversation_id)

    def _show_opened(self, wanted: Conversation) -> None:
        if wanted.id == self._talk.conversation.id:
            return
        self._leave()
        self._talk.show(wanted)
        self._middle.loading.leave()
        self._show_conversation()
        self._show_kept_sampling()
        if wanted.model and self._opener.folder != Path(wanted.model):
            self._open(Path(wanted.model))

    def _show_wanted(self) -> None:
        if self._wanted and self._keeper.entry(self._wanted) is not None:
            wanted, self._wanted = self._wanted, ""
            self._reopen(wanted)

    def _begin_new(self) -> None:
        self._start_new(kind_for(self._opener.model is None or self._opener.can_chat, self._talk.conversation.kind))

    def _start_new(self, kind: str) -> None:
        self._leave()
        self._talk.begin(kind, self._opener.folder)
        self._show_conversation()
        self._middle.focus_writing()

    def _change_mode(self, kind: str) -> None:
        if kind != self._talk.conversation.kind:
            self._start_new(kind)

    def _rename(self, conversation_id: str, title: str) -> None:
        if self._keeper.entry(conversation_id) is None:  # deleted since the title was typed
            return
        if conversation_id == self._talk.conversation.id:
            self._talk.rename(title.strip())
        self._keeper.rename(conversation_id, title.strip())

    def _rename_failed(self, conversation_id: str, title: str, problem: Message) -> None:
        """Say why, and open the editor again with what was typed."""
        entry = self._keeper.entry(conversation_id)
        if entry is not None and conversation_id == self._talk.conversation.id:
            self._talk.rename(entry.title)
        self._conversations.show_conversations(self._keeper.latest, conversation_id)
        self._conversations.edit_current(title)
        self._complain(problem)

    def _delete(self) -> None:
        chosen = self._conversations.current
        if self._keeper.entry(chosen) is None:
            return
        shown = self._talk.conversation
        if chosen == shown.id:
            self._leave()
        deleted = self._keeper.delete(chosen)
        if chosen == shown.id:
            self._talk.begin(shown.kind, Path(shown.model) if shown.model else None)
            self._show_conversation()

        def take_back() -> None:
            self._keeper.take_back(deleted)
            if deleted.held is not None:
                self._reopen(chosen)

        title = deleted.entry.heading
        self._undo.offer_to_take_back(self.tr("“{title}” was deleted.").format(title=title), take_back)

    def _pin(self) -> None:
        """Pin the selected conversation, or let it go back to its place by date."""
        chosen = self._keeper.entry(self._conversations.current)
        if chosen is not None:
            if chosen.id == self._talk.conversation.id:
                self._talk.pin(not chosen.pinned)
            self._keeper.pin(chosen.id, not chosen.pinned)

    def _duplicate(self) -> None:
        """Copy the selected conversation and show the copy."""
        chosen = self._keeper.entry(self._conversations.current)
        if chosen is not None:
            if chosen.id == self._talk.conversation.id:
                self._take_up_text()
                self._keep()
            self._keeper.duplicate(chosen.id, self.tr("{title} (copy)").format(title=chosen.heading))

    def _import(self, path: Path) -> None:
        self.runner.start(
            import_conversations,
            ImportConversations(self.home, path),
            on_result=self._imported,
            on_error=self._complain,
        )

    def _imported(self, done: ImportedConversations) -> None:
        self.library.conversations.renew()
        said = self.tr("Taken over from {program}: {added}. There already: {known}. Left out: {rest}.").format(
            program=done.program,
            added=count(len(done.added)),
            known=count(done.known),
            rest=count(done.empty + done.odd),
        )
        self._middle.notice.show_text(said, kind="success" if done.added else "info")

    def _ask_where_to_save(self, ending: str) -> None:
        self._take_up_text()
        talk = self._talk.conversation
        self._dialogs.ask_where_to_save(talk.heading, ending)

    def _export(self, path: Path) -> None:
        self.runner.start(
            export_conversation,
            ExportConversation(self._talk.conversation, path, self.tr("You")),
            on_result=self._exported,
            on_error=self._complain,
        )

    def _exported(self, path: Path) -> None:
        self._middle.notice.show_text(
            self.tr("Saved as {path}.").format(path=short_path(path)), kind="success", place=path
        )

    def _copy_all(self) -> None:
        self._take_up_text()
        QGuiApplication.clipboard().setText(as_text(self._talk.conversation, self.tr("You"), markdown=False))

    # Display

    def _complain(self, problem: Message) -> None:
        self._middle.notice.show_message(problem)

    def _list_conversations(self) -> None:
        if self._conversations.words:
            self._keeper.search(self._conversations.words)
        else:
            self._conversations.show_conversations(self._keeper.latest, self._talk.conversation.id)

    def _show_found(self, words: str, entries: tuple[ConversationEntry, ...]) -> None:
        if words == self._conversations.words:
            self._conversations.show_conversations(entries, self._talk.conversation.id)

    def _show_conversation(self) -> None:
        self._middle.show_conversation(self._talk.conversation)
        self._list_conversations()
        self._show_state()

    def _show_state(self) -> None:
        """Update all parts for the open model, the conversation and whether the model writes."""
        model, talk, writing = self._opener.model, self._talk, self._writer.writing
        can_write = model is not None and (not talk.is_chat or model.has_template)
        ready = can_write and not self._middle.loading.loading
        if model is None and not talk.begun:
            self._middle.show_start(blank=self._middle.loading.loading)
        refused = model is not None and not can_write
        self._middle.set_ready(ready, self.tr("This model cannot hold a conversation") if refused else "")
        if not writing:
            self._middle.offer_again(ready and talk.begun)
            self._middle.offer_more(ready and self._can_go_on)
            self._middle.messages.show_places(self._talk.places())
            self._middle.show_next_model(self._next_model if ready else "")
        self._tools.show_state(
            mode=talk.conversation.kind,
            both_modes=self._opener.can_chat,
            can_save=talk.begun and not writing,
            can_tell=self._middle.loading.tells_of_a_model,
        )
        self.header.set_sentence(self._sentence(can_write))
        self._show_primary(can_write)
        self._show_on_the_way()
        self._thoughts.look()

    def _show_on_the_way(self) -> None:
        """Let the step bar name what belongs to the open model."""
        folder = self._opener.folder
        if self.isVisible() and folder is not None:
            model = model_of_checkpoint(folder) or folder
            self.steps.choose(Stage.TRAINING, model.name)

    @property
    def _usable(self) -> list[ModelEntry]:
        """The models that can be opened, the newest first."""
        return [entry for entry in self._models.entries if entry.problem is None]

    def _show_primary(self, can_write: bool) -> None:
        """Offer what is missing: a model that is open, or that exists at all, or a conversation that the model can
        hold. Where nothing is, the button to send is the primary one."""
        if self.library.models.now is None or self._middle.loading.loading:
            self.header.show_primary(None)
        elif self._opener.model is not None:
            self.header.show_primary(None if can_write else self._fitting)
        elif self._usable:
            newest = self._usable[0]
            words = self.tr("Chat with {name}") if newest.has_template else self.tr("Write with {name}")
            symbol = "ph.chat-circle" if newest.has_template else "ph.pen-nib"
            self._open_newest.set_words(words.format(name=_shortened(newest.name)), symbol)
            self.header.show_primary(self._open_newest)
        else:
            self.header.show_primary(self._make)

    @property
    def _next_model(self) -> str:
        """The name of the open model if the conversation was held with another one so far, else ""."""
        model, passages = self._opener.model, self._talk.conversation.passages
        if model is None or not held_with_another(passages, model.name, str(model.folder)):
            return ""
        return model.name

    def _sentence(self, can_write: bool) -> str:
        model = self._opener.model
        if self._middle.loading.loading and self._opener.coming is not None:
            return self.tr("Opening {name}.").format(name=shown_name(self._opener.coming))
        if model is None:
            if self._models.entries:
                return self.tr("Choose a model on the left to talk with it, or let it go on with a text.")
            return self.tr("Here you talk with a model, once there is one.")
        if self._writer.writing:
            return self.tr("{name} is writing. You can stop it at any time.").format(name=model.name)
        if not can_write:
            return self.tr(
                "{name} continues texts and cannot hold a conversation: begin a new one, or choose a model with "
                "“chat” beneath its name."
            ).format(name=model.name)
        if self._talk.is_chat:
            return self.tr("You talk with {name}. Write a message.").format(name=model.name)
        return self.tr("{name} goes on with your text.").format(name=model.name)


def _shortened(name: str) -> str:
    return name if len(name) <= 30 else f"{name[:29]}…"
