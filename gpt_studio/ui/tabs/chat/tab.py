"""The chat tab: talk with a model, or let it go on with a text."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message, say
from gpt_studio.core.paths import Home
from gpt_studio.jobs.chat.conversations import (
    CHAT,
    TEXT,
    Conversation,
    ExportConversation,
    KeptConversations,
    Passage,
    as_text,
    export_conversation,
    new_conversation,
)
from gpt_studio.jobs.models import list_models
from gpt_studio.jobs.models.list_models import ListModels, ModelEntry
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.ui.look.text import short_path
from gpt_studio.ui.look.tokens import Space
from gpt_studio.ui.state.handover import ChatWith, Shelf, Stage, TrainModelWith
from gpt_studio.ui.state.overrides import called_by_qt
from gpt_studio.ui.state.worker import LatestWins, Runner
from gpt_studio.ui.tabs.chat.dialogs import Dialogs
from gpt_studio.ui.tabs.chat.keeper import Keeper
from gpt_studio.ui.tabs.chat.middle import Middle
from gpt_studio.ui.tabs.chat.opener import Opener
from gpt_studio.ui.tabs.chat.sampling_panel import SamplingPanel
from gpt_studio.ui.tabs.chat.shelves import ConversationShelf, ModelShelf
from gpt_studio.ui.tabs.chat.tools import Tools
from gpt_studio.ui.tabs.chat.writer import Writer
from gpt_studio.ui.widgets.tab import Tab

_LEFT_WIDTH = 248
_RIGHT_WIDTH = 264
_ROOM_FOR_SAMPLING = 1000
"""In a narrower tab the panel is folded until a person wants it."""


class ChatTab(Tab):
    """Models and conversations on the left, what is said in the middle, sampling on the right."""

    stage = Stage.CHAT
    icon_name = "ph.chat-circle"

    def __init__(self, home: Home, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(home, runner, parent)
        self._model: OpenedModel | None = None
        self._conversation = new_conversation(CHAT)
        self._kept: dict[str, Conversation] = {}
        self._deleted: Conversation | None = None
        self._edited: int | None = None
        self._asked_for_conversations = False
        self._models = ModelShelf()
        self._conversations = ConversationShelf()
        self._middle = Middle()
        self._sampling = SamplingPanel()
        self._tools = Tools()
        self._dialogs = Dialogs(self, home.models)
        self._opener = Opener(runner, self)
        self._writer = Writer(runner, self)
        self._keeper = Keeper(home, runner, self)
        self._lister = LatestWins(
            runner, list_models.run, on_result=self._show_models, on_error=self._complain, parent=self
        )
        self._lay_out()
        self._connect_people()
        self._connect_work()
        self._middle.show_start(blank=True)
        self._show_state()

    def title(self) -> str:
        return self.tr("Chat")

    def activated(self) -> None:
        self._focus()
        self._lister.submit(ListModels(self.home))
        if not self._asked_for_conversations:
            self._asked_for_conversations = True
            self._keeper.load()

    def refresh(self, shelf: Shelf) -> None:
        if shelf is Shelf.MODELS and self.isVisible():
            self._lister.submit(ListModels(self.home))

    def receive(self, wish: object) -> None:
        if isinstance(wish, ChatWith):
            if self._conversation.passages:
                self._begin_new()
            self._open(wish.folder)

    def accepts(self, paths: list[Path]) -> bool:
        return self.isVisible() and len(paths) == 1 and paths[0].is_dir()

    def drop(self, paths: list[Path]) -> None:
        self._open(paths[0])

    def busy(self) -> Message | None:
        if self._writer.writing and self._model is not None:
            return say("busy.writing", "{model} is writing.", model=self._model.name)
        return None

    def stop(self) -> None:
        self._writer.break_off()

    def shut_down(self) -> None:
        self._opener.cancel()
        self._leave()
        self._keeper.finish()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tools.suggest_sampling(self.width() >= _ROOM_FOR_SAMPLING)

    def _lay_out(self) -> None:
        self.header.buttons.addWidget(self._tools)
        left = QWidget()
        left.setFixedWidth(_LEFT_WIDTH)
        shelves = QVBoxLayout(left)
        shelves.setContentsMargins(0, 0, 0, 0)
        shelves.setSpacing(Space.L)
        shelves.addWidget(self._models, 2)
        shelves.addWidget(self._conversations, 3)
        self._sampling.setFixedWidth(_RIGHT_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(left)
        row.addWidget(self._middle, 1)
        row.addWidget(self._sampling)
        self.content.addLayout(row, 1)

    def _connect_people(self) -> None:
        middle = self._middle
        self._models.chosen.connect(self._open)
        self._models.folder_wanted.connect(self._dialogs.ask_for_folder)
        self._dialogs.folder_chosen.connect(self._open)
        self._dialogs.file_chosen.connect(self._export)
        middle.start.open_wanted.connect(self._open)
        middle.start.folder_wanted.connect(self._dialogs.ask_for_folder)
        middle.start.training_wanted.connect(lambda: self.asked.emit(TrainModelWith("")))
        middle.loading.closed.connect(self._close_loading)
        middle.notice.action_clicked.connect(self._take_back_deleting)
        middle.composer.sent.connect(self._send)
        middle.composer.editing_ended.connect(self._end_editing)
        middle.messages.edit_wanted.connect(self._edit)
        middle.completion.continue_wanted.connect(self._continue)
        middle.completion.editor.textChanged.connect(self._text_edited)
        middle.again_wanted.connect(self._again)
        middle.stop_wanted.connect(self._writer.stop)
        self._conversations.chosen.connect(self._reopen)
        self._conversations.new_wanted.connect(self._begin_new)
        self._conversations.renamed.connect(self._rename)
        self._conversations.deleted.connect(self._delete)
        self._tools.mode_changed.connect(self._change_mode)
        self._tools.sampling_shown.connect(self._sampling.setVisible)
        self._tools.save_wanted.connect(self._ask_where_to_save)
        self._tools.copy_wanted.connect(self._copy_all)
        self._tools.found_wanted.connect(self._middle.loading.toggle)

    def _connect_work(self) -> None:
        self._opener.step.connect(self._middle.loading.show_step)
        self._opener.opened.connect(self._opened)
        self._opener.failed.connect(self._not_opened)
        self._writer.batch.connect(self._middle.append)
        self._writer.measured.connect(self._middle.show_speed)
        self._writer.failed.connect(self._complain)
        self._writer.ended.connect(self._written)
        self._keeper.loaded.connect(self._show_kept)
        self._keeper.failed.connect(self._complain)

    # Models

    def _show_models(self, entries: tuple[ModelEntry, ...]) -> None:
        self._models.show_entries(entries)
        self._middle.start.show_entries(entries)
        self._show_state()

    def _open(self, folder: Path) -> None:
        """Open the model in ``folder`` for the conversation on show."""
        if self._model is not None and self._model.folder == folder and not self._middle.loading.loading:
            self._middle.focus_writing()
            return
        self._writer.break_off()
        self._middle.notice.hide()
        self._middle.loading.begin(folder)
        self._models.show_current(folder)
        self._opener.open(folder)
        self._show_state()

    def _opened(self, model: OpenedModel) -> None:
        self._model = model
        self._sampling.set_defaults(model.defaults)
        self._middle.loading.succeed()
        self._models.show_current(model.folder)
        self._take_up_text()
        if self._conversation.passages:
            self._middle.loading.leave()
            self._conversation = replace(self._conversation, model=str(model.folder))
            self._show_state()
        else:
            self._conversation = new_conversation(CHAT if model.has_template else TEXT, str(model.folder))
            self._show_conversation()
        if self.isVisible():
            self._focus()

    def _not_opened(self, problem: Message) -> None:
        self._middle.loading.fail(problem)
        self._models.show_current(self._model.folder if self._model is not None else None)
        self._show_state()

    def _close_loading(self) -> None:
        self._opener.cancel()
        self._middle.loading.leave()
        self._models.show_current(self._model.folder if self._model is not None else None)
        self._show_state()

    # Writing

    def _send(self, text: str) -> None:
        if self._edited is not None:
            self._middle.messages.cut_from(self._edited)
            self._conversation = replace(self._conversation, passages=self._conversation.passages[: self._edited])
            self._edited = None
        self._middle.composer.clear()
        passage = Passage("user", text)
        self._middle.add_message(passage)
        self._add(passage)
        self._write()

    def _continue(self) -> None:
        self._take_up_text()
        self._write()

    def _again(self) -> None:
        """Take back the model's last words, if the conversation ends with them, and let it write again."""
        if self._model is None or self._writer.writing:
            return
        passages = self._conversation.passages
        if passages and passages[-1].role != "user":
            self._conversation = replace(self._conversation, passages=passages[:-1])
            if self._conversation.kind == CHAT:
                self._middle.messages.cut_from(len(passages) - 1)
            else:
                self._middle.completion.editor.cut_to(len(self._conversation.text))
        self._write()

    def _write(self) -> None:
        if self._model is None:
            return
        self._middle.notice.hide()
        self._middle.loading.leave()
        self._conversation = replace(self._conversation, model=str(self._model.folder), changed=time.time())
        self._keep()
        self._middle.begin_writing(self._model.name)
        self._writer.write(self._model, self._conversation, self._sampling.sampling)
        self.busy_changed.emit()
        self._show_state()

    def _written(self, passage: Passage) -> None:
        # A reply that was given up before its first word is none; one that the model left empty is its answer.
        kept = bool(passage.text) or (passage.ended == "end" and self._conversation.kind == CHAT)
        self._middle.end_writing(passage, kept)
        if kept:
            self._add(passage)
            self._keep()
        self._middle.offer_again(bool(self._conversation.passages))
        self.busy_changed.emit()
        self._show_state()

    def _add(self, passage: Passage) -> None:
        passages = (*self._conversation.passages, passage)
        self._conversation = replace(self._conversation, passages=passages, changed=time.time())

    def _edit(self, index: int) -> None:
        if not self._writer.writing:
            self._edited = index
            self._middle.composer.edit(self._conversation.passages[index].text)

    def _end_editing(self) -> None:
        self._edited = None

    def _text_edited(self) -> None:
        if not self._writer.writing:
            self._middle.completion.offer_again(False)

    def _take_up_text(self) -> None:
        """Make what a person typed into the text a part of the conversation."""
        if self._conversation.kind != TEXT or self._writer.writing:
            return
        editor, before = self._middle.completion.editor, self._conversation
        text = editor.text
        if text == before.text:
            return
        if text.startswith(before.text):
            self._add(Passage("user", text[len(before.text) :]))
            return
        passages = tuple(Passage("assistant" if by_model else "user", part) for part, by_model in editor.parts())
        self._conversation = replace(before, passages=passages, changed=time.time())

    # Conversations

    def _show_kept(self, kept: KeptConversations) -> None:
        self._kept = {each.id: each for each in kept.found} | self._kept
        if kept.problems:
            self._complain(kept.problems[0])
        self._list_conversations()

    def _keep(self) -> None:
        """Save the conversation on show, if anything was said in it."""
        if self._conversation.text or self._conversation.id in self._kept:
            self._kept[self._conversation.id] = self._conversation
            self._keeper.save(self._conversation)
        self._list_conversations()

    def _leave(self) -> None:
        """Keep what the conversation on show has, before another takes its place."""
        self._writer.break_off()
        self._take_up_text()
        if self._edited is not None:
            self._middle.composer.end_editing()
        if self._conversation != self._kept.get(self._conversation.id):
            self._keep()

    def _reopen(self, conversation_id: str) -> None:
        if conversation_id == self._conversation.id:
            return
        self._leave()
        self._conversation = self._kept[conversation_id]
        self._middle.loading.leave()
        self._show_conversation()
        folder = Path(self._conversation.model)
        if self._conversation.model and (self._model is None or self._model.folder != folder):
            self._open(folder)

    def _begin_new(self) -> None:
        kind = CHAT if self._model is None or self._model.has_template else TEXT
        self._start_new(self._conversation.kind if kind == CHAT else TEXT)

    def _start_new(self, kind: str) -> None:
        self._leave()
        self._conversation = new_conversation(kind, str(self._model.folder) if self._model is not None else "")
        self._show_conversation()
        self._middle.focus_writing()

    def _change_mode(self, kind: str) -> None:
        if kind != self._conversation.kind:
            self._start_new(kind)

    def _rename(self, conversation_id: str, title: str) -> None:
        if conversation_id not in self._kept:  # deleted since the title was typed
            return
        renamed = replace(self._kept[conversation_id], title=title.strip())
        if conversation_id == self._conversation.id:
            self._conversation = replace(self._conversation, title=renamed.title)
        self._kept[conversation_id] = renamed
        self._keeper.save(renamed)
        self._list_conversations()

    def _delete(self, conversation_id: str) -> None:
        if conversation_id == self._conversation.id:
            self._leave()
            self._deleted = self._kept.pop(conversation_id)
            self._conversation = new_conversation(self._conversation.kind, self._conversation.model)
            self._show_conversation()
        else:
            self._deleted = self._kept.pop(conversation_id)
        self._keeper.delete(conversation_id)
        self._list_conversations()
        self._middle.notice.show_text(
            self.tr("“{title}” was deleted.").format(title=self._deleted.heading), kind="info", action=self.tr("Undo")
        )

    def _take_back_deleting(self) -> None:
        self._middle.notice.hide()
        if self._deleted is not None:
            self._kept[self._deleted.id] = self._deleted
            self._keeper.save(self._deleted)
            self._reopen(self._deleted.id)
            self._deleted = None

    def _ask_where_to_save(self, ending: str) -> None:
        self._take_up_text()
        self._dialogs.ask_where_to_save(self._conversation.heading, ending)

    def _export(self, path: Path) -> None:
        self.runner.start(
            export_conversation,
            ExportConversation(self._conversation, path, self.tr("You")),
            on_result=self._exported,
            on_error=self._complain,
        )

    def _exported(self, path: Path) -> None:
        self._middle.notice.show_text(self.tr("Saved as {path}.").format(path=short_path(path)), kind="success")

    def _copy_all(self) -> None:
        self._take_up_text()
        QGuiApplication.clipboard().setText(as_text(self._conversation, self.tr("You"), markdown=False))

    # What is on show

    def _complain(self, problem: Message) -> None:
        self._middle.notice.show_message(problem)

    def _focus(self) -> None:
        """Where typing should go; nowhere before there is a model."""
        if self._model is not None:
            self._middle.focus_writing()
        else:
            self.setFocus()

    def _list_conversations(self) -> None:
        latest = sorted(self._kept.values(), key=lambda each: each.changed, reverse=True)
        self._conversations.show_conversations(latest, self._conversation.id)

    def _show_conversation(self) -> None:
        self._middle.show_conversation(self._conversation)
        self._list_conversations()
        self._show_state()

    def _show_state(self) -> None:
        """Bring everything in line with the model, the conversation and what goes on."""
        model, conversation, writing = self._model, self._conversation, self._writer.writing
        can_write = model is not None and (conversation.kind == TEXT or model.has_template)
        ready = can_write and not self._middle.loading.loading
        if model is None and not conversation.passages:
            self._middle.show_start(blank=self._middle.loading.loading)
        refused = model is not None and not can_write
        self._middle.set_ready(ready, self.tr("This model cannot hold a conversation") if refused else "")
        if not writing:
            self._middle.offer_again(ready and bool(conversation.passages))
        self._tools.show_state(
            mode=conversation.kind,
            both_modes=model is not None and model.has_template,
            can_save=bool(conversation.passages) and not writing,
            can_tell=self._middle.loading.tells_of_a_model,
        )
        self.header.set_sentence(self._sentence(can_write))

    def _sentence(self, can_write: bool) -> str:
        model = self._model
        if self._middle.loading.loading and self._opener.folder is not None:
            return self.tr("Opening {name}.").format(name=self._opener.folder.name)
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
        if self._conversation.kind == CHAT:
            return self.tr("You talk with {name}. Write a message.").format(name=model.name)
        return self.tr("{name} goes on with your text. Write how it begins, then press Continue.").format(
            name=model.name
        )
