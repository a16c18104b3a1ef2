"""What the chat remembers between starts, in the window: read once, and changed one thing after the other."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.chat.chat_memory import ReadAt, Recall, Recalled, Speed, recall
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.state.worker import RunningJob
from gpt_studio.ui.tabs.chat.message_list import ReadingPlace

_SAME_SPEED = 0.2
"""Speeds that differ by less are told as one: no two replies come equally fast."""


class Remembered(QObject):
    """``changed`` carries the :class:`Recalled` state, ``failed`` the :class:`Message` of a reading or a write that
    failed; each message once."""

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, owners: Owners, parent: QObject) -> None:
        super().__init__(parent)
        self._home = owners.home
        self._runner = owners.runner
        self._links = owners.links
        self._running: RunningJob | None = None
        self._under_way: Recall | None = None
        self._waiting: list[Recall] = []
        self._told: set[str] = set()
        self._places: dict[str, ReadAt] = {}
        self._speeds: dict[Path, Speed] = {}

    def look(self) -> None:
        """Read it, and what is in the folders now."""
        self._add(Recall(self._home, self._links.trusted))

    def note_opened(self, folder: Path) -> None:
        self._add(Recall(self._home, self._links.trusted, opened=folder))

    def forget(self, folder: Path) -> None:
        self._add(Recall(self._home, self._links.trusted, forgotten=folder))

    def note_sampling(self, shown: bool) -> None:
        self._add(Recall(self._home, self._links.trusted, sampling_shown=shown))

    def note_thoughts(self, shown: bool) -> None:
        self._add(Recall(self._home, self._links.trusted, thoughts_shown=shown))

    def note_tokens(self, shown: bool) -> None:
        self._add(Recall(self._home, self._links.trusted, tokens_shown=shown))

    def note_speed(self, speed: Speed) -> None:
        """Remember how fast a model wrote, where that is news."""
        known = self._speeds.get(speed.folder)
        if known is not None and known.precision == speed.precision:
            told, now = known.tokens_per_second, speed.tokens_per_second
            if abs(now - told) <= _SAME_SPEED * told:
                return
        self._speeds[speed.folder] = speed
        self._add(Recall(self._home, self._links.trusted, speed=speed))

    def note_place(self, conversation_id: str, place: ReadingPlace | None) -> None:
        """Remember where a conversation is left; None for its end."""
        if place is None and conversation_id not in self._places:
            return
        left = ReadAt(conversation_id, -1) if place is None else ReadAt(conversation_id, place.turn, place.share)
        self._places[conversation_id] = left
        self._add(Recall(self._home, self._links.trusted, place=left))

    def place_of(self, conversation_id: str) -> ReadingPlace | None:
        """Where the conversation was left; None for its end."""
        left = self._places.get(conversation_id)
        return None if left is None or left.turn < 0 else ReadingPlace(left.turn, left.share)

    def finish(self) -> None:
        """Write in this thread what is still to be written, because the window is closing."""
        left = ([self._under_way] if self._under_way else []) + self._waiting
        self._waiting = []
        if self._running is not None:
            self._running.wait()
        self._running = self._under_way = None
        for request in left:
            if request.changes:
                try:
                    recall(request, JobContext())
                except StudioError as error:
                    self._refused(error.message)

    def _add(self, request: Recall) -> None:
        self._waiting = [each for each in self._waiting if each.changes]  # the new one reads it anyway
        self._waiting.append(request)
        if self._under_way is None:
            self._next()

    def _next(self) -> None:
        self._running = self._under_way = None
        if self._waiting:
            self._under_way = self._waiting.pop(0)
            self._running = self._runner.start(
                recall, self._under_way, on_result=self._done, on_error=self._failed, on_cancelled=self._next
            )

    def _done(self, found: Recalled) -> None:
        self._places = {each.conversation: each for each in found.memory.places} | self._places
        self._next()
        self.changed.emit(found)

    def _failed(self, problem: Message) -> None:
        self._next()
        self._refused(problem)

    def _refused(self, problem: Message) -> None:
        if str(problem) not in self._told:
            self._told.add(str(problem))
            self.failed.emit(problem)
