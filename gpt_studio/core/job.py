"""How a long job talks to whoever started it: events out; cancel, pause and resume in.

A job is a plain function ``run(request, context) -> result``. It never knows about threads or windows.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from gpt_studio.core.events import Event


class JobCancelled(Exception):
    """Raised by a job that stopped because it was asked to, after saving what must be kept."""


class JobContext:
    """The line between a job and its starter. Every method may be called from any thread."""

    def __init__(self, emit: Callable[[Event], None] | None = None) -> None:
        self._emit = emit
        self._cancelled = threading.Event()
        self._wrapping_up = threading.Event()
        self._running = threading.Event()
        self._running.set()

    def emit(self, event: Event) -> None:
        """Report ``event`` to the starter."""
        if self._emit is not None:
            self._emit(event)

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    @property
    def paused(self) -> bool:
        return not self._running.is_set()

    @property
    def wrapping_up(self) -> bool:
        return self._wrapping_up.is_set()

    def wrap_up(self) -> None:
        """Ask the job to come to its end now, as if there were nothing more to do; a paused job wakes up to do so."""
        self._wrapping_up.set()
        self._running.set()

    def cancel(self) -> None:
        """Ask the job to stop; a paused job wakes up to do so."""
        self._cancelled.set()
        self._running.set()

    def pause(self) -> None:
        if not self.cancelled:
            self._running.clear()

    def resume(self) -> None:
        self._running.set()

    def wait_while_paused(self) -> None:
        """Block, without using the processor, until resumed or cancelled."""
        self._running.wait()

    def raise_if_cancelled(self) -> None:
        """Raise :class:`JobCancelled` if the job was asked to stop."""
        if self.cancelled:
            raise JobCancelled
