"""Connects a long job with the code that started it: the job emits events; the starter cancels, pauses and resumes.

A job is a plain function ``run(request, context) -> result`` that knows nothing about threads or windows.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum

from gpt_studio.core.events import Event


class JobCancelled(Exception):
    """Raised by a job that stopped on request, after saving what must be kept."""


class Answer(Enum):
    """A person's answer to a question of a job; SILENCE if none came in time."""

    TRY_AGAIN = "try again"
    GIVE_UP = "give up"
    SILENCE = "silence"


class JobContext:
    """Passes events, requests and answers between a job and its starter. All methods may be called from any thread."""

    def __init__(self, emit: Callable[[Event], None] | None = None) -> None:
        self._emit = emit
        self._cancelled = threading.Event()
        self._wrapping_up = threading.Event()
        self._running = threading.Event()
        self._running.set()
        self._answered = threading.Event()
        self._answer = Answer.SILENCE
        self._alone = False
        self._asking = False
        self._suspended = 0.0
        self._said: list[Event] = []

    def emit(self, event: Event) -> None:
        """Report ``event`` to the starter."""
        if self._emit is not None:
            self._emit(event)

    def emit_once(self, event: Event) -> None:
        """Report ``event`` unless an equal one was reported by this method before."""
        if event not in self._said:
            self._said.append(event)
            self.emit(event)

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    @property
    def paused(self) -> bool:
        return not self._running.is_set()

    @property
    def suspended(self) -> float:
        """Total seconds during which the whole process was suspended, for example by Ctrl-Z."""
        return self._suspended

    def note_suspended(self, seconds: float) -> None:
        """Add to :attr:`suspended`; called when the process continues after a suspension."""
        self._suspended += seconds

    @property
    def wrapping_up(self) -> bool:
        return self._wrapping_up.is_set()

    def wrap_up(self) -> None:
        """Ask the job to finish early with a complete result; ends a pause."""
        self._wrapping_up.set()
        self._running.set()

    def cancel(self) -> None:
        """Ask the job to stop; ends a pause and answers an open question with GIVE_UP."""
        self._cancelled.set()
        self._running.set()
        self._say(Answer.GIVE_UP)

    def pause(self) -> None:
        if not self.cancelled:
            self._running.clear()

    def resume(self) -> None:
        """End a pause, or answer an open question with TRY_AGAIN."""
        self._running.set()
        self._say(Answer.TRY_AGAIN)

    @property
    def asking(self) -> bool:
        """Whether the job is waiting for an answer."""
        return self._asking

    def leave(self) -> None:
        """Cancel the job, and answer all its later questions with GIVE_UP at once."""
        self._alone = True
        self.cancel()

    def ask(self, event: Event, seconds: float) -> Answer:
        """Report ``event``, a question, and block until the next :meth:`resume` or :meth:`cancel`, at most ``seconds``.

        Earlier answers do not count; the new one also answers a question that was asked before.
        """
        self._answered.clear()
        self._answer = Answer.SILENCE
        self._asking = True
        try:
            self.emit(event)
            return self.wait_for_answer(seconds)
        finally:
            self._asking = False

    def wait_for_answer(self, seconds: float) -> Answer:
        """Wait up to ``seconds`` more for the answer to :meth:`ask`."""
        if self._alone:
            return Answer.GIVE_UP
        self._asking = True
        try:
            self._answered.wait(seconds)
        finally:
            self._asking = False
        return self._answer

    def _say(self, answer: Answer) -> None:
        self._answer = answer
        self._answered.set()

    def wait_while_paused(self) -> None:
        """Block until resumed or cancelled, without using the processor."""
        self._running.wait()

    def raise_if_cancelled(self) -> None:
        """Raise :class:`JobCancelled` if the job was asked to stop."""
        if self.cancelled:
            raise JobCancelled


class Unreported(JobContext):
    """Context for a part of a job: it is cancelled together with ``whole``, and reports nothing."""

    def __init__(self, whole: JobContext) -> None:
        super().__init__()
        self._whole = whole

    @property
    def cancelled(self) -> bool:
        return self._whole.cancelled
