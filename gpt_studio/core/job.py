"""How a long job talks to whoever started it: events out; cancel, pause and resume in.

A job is a plain function ``run(request, context) -> result``. It never knows about threads or windows.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum

from gpt_studio.core.events import Event


class JobCancelled(Exception):
    """Raised by a job that stopped because it was asked to, after saving what must be kept."""


class Answer(Enum):
    """What a person says to a job that cannot go on by itself; SILENCE if the time was over."""

    TRY_AGAIN = "try again"
    GIVE_UP = "give up"
    SILENCE = "silence"


class JobContext:
    """The line between a job and its starter. Every method may be called from any thread."""

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
        """Report ``event`` unless this job has reported the same so before."""
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
        """Seconds in all during which the whole process was stopped, by Ctrl-Z for example."""
        return self._suspended

    def note_suspended(self, seconds: float) -> None:
        """To be called when the process goes on after it was stopped."""
        self._suspended += seconds

    @property
    def wrapping_up(self) -> bool:
        return self._wrapping_up.is_set()

    def wrap_up(self) -> None:
        """Ask the job to come to a good end soon, as if little were left to do; a paused job wakes up to do so."""
        self._wrapping_up.set()
        self._running.set()

    def cancel(self) -> None:
        """Ask the job to stop; a paused job wakes up to do so."""
        self._cancelled.set()
        self._running.set()
        self._say(Answer.GIVE_UP)

    def pause(self) -> None:
        if not self.cancelled:
            self._running.clear()

    def resume(self) -> None:
        """End a pause, or let a job that asked try again."""
        self._running.set()
        self._say(Answer.TRY_AGAIN)

    @property
    def asking(self) -> bool:
        """Whether the job waits for an answer."""
        return self._asking

    def leave(self) -> None:
        """Ask the job to stop, and let it know that nobody will answer it any more."""
        self._alone = True
        self.cancel()

    def ask(self, event: Event, seconds: float) -> Answer:
        """Report ``event``, which is a question, and block until :meth:`resume` or :meth:`cancel` is called from now
        on, or until ``seconds`` are over. A question that was asked before is answered thereby, too."""
        self._answered.clear()
        self._answer = Answer.SILENCE
        self._asking = True
        try:
            self.emit(event)
            return self.wait_for_answer(seconds)
        finally:
            self._asking = False

    def wait_for_answer(self, seconds: float) -> Answer:
        """Go on waiting for the answer to :meth:`ask`."""
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
        """Block, without using the processor, until resumed or cancelled."""
        self._running.wait()

    def raise_if_cancelled(self) -> None:
        """Raise :class:`JobCancelled` if the job was asked to stop."""
        if self.cancelled:
            raise JobCancelled


class Unreported(JobContext):
    """For a part of a job that is not worth a word: it is cancelled with ``whole``, and reports nothing."""

    def __init__(self, whole: JobContext) -> None:
        super().__init__()
        self._whole = whole

    @property
    def cancelled(self) -> bool:
        return self._whole.cancelled
