"""Keeps the conversations on disk, one job after the other, so that a newer version never loses to an older one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.jobs.chat.conversations import (
    Conversation,
    DeleteConversation,
    KeptConversations,
    ListConversations,
    SaveConversation,
    delete_conversation,
    list_conversations,
    save_conversation,
)
from gpt_studio.ui.state.worker import Runner, RunningJob

_Step = tuple[Callable[[Any, JobContext], Any], Any]


class Keeper(QObject):
    """``loaded`` carries what was found on disk, ``failed`` what the disk said."""

    loaded = Signal(object)
    failed = Signal(object)

    def __init__(self, home: Home, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._home = home
        self._runner = runner
        self._running: RunningJob | None = None
        self._under_way: _Step | None = None
        self._waiting: list[_Step] = []

    def load(self) -> None:
        self._add((list_conversations, ListConversations(self._home)))

    def save(self, conversation: Conversation) -> None:
        """Write ``conversation`` as soon as what was asked for before is done."""
        self._waiting = [step for step in self._waiting if not _saves(step, conversation.id)]
        self._add((save_conversation, SaveConversation(self._home, conversation)))

    def delete(self, conversation_id: str) -> None:
        self._waiting = [step for step in self._waiting if not _saves(step, conversation_id)]
        self._add((delete_conversation, DeleteConversation(self._home, conversation_id)))

    def finish(self) -> None:
        """Do here and now what has not been done yet: the window is closing."""
        left = ([self._under_way] if self._under_way else []) + self._waiting
        self._waiting = []
        if self._running is not None:
            self._running.wait()
        self._under_way = self._running = None
        for job, request in left:
            if job is not list_conversations:
                try:
                    job(request, JobContext())
                except StudioError as error:
                    self.failed.emit(error.message)

    def _add(self, step: _Step) -> None:
        self._waiting.append(step)
        if self._under_way is None:
            self._next()

    def _next(self) -> None:
        self._running = self._under_way = None
        if self._waiting:
            self._under_way = self._waiting.pop(0)
            job, request = self._under_way
            self._running = self._runner.start(
                job, request, on_result=self._done, on_error=self._refused, on_cancelled=self._next
            )

    def _done(self, result: Any) -> None:
        self._next()
        if isinstance(result, KeptConversations):
            self.loaded.emit(result)

    def _refused(self, problem: Message) -> None:
        self._next()
        self.failed.emit(problem)


def _saves(step: _Step, conversation_id: str) -> bool:
    request = step[1]
    return isinstance(request, SaveConversation) and request.conversation.id == conversation_id
