"""The conversations of the chat tab: saved, opened, renamed, deleted, imported and exported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from gpt_studio.conversations.export import as_text
from gpt_studio.conversations.tree import Conversation
from gpt_studio.core.errors import Message
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.chat.conversations import (
    ExportConversation,
    ImportConversations,
    ImportedConversations,
    KeepPrompts,
    export_conversation,
    import_conversations,
    keep_prompts,
)
from gpt_studio.jobs.corpora import preview_text
from gpt_studio.jobs.corpora.preview_text import PreviewText, TextPreview
from gpt_studio.ui.look.text import count, short_path
from gpt_studio.ui.tabs.chat.opening import Opening
from gpt_studio.ui.tabs.chat.parts import ChatParts
from gpt_studio.ui.tabs.chat.sampling_choice import SamplingChoice
from gpt_studio.ui.tabs.chat.shown_state import ShownState
from gpt_studio.ui.tabs.chat.talk import kind_for

_TYPED_MS = 1500
"""How long typing must pause before a draft is saved."""
_MOST_OF_A_FILE = 100_000
"""Characters of a file that are put into a message."""


class Keeping(QObject):
    """Keeps conversations, and shows the one that is wanted."""

    def __init__(self, parts: ChatParts, shown: ShownState, sampling_choice: SamplingChoice, opening: Opening) -> None:
        super().__init__(parts.tab)
        self._shown, self._sampling_choice, self._opening = shown, sampling_choice, opening
        self._runner, self._home, self._library = parts.runner, parts.home, parts.library
        self._opener, self._writer, self._talk, self._keeper = parts.opener, parts.writer, parts.talk, parts.keeper
        self._remembered, self._dialogs, self._undo = parts.remembered, parts.dialogs, parts.undo
        self._middle, self._conversations = parts.middle, parts.conversations
        self._complain, self._take_up_text = parts.complain, parts.take_up_text
        self._wanted = ""
        """The id of a conversation to show when it is listed."""
        self._typing = QTimer(self, interval=_TYPED_MS, singleShot=True)
        self._typing.timeout.connect(self._keep_typed)
        self._dialogs.file_chosen.connect(self._export)
        self._dialogs.import_chosen.connect(self._import)
        self._middle.composer.typed.connect(self._note_draft)
        self._middle.system.changed.connect(self._instruct)
        self._middle.system.keep_wanted.connect(lambda prompt: self._use_prompts(KeepPrompts(self._home, prompt)))
        self._middle.system.forget_wanted.connect(
            lambda name: self._use_prompts(KeepPrompts(self._home, forgotten=name))
        )
        self._conversations.chosen.connect(self._reopen)
        self._conversations.renamed.connect(self._rename)
        parts.tools.mode_changed.connect(self._change_mode)
        self._keeper.changed.connect(shown.list_conversations)
        self._keeper.changed.connect(self._show_wanted)
        self._keeper.opened.connect(self._show_opened)
        self._keeper.copied.connect(lambda copy: self._reopen(copy.id))
        self._keeper.failed.connect(self._complain)
        self._keeper.rename_failed.connect(self._rename_failed)
        self._use_prompts(KeepPrompts(self._home))

    def _note_draft(self) -> None:
        if not self._middle.composer.editing and self._talk.keep_draft(self._middle.composer.text):
            self._typing.start()

    @property
    def takes_files(self) -> bool:
        """Whether the text of files can be put into a message now."""
        return self._talk.is_chat and self._opener.can_chat

    def put_in_files(self, paths: list[Path]) -> None:
        """Put the text of the files into the message, as training would read it."""
        for path in paths:
            self._runner.start(
                preview_text.run,
                PreviewText(str(path), Corpus("", (str(path),)), _MOST_OF_A_FILE),
                on_result=self._put_in,
                on_error=self._complain,
            )

    def _put_in(self, found: TextPreview) -> None:
        name = Path(found.path).name
        self._middle.composer.add_text(f"{name}:\n{found.text.strip()}")
        if not found.whole:
            self._middle.notice.show_text(
                self.tr("{name} is long: only its beginning was put in.").format(name=name), kind="info"
            )

    def _instruct(self, system: str) -> None:
        self._talk.instruct(system)
        self._typing.start()

    def _keep_typed(self) -> None:
        """Save the draft and the system prompt. Of a conversation that is not listed yet they are saved when it is
        left, because something may never be said in it."""
        if not self._writer.writing and self._keeper.entry(self._talk.conversation.id) is not None:
            self.keep()

    def _use_prompts(self, request: KeepPrompts) -> None:
        self._runner.start(keep_prompts, request, on_result=self._middle.system.show_saved, on_error=self._complain)

    def keep(self) -> None:
        """Save the current conversation unless it is empty and was never saved."""
        conversation = self._talk.conversation
        written = conversation.text or conversation.draft.strip()
        if written or self._keeper.entry(conversation.id) is not None:
            self._keeper.save(conversation)

    def leave(self) -> None:
        """Save the current conversation before another one is shown."""
        self._writer.break_off()
        self._take_up_text()
        if self._talk.edited is not None:
            self._middle.composer.end_editing()
        waiting = self._middle.composer.queue.take_all()
        if waiting:
            self._talk.keep_draft("\n\n".join(filter(None, (*waiting, self._middle.composer.text))))
        self._typing.stop()
        self._keeper.forget_opening()
        if self._talk.begun and self._talk.is_chat:
            self._remembered.note_place(self._talk.conversation.id, self._middle.messages.place)
        if self._talk.begun:
            self._sampling_choice.take()
        if self._talk.conversation != self._keeper.held(self._talk.conversation.id):
            self.keep()

    def _reopen(self, conversation_id: str) -> None:
        if self._keeper.entry(conversation_id) is not None and conversation_id != self._talk.conversation.id:
            self._keeper.open(conversation_id)

    def _show_opened(self, wanted: Conversation) -> None:
        if wanted.id == self._talk.conversation.id:
            return
        self.leave()
        self._talk.show(wanted)
        self._middle.loading.leave()
        self._shown.show_conversation()
        self._sampling_choice.show_kept()
        if wanted.model and self._opener.folder != Path(wanted.model):
            self._opening.open(Path(wanted.model))

    def want(self, conversation_id: str) -> None:
        """Show the conversation with this id, as soon as it is listed."""
        self._wanted = conversation_id
        self._show_wanted()

    def _show_wanted(self) -> None:
        if self._wanted and self._keeper.entry(self._wanted) is not None:
            wanted, self._wanted = self._wanted, ""
            self._reopen(wanted)

    def begin_new(self) -> None:
        self._start_new(kind_for(self._opener.model is None or self._opener.can_chat, self._talk.conversation.kind))

    def _start_new(self, kind: str) -> None:
        self.leave()
        self._talk.begin(kind, self._opener.folder)
        self._shown.show_conversation()
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

    def delete(self) -> None:
        chosen = self._conversations.current
        if self._keeper.entry(chosen) is None:
            return
        shown = self._talk.conversation
        if chosen == shown.id:
            self.leave()
        deleted = self._keeper.delete(chosen)
        if chosen == shown.id:
            self._talk.begin(shown.kind, Path(shown.model) if shown.model else None)
            self._shown.show_conversation()

        def take_back() -> None:
            self._keeper.take_back(deleted)
            if deleted.held is not None:
                self._reopen(chosen)

        title = deleted.entry.heading
        self._undo.offer_to_take_back(self.tr("“{title}” was deleted.").format(title=title), take_back)

    def pin(self) -> None:
        """Pin the selected conversation, or let it go back to its place by date."""
        chosen = self._keeper.entry(self._conversations.current)
        if chosen is not None:
            if chosen.id == self._talk.conversation.id:
                self._talk.pin(not chosen.pinned)
            self._keeper.pin(chosen.id, not chosen.pinned)

    def duplicate(self) -> None:
        """Copy the selected conversation and show the copy."""
        chosen = self._keeper.entry(self._conversations.current)
        if chosen is not None:
            if chosen.id == self._talk.conversation.id:
                self._take_up_text()
                self.keep()
            self._keeper.duplicate(chosen.id, self.tr("{title} (copy)").format(title=chosen.heading))

    def _import(self, path: Path) -> None:
        self._runner.start(
            import_conversations,
            ImportConversations(self._home, path),
            on_result=self._imported,
            on_error=self._complain,
        )

    def _imported(self, done: ImportedConversations) -> None:
        self._library.conversations.renew()
        said = self.tr("Taken over from {program}: {added}. There already: {known}. Left out: {rest}.").format(
            program=done.program,
            added=count(len(done.added)),
            known=count(done.known),
            rest=count(done.empty + done.odd),
        )
        self._middle.notice.show_text(said, kind="success" if done.added else "info")

    def ask_where_to_save(self, ending: str) -> None:
        self._take_up_text()
        talk = self._talk.conversation
        self._dialogs.ask_where_to_save(talk.heading, ending)

    def _export(self, path: Path) -> None:
        self._runner.start(
            export_conversation,
            ExportConversation(self._talk.conversation, path, self.tr("You")),
            on_result=self._exported,
            on_error=self._complain,
        )

    def _exported(self, path: Path) -> None:
        self._middle.notice.show_text(
            self.tr("Saved as {path}.").format(path=short_path(path)), kind="success", place=path
        )

    def copy_all(self) -> None:
        self._take_up_text()
        QGuiApplication.clipboard().setText(as_text(self._talk.conversation, self.tr("You"), markdown=False))
