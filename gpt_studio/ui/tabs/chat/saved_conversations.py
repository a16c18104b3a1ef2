"""The conversations: what is known of those on disk, and states that are still to be written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from gpt_studio.conversations.entries import ConversationEntry, KeptConversations, entry_of
from gpt_studio.conversations.tree import Conversation
from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.jobs.chat.conversations import (
    ChangeConversation,
    DuplicateConversation,
    ListConversations,
    ReadConversation,
    SaveConversation,
    change_conversation,
    duplicate_conversation,
    list_conversations,
    read_one,
    save_conversation,
)
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.state.worker import RunningJob
from gpt_studio.ui.widgets.trash import Delete, Deleted, delete, take_back

_Step = tuple[Callable[[Any, JobContext], Any], Any]
_MOST_FOUND = 200
"""So many hits of a search are shown; more words find fewer."""


@dataclass(frozen=True)
class Gone:
    """A conversation that was deleted: what the list showed of it, and its content if that was known."""

    entry: ConversationEntry
    held: Conversation | None


class Keeper(QObject):
    """Writes in order, so that an older state never replaces a newer one.

    ``changed``: :attr:`latest` has changed. ``opened`` carries the conversation that was asked for with :meth:`open`,
    ``copied`` one made by :meth:`duplicate`, ``found`` the words of a search and the entries. ``failed`` carries the
    :class:`Message` of a failed write or reading, ``rename_failed`` the id, the title that could not be given, and the
    message.
    """

    changed = Signal()
    opened = Signal(object)
    copied = Signal(object)
    found = Signal(str, object)
    failed = Signal(object)
    rename_failed = Signal(str, str, object)

    def __init__(self, owners: Owners, parent: QObject) -> None:
        super().__init__(parent)
        self._home = owners.home
        self._runner = owners.runner
        self._listing = owners.library.conversations
        self._entries: dict[str, ConversationEntry] = {}
        self._held: dict[str, Conversation] = {}
        """The content of conversations that were written or read here."""
        self._on_disk: set[str] = set()
        self._going: set[str] = set()
        """Ids of conversations that were deleted here and that the listing may still contain."""
        self._removed: dict[str, _Removed] = {}
        self._titles: dict[str, str] = {}
        """The titles that conversations had before they were renamed, until the new ones are written."""
        self._running: RunningJob | None = None
        self._under_way: _Step | None = None
        self._waiting: list[_Step] = []
        self._reading: RunningJob | None = None
        self._searching: RunningJob | None = None

    def follow(self) -> None:
        """Read the list of those on disk, now and whenever they change."""
        self._listing.follow(self._listed, self._complain)

    @property
    def latest(self) -> list[ConversationEntry]:
        """All conversations, the pinned ones first, then the last changed."""
        return sorted(self._entries.values(), key=lambda each: (each.pinned, each.changed), reverse=True)

    @property
    def busy(self) -> bool:
        """Whether something is still to be written."""
        return self._under_way is not None

    def entry(self, conversation_id: str) -> ConversationEntry | None:
        return self._entries.get(conversation_id)

    def held(self, conversation_id: str) -> Conversation | None:
        """The content as it was last written or read here."""
        return self._held.get(conversation_id)

    def open(self, conversation_id: str) -> None:
        """Ask for the content; ``opened`` carries it, at once if it is known. An earlier request is forgotten."""
        self.forget_opening()
        held, entry = self._held.get(conversation_id), self._entries.get(conversation_id)
        if held is not None and (entry is None or entry.changed <= held.changed):
            self.opened.emit(held)
            return
        self._reading = self._runner.start(
            read_one, ReadConversation(self._home, conversation_id), on_result=self._read, on_error=self._not_read
        )

    def forget_opening(self) -> None:
        """No conversation is asked for any more."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def search(self, words: str) -> None:
        """Look for ``words``; ``found`` carries what holds them. An earlier search is forgotten."""
        if self._searching is not None:
            self._searching.cancel()
        self._searching = self._runner.start(
            list_conversations,
            ListConversations(self._home, words, _MOST_FOUND),
            on_result=lambda kept: self.found.emit(words, kept.found),
            on_error=self._complain,
        )

    def save(self, conversation: Conversation) -> None:
        """Write ``conversation`` after the steps that are waiting."""
        self._hold(conversation)
        self._going.discard(conversation.id)
        self._waiting = [step for step in self._waiting if not _saves(step, conversation.id)]
        self._add((save_conversation, SaveConversation(self._home, conversation)))
        self.changed.emit()

    def rename(self, conversation_id: str, title: str) -> None:
        entry = self._entries[conversation_id]
        self._titles.setdefault(conversation_id, entry.title)
        held = self._held.get(conversation_id)
        if held is not None:
            self.save(replace(held, title=title))
        else:
            self._change(ChangeConversation(self._home, conversation_id, title=title))
            self._show(replace(entry, title=title, heading=title or entry.heading))

    def pin(self, conversation_id: str, pinned: bool) -> None:
        held = self._held.get(conversation_id)
        if held is not None:
            self.save(replace(held, pinned=pinned))
        else:
            self._change(ChangeConversation(self._home, conversation_id, pinned=pinned))
            self._show(replace(self._entries[conversation_id], pinned=pinned))

    def duplicate(self, conversation_id: str, title: str) -> None:
        """Copy the conversation; ``copied`` carries the copy."""
        self._add((duplicate_conversation, DuplicateConversation(self._home, conversation_id, title)))

    def delete(self, conversation_id: str) -> Gone:
        """Move the conversation to the bin and return what is known of it, for :meth:`take_back`."""
        gone = Gone(self._entries.pop(conversation_id), self._held.pop(conversation_id, None))
        self._going.add(conversation_id)
        self._on_disk.discard(conversation_id)
        self._waiting = [step for step in self._waiting if not _saves(step, conversation_id)]
        self._add((_remove, Delete(self._home.conversations / f"{conversation_id}.json")))
        self.changed.emit()
        return gone

    def take_back(self, gone: Gone) -> None:
        """Restore the conversation from the bin, or write it again if it did not get there."""
        self._going.discard(gone.entry.id)
        self._entries[gone.entry.id] = gone.entry
        if gone.held is not None:
            self._held[gone.entry.id] = gone.held
        self._add((_restore, gone))
        self.changed.emit()

    def finish(self) -> None:
        """Do all waiting steps in this thread, because the window is closing."""
        left = ([self._under_way] if self._under_way else []) + self._waiting
        self._waiting = []
        if self._running is not None:
            self._running.wait()
        self._under_way = self._running = None
        for step in left:
            job, request = self._decided(step)
            try:
                self._note(job(request, JobContext()))
            except StudioError as error:
                self.failed.emit(error.message)

    def _listed(self, found: KeptConversations) -> None:
        """Take over the list, but keep states that are newer here. Drop what another program deleted."""
        self._going &= {each.id for each in found.found}
        on_disk = {each.id: each for each in found.found if each.id not in self._going}
        for gone in self._on_disk - on_disk.keys():
            self._entries.pop(gone, None)
            self._held.pop(gone, None)
        pending = {step[1].id for step in self._steps if isinstance(step[1], ChangeConversation)}
        for each in on_disk.values():
            known = self._entries.get(each.id)
            if known is None or (known.changed <= each.changed and each.id not in pending):
                self._take_up(each)
        self._on_disk = set(on_disk)
        self.changed.emit()
        if found.problems:
            self._complain(found.problems[0])

    def _take_up(self, entry: ConversationEntry) -> None:
        """Take over what another program, or this one, has written. What is held here and is older is forgotten."""
        held = self._held.get(entry.id)
        if held is not None and held.changed <= entry.changed and entry_of(held) != entry:
            if any(_saves(step, entry.id) for step in self._steps):
                return
            del self._held[entry.id]
        self._entries[entry.id] = entry

    @property
    def _steps(self) -> list[_Step]:
        return [*([self._under_way] if self._under_way else []), *self._waiting]

    def _hold(self, conversation: Conversation) -> None:
        self._held[conversation.id] = conversation
        self._entries[conversation.id] = entry_of(conversation)

    def _show(self, entry: ConversationEntry) -> None:
        self._entries[entry.id] = entry
        self.changed.emit()

    def _change(self, request: ChangeConversation) -> None:
        self._add((change_conversation, request))

    def _read(self, conversation: Conversation) -> None:
        self._reading = None
        self._hold(conversation)
        self.opened.emit(conversation)

    def _not_read(self, problem: Message) -> None:
        self._reading = None
        self.changed.emit()  # so that the list shows again which one is open
        self._complain(problem)

    def _add(self, step: _Step) -> None:
        self._waiting.append(step)
        if self._under_way is None:
            self._next()

    def _next(self) -> None:
        self._running = self._under_way = None
        if self._waiting:
            self._under_way = job, request = self._decided(self._waiting.pop(0))
            self._running = self._runner.start(
                job, request, on_result=self._done, on_error=self._refused, on_cancelled=self._next
            )

    def _decided(self, step: _Step) -> _Step:
        """Decide how to take a conversation back, which is known only when the steps before it are done."""
        job, request = step
        if job is not _restore:
            return step
        removed = self._removed.pop(request.entry.id, None)
        if removed is not None and removed.deleted.can_be_taken_back:
            return take_back, removed.deleted
        content = request.held if removed is None else removed.conversation
        return step if content is None else (save_conversation, SaveConversation(self._home, content))

    def _done(self, result: Any) -> None:
        self._note(result)
        self._next()

    def _note(self, result: Any) -> None:
        if isinstance(result, _Removed):
            self._removed[result.deleted.path.stem] = result
        elif isinstance(result, Path):
            self._titles.pop(result.stem, None)
        elif isinstance(result, Conversation):
            new = result.id not in self._entries
            self._titles.pop(result.id, None)
            self._hold(result)
            self.changed.emit()
            if new:
                self.copied.emit(result)

    def _refused(self, problem: Message) -> None:
        request = self._under_way[1] if self._under_way else None
        self._next()
        name = _changed_by(request)
        if name in self._titles:
            self._title_refused(name, problem)
        else:
            self._complain(problem)

    def _title_refused(self, conversation_id: str, problem: Message) -> None:
        """Give the conversation the title back that it has on disk."""
        before, entry = self._titles.pop(conversation_id), self._entries.get(conversation_id)
        held = self._held.get(conversation_id)
        if entry is None:
            return
        if held is not None:
            self._hold(replace(held, title=before))
        else:
            self._entries[conversation_id] = replace(entry, title=before, heading=before or entry.heading)
        self.rename_failed.emit(conversation_id, entry.title, problem)

    def _complain(self, problem: Message) -> None:
        self.failed.emit(problem)


@dataclass(frozen=True)
class _Removed:
    """``conversation`` is the content, to write it again where the bin does not give it back."""

    deleted: Deleted
    conversation: Conversation | None


def _remove(request: Delete, context: JobContext) -> _Removed | None:
    """A job. Nothing is deleted if the conversation was never written."""
    path = request.path
    if not path.exists():
        return None
    try:
        conversation = read_one(ReadConversation(Home(path.parent.parent), path.stem), context)
    except StudioError:
        conversation = None
    return _Removed(delete(request, context), conversation)


def _restore(gone: Gone, _context: JobContext) -> None:
    """A job that stands in the row of steps until it is known what became of the conversation, see
    :meth:`Keeper._decided`. It does nothing where there is no content to write again."""


def _saves(step: _Step, conversation_id: str) -> bool:
    request = step[1]
    return isinstance(request, SaveConversation) and request.conversation.id == conversation_id


def _changed_by(request: object) -> str:
    """The id of the conversation that the request changes, or ""."""
    if isinstance(request, SaveConversation):
        return request.conversation.id
    return request.id if isinstance(request, ChangeConversation) else ""
