"""The chat tab: chat with a model, or let it continue a text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gpt_studio.core.errors import Message, say
from gpt_studio.jobs.chat.conversations import KeepPrompts
from gpt_studio.ui.state.handover import ChatWith, GoOnTalking
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.tabs.chat.dialogs import EXAMPLES, MARKDOWN, PLAIN, WHOLE
from gpt_studio.ui.tabs.chat.looking_inside import LookingInside


@dataclass(frozen=True)
class LeftOpen:
    """What a window shows that replaces another: the conversation with this id, "" for none. What is typed stays with
    the conversation."""

    conversation: str


class ChatTab(LookingInside):
    """Binds what the tab consists of together, and answers the main window."""

    def __init__(self, owners: Owners, parent: QWidget | None = None) -> None:
        super().__init__(owners, parent)
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
        """A folder, which is opened as a model, or files for a message."""
        if not self.isVisible():
            return False
        return (len(paths) == 1 and paths[0].is_dir()) or (self._takes_files and all(path.is_file() for path in paths))

    def drop_hint(self) -> str:
        if self._takes_files:
            return self.tr("A model's folder opens; the text of files is put into your message")
        return super().drop_hint()

    def drop(self, paths: list[Path]) -> None:
        if paths[0].is_dir():
            self._open(paths[0])
        else:
            self._put_in_files(paths)

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
        self._serving.shut_down()
        self._leave()
        self._counting.stop()
        self._measuring.cancel()
        self._keeper.finish()
        self._remembered.finish()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_sampling()

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
            ("chat.again", self._again),
            ("chat.go_on", self._go_on),
            ("chat.edit_reply", self._edit_last_reply),
            ("chat.delete_turn", self._delete_last_turn),
            ("chat.begin_reply", self._middle.composer.ask_for_beginning),
            ("chat.stop", self._writer.stop),
            ("chat.sampling", lambda: self._remembered.note_sampling(self._tools.shows_sampling)),
            ("chat.found", self._middle.loading.toggle),
            ("chat.by_heart", lambda: self._by_heart.ask(self._opener.model)),
            ("chat.time_machine", self._go_back_in_time),
            ("chat.compare", self._compare),
            ("chat.look_at_text", self._look_at_text),
            ("chat.thoughts", lambda: self._remembered.note_thoughts(self._thoughts.on)),
        ):
            self.commands.bind(command_id, do, self)
        self.commands.bind("chat.delete", self._delete, self._conversations.list, exactly=True)

    def _connect_widgets(self) -> None:
        middle = self._middle
        self._make.clicked.connect(self.commands["go.start"].trigger)
        self._open_newest.clicked.connect(lambda: self._open(self._usable[0].folder))
        self._models.chosen.connect(self._open)
        self._adapters.chosen.connect(self._put_on)
        self._models.forgotten.connect(self._forget)
        self._dialogs.folder_chosen.connect(self._open)
        self._dialogs.file_chosen.connect(self._export)
        self._dialogs.import_chosen.connect(self._import)
        middle.loading.closed.connect(self._close_loading)
        middle.loading.precision_chosen.connect(self._open_with_precision)
        middle.composer.sent.connect(self._send)
        middle.composer.queue.send_wanted.connect(self._send_waiting)
        middle.composer.editing_ended.connect(self._end_editing)
        middle.composer.recalled.connect(self._edit_last)
        middle.composer.typed.connect(self._note_draft)
        middle.composer.typed.connect(self._counting.start)
        middle.system.changed.connect(self._instruct)
        middle.system.keep_wanted.connect(lambda prompt: self._use_prompts(KeepPrompts(self.home, prompt)))
        middle.system.forget_wanted.connect(lambda name: self._use_prompts(KeepPrompts(self.home, forgotten=name)))
        self._typing.timeout.connect(self._keep_typed)
        middle.messages.edit_wanted.connect(self._edit)
        middle.messages.delete_wanted.connect(self._delete_turn)
        middle.messages.correction_wanted.connect(lambda index: self._examples.ask(self._talk.conversation, index))
        self._examples.corrected.connect(self._show_corrected)
        self._examples.said.connect(lambda words: middle.notice.show_text(words, kind="success"))
        self._examples.failed.connect(self._complain)
        middle.completion.continue_wanted.connect(self._continue)
        middle.completion.step_wanted.connect(self._step_last)
        middle.completion.editor.textChanged.connect(self._text_edited)
        middle.again_wanted.connect(self._again)
        middle.more_wanted.connect(self._go_on)
        middle.stop_wanted.connect(self._writer.stop)
        middle.step_wanted.connect(self._step)
        self._sampling.keep_wanted.connect(self._keep_as_default)
        self._conversations.chosen.connect(self._reopen)
        self._conversations.renamed.connect(self._rename)
        self._conversations.search_wanted.connect(self._list_conversations)
        self._tools.mode_changed.connect(self._change_mode)
        self._tools.sampling_shown.connect(self._show_sampling)

    def _connect_jobs(self) -> None:
        self._opener.step.connect(self._middle.loading.show_step)
        self._opener.opened.connect(self._opened)
        self._opener.opened.connect(self._serving.offer)
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
