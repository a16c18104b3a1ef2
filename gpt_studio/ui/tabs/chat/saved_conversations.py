"""The conversations: those on disk, and newer states of them that are still to be written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.chat.conversations import Conversation, KeptConversations, SaveConversation, save_conversation
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.state.worker import RunningJob
from gpt_studio.ui.widgets.trash import Delete, Deleted, delete, take_back

_Step = tuple[Callable[[Any, JobContext], Any], Any]


class Keeper(QObject):
    """Writes in order, so that an older state never replaces a newer one.

    ``changed``: :attr:`latest` has changed. ``failed`` carries the :class:`Message` of a failed write or reading,
    ``rename_failed`` the id, the title that could not be given, and the message.
    """

    changed = Signal()
    failed = Signal(object)
    rename_failed = Signal(str, str, object)

    def __init__(self, owners: Owners, parent: QObject) -> None:
        super().__init__(parent)
        self._home = owners.home
        self._runner = owners.runner
        self._listing = owners.library.conversations
        self._kept: dict[str, Conversation] = {}
        self._on_disk: set[str] = set()
        self._going: set[str] = set()
        """Ids of conversations that were deleted here and that the listing may still contain."""
        self._deleted: dict[str, Deleted] = {}
        self._titles: dict[str, str] = {}
        """The titles that conversations had before they were renamed, until the new ones are written."""
        self._running: RunningJob | None = None
        self._under_way: _Step | None = None
        self._waiting: list[_Step] = []

    def follow(self) -> None:
        """Read the conversations on disk, now and whenever they change."""
        self._listing.follow(self._listed, self._complain)

    @property
    def latest(self) -> list[Conversation]:
        """All conversations, the last changed first."""
        return sorted(self._kept.values(), key=lambda each: each.changed, reverse=True)

    def get(self, conversation_id: str) -> Conversation | None:
        return self._kept.get(conversation_id)

    def save(self, conversation: Conversation) -> None:
        """Write ``conversation`` after the steps that are waiting."""
        self._kept[conversation.id] = conversation
        self._going.discard(conversation.id)
        self._waiting = [step for step in self._waiting if not _saves(step, conversation.id)]
        self._add((save_conversation, SaveConversation(self._home, conversation)))
        self.changed.emit()

    def rename(self, conversation_id: str, title: str) -> None:
        kept = self._kept[conversation_id]
        self._titles.setdefault(conversation_id, kept.title)
        self.save(replace(kept, title=title))

    def delete(self, conversation_id: str) -> Conversation:
        """Move the conversation to the bin and return it, for :meth:`take_back`."""
        gone = self._kept.pop(conversation_id)
        self._going.add(conversation_id)
        self._on_disk.discard(conversation_id)
        self._waiting = [step for step in self._waiting if not _saves(step, conversation_id)]
        self._add((_delete_if_there, Delete(self._home.conversations / f"{conversation_id}.json")))
        self.changed.emit()
        return gone

    def take_back(self, conversation: Conversation) -> None:
        """Restore ``conversation`` from the bin, or write it again if it did not get there."""
        self._going.discard(conversation.id)
        self._kept[conversation.id] = conversation
        self._add((take_back, conversation))
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
            self._kept.pop(gone, None)
        for each in on_disk.values():
            known = self._kept.get(each.id)
            if known is None or known.changed <= each.changed:
                self._kept[each.id] = each
        self._on_disk = set(on_disk)
        self.changed.emit()
        if found.problems:
            self._complain(found.problems[0])

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
        job, conversation = step
        if job is not take_back or not isinstance(conversation, Conversation):
            return step
        done = self._deleted.pop(conversation.id, None)
        if done is not None and done.can_be_taken_back:
            return take_back, done
        return save_conversation, SaveConversation(self._home, conversation)

    def _done(self, result: Any) -> None:
        self._note(result)
        self._next()

    def _note(self, result: Any) -> None:
        if isinstance(result, Deleted):
            self._deleted[result.path.stem] = result
        elif isinstance(result, Path):
            self._titles.pop(result.stem, None)

    def _refused(self, problem: Message) -> None:
        request = self._under_way[1] if self._under_way else None
        self._next()
        if isinstance(request, SaveConversation) and request.conversation.id in self._titles:
            self._title_refused(request.conversation.id, problem)
        else:
            self._complain(problem)

    def _title_refused(self, conversation_id: str, problem: Message) -> None:
        """Give the conversation the title back that it has on disk."""
        before, kept = self._titles.pop(conversation_id), self._kept.get(conversation_id)
        if kept is not None:
            self._kept[conversation_id] = replace(kept, title=before)
            self.rename_failed.emit(conversation_id, kept.title, problem)

    def _complain(self, problem: Message) -> None:
        self.failed.emit(problem)


def _delete_if_there(request: Delete, context: JobContext) -> Deleted | None:
    """A job. Nothing is deleted if the conversation was never written."""
    return delete(request, context) if request.path.exists() else None


def _saves(step: _Step, conversation_id: str) -> bool:
    request = step[1]
    return isinstance(request, SaveConversation) and request.conversation.id == conversation_id
