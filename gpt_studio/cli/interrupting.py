"""Run a job in a thread while the main thread waits for signals, so that Ctrl-C works at any moment."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from threading import Thread
from types import FrameType
from typing import TypeVar

from gpt_studio.core.job import JobContext

INTERRUPTED = 130
CAN_BE_NUDGED = hasattr(signal, "SIGCONT")
CAN_HANG_UP = hasattr(signal, "SIGHUP")
_POLL_SECONDS = 0.1
_STOPPING = "Stopping: what was done so far is kept. Press Ctrl-C again to end at once."

Request = TypeVar("Request")
Result = TypeVar("Result")


def run_interruptible(
    job: Callable[[Request, JobContext], Result], request: Request, context: JobContext, note: Callable[[str], None]
) -> Result:
    """Run ``job`` in a thread and return its result. Raises what the job raises.

    Ctrl-C or SIGTERM cancels the job, and ``note`` gets a sentence that says so; a second one ends the process.
    Closing the terminal (SIGHUP, which may come more than once) cancels it too, unless SIGHUP is ignored.
    While the job asks whether to try again (JobContext.ask), Ctrl-C means no, and SIGCONT, which ``fg`` sends, yes.
    ``context`` is told how long the whole process was stopped (from Ctrl-Z until ``fg``).
    """
    outcome: Future[Result] = Future()

    def work() -> None:
        try:
            outcome.set_result(job(request, context))
        except BaseException as error:
            outcome.set_exception(error)

    # A daemon: a job inside a long call of a library does not keep the process alive after a second Ctrl-C.
    worker = Thread(target=work, name="job", daemon=True)
    pulse = _Pulse()
    with _signals_to(context, note, pulse):
        worker.start()
        while worker.is_alive():
            worker.join(_POLL_SECONDS)
            pulse.beat()
    return outcome.result()


class _Pulse:
    """Measures how long the whole process was stopped (Ctrl-Z), from the time of the last :meth:`beat`."""

    def __init__(self) -> None:
        self.beat()

    def beat(self) -> None:
        self._last = time.monotonic()

    def missed(self) -> float:
        """Seconds since the last beat, less the usual time between two beats."""
        missed = time.monotonic() - self._last - _POLL_SECONDS
        self.beat()
        return max(0.0, missed)


@contextlib.contextmanager
def _signals_to(context: JobContext, note: Callable[[str], None], pulse: _Pulse) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        if context.cancelled and not context.asking:
            os._exit(INTERRUPTED)
        context.cancel()
        note(_STOPPING)

    def go_on(_number: int, _frame: FrameType | None) -> None:
        context.note_suspended(pulse.missed())
        if context.asking:
            context.resume()

    def hang_up(_number: int, _frame: FrameType | None) -> None:
        context.leave()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    if CAN_HANG_UP and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup ignores it
        before[signal.SIGHUP] = signal.signal(signal.SIGHUP, hang_up)
    if CAN_BE_NUDGED:
        before[signal.SIGCONT] = signal.signal(signal.SIGCONT, go_on)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
