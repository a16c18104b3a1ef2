"""Runs jobs in worker threads. No other file names QThread.

:class:`Runner` starts a job; its events and its result arrive as calls in the window's thread.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from types import FunctionType, MethodType
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QThread, Signal, Slot

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobCancelled, JobContext

Job = Callable[[Any, JobContext], Any]

_NICER_BY = 10
_TURN_SECONDS = 0.001
"""How long a thread may hold the GIL while the window's thread waits for it. Python's default is five times as long,
and showing a tab takes the GIL dozens of times."""


class _Task(QObject):
    """Runs one job in a worker thread."""

    happened = Signal(object)
    returned = Signal(object)
    refused = Signal(object)
    crashed = Signal(str)
    gave_up = Signal()

    def __init__(self, job: Job, request: Any, heavy: bool) -> None:
        super().__init__()
        self._job = job
        self._request = request
        self._heavy = heavy
        self.context = JobContext(self.happened.emit)

    @Slot()
    def run(self) -> None:
        if self._heavy:
            _lower_own_priority()
        try:
            self.context.raise_if_cancelled()
            result = self._job(self._request, self.context)
        except JobCancelled:
            self.gave_up.emit()
        except StudioError as error:
            self.refused.emit(error)
        except BaseException:  # the thread must end cleanly whatever a job raises
            self.crashed.emit(traceback.format_exc())
        else:
            self.returned.emit(result)


def _lower_own_priority() -> None:
    """Give way to the window's thread. On Linux, threads that the job starts inherit the priority."""
    if sys.platform.startswith("linux"):
        own = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, own, os.getpriority(os.PRIO_PROCESS, own) + _NICER_BY)
    else:
        QThread.currentThread().setPriority(QThread.Priority.LowPriority)


class RunningJob(QObject):
    """A job that runs, as :meth:`Runner.start` returns it. Call its methods in the window's thread only."""

    ended = Signal()

    def __init__(
        self,
        runner: Runner,
        task: _Task,
        on_event: Callable[[Event], None] | None,
        on_result: Callable[[Any], None] | None,
        on_error: Callable[[Message], None] | None,
        on_refusal: Callable[[StudioError], None] | None,
        on_cancelled: Callable[[], None] | None,
    ) -> None:
        super().__init__()
        self._runner = runner
        self._task = task
        self._on_event = on_event
        self._on_result = on_result
        self._on_error = on_error
        self._on_refusal = on_refusal
        self._on_cancelled = on_cancelled
        self._cancelled = False
        self._over = False
        self._thread = QThread(self)
        self._thread.finished.connect(self._delete_after_thread)
        task.moveToThread(self._thread)
        self._thread.started.connect(task.run)
        task.happened.connect(self._event)
        task.returned.connect(self._result)
        task.refused.connect(self._error)
        task.crashed.connect(self._crash)
        task.gave_up.connect(self._job_cancelled)

    @property
    def running(self) -> bool:
        return not self._over

    @property
    def paused(self) -> bool:
        return self._task.context.paused

    def cancel(self) -> None:
        """Ask the job to end. From now on only ``on_cancelled`` is called, once the job has ended."""
        self._cancelled = True
        self._on_event = self._on_result = self._on_error = self._on_refusal = None
        self._task.context.cancel()

    def stop(self) -> None:
        """Ask the job to end and keep what it has; its events and its result or ``on_cancelled`` still arrive."""
        self._task.context.cancel()

    def wrap_up(self) -> None:
        """Ask the job to finish early with a complete result, which arrives as usual."""
        self._task.context.wrap_up()

    def pause(self) -> None:
        self._task.context.pause()

    def resume(self) -> None:
        self._task.context.resume()

    def detach(self) -> None:
        """Call no handler any more; the job goes on."""
        self._on_event = self._on_result = self._on_error = self._on_refusal = self._on_cancelled = None

    def _start(self) -> None:
        self._thread.start()

    def _never_start(self) -> None:
        self._over = True
        self.deleteLater()

    def wait(self) -> None:
        """Ask the job to end and block until it has; no handler is called. For closing only.

        A job that was never started, or whose thread has ended, has no thread any more.
        """
        self.detach()
        self._task.context.leave()
        if self._finish() or self in self._runner._ending:
            self._wait_for_thread()

    @Slot(object)
    def _event(self, event: Event) -> None:
        _call(self._on_event, event)

    @Slot(object)
    def _result(self, result: Any) -> None:
        if self._cancelled:
            self._job_cancelled()
        elif self._finish():
            _call(self._on_result, result)

    @Slot(object)
    def _error(self, error: StudioError) -> None:
        if self._cancelled:
            self._job_cancelled()
        elif self._finish():
            if self._on_refusal is not None:
                _call(self._on_refusal, error)
            else:
                _call(self._on_error, error.message)

    @Slot(str)
    def _crash(self, details: str) -> None:
        if self._finish():
            self._runner.crashed.emit(details)
            _call(
                self._on_cancelled if self._cancelled else self._on_error,
                *([] if self._cancelled else [_unexpected()]),
            )

    @Slot()
    def _job_cancelled(self) -> None:
        if self._finish():
            _call(self._on_cancelled)

    def _finish(self) -> bool:
        """Ask the thread to end without waiting for it; False if that was done before."""
        if self._over:
            return False
        self._over = True
        self._thread.quit()
        self._runner._job_ended(self)
        self.ended.emit()
        return True

    def _wait_for_thread(self) -> None:
        self._thread.quit()
        self._thread.wait()
        self._delete_after_thread()

    @Slot()
    def _delete_after_thread(self) -> None:
        """Delete this object after its thread has ended: destroying a running QThread ends the process."""
        if self._runner._thread_ended(self):
            self.deleteLater()


def _unexpected() -> Message:
    return say("job.unexpected", "Something went wrong inside GPT Studio. The error window has the details to report.")


def _call(handler: Callable[..., None] | None, *values: Any) -> None:
    """Call ``handler`` unless it is a method of a widget that no longer exists, or a function that uses one."""
    if handler is not None and all(map(_exists, _used_by(handler, set()))):
        handler(*values)


def _exists(used: object) -> bool:
    return not isinstance(used, QObject) or shiboken6.isValid(used)


def _used_by(handler: Any, seen: set[int]) -> Iterator[object]:
    """What ``handler`` is a method of, is bound to, or has from where it was made; so too for functions among these."""
    if id(handler) in seen:  # a function can use itself
        return
    seen.add(id(handler))
    used = [getattr(handler, "__self__", None)]
    if isinstance(handler, partial):
        used += [handler.func, *handler.args, *handler.keywords.values()]
    for cell in getattr(handler, "__closure__", None) or ():
        with suppress(ValueError):  # a variable that has no value yet
            used.append(cell.cell_contents)
    for each in used:
        yield each
        if isinstance(each, FunctionType | MethodType | partial):
            yield from _used_by(each, seen)


class Runner(QObject):
    """Starts jobs and knows which are running. One for the whole window."""

    crashed = Signal(str)
    """The traceback of an unexpected exception that ended a job."""
    idle = Signal()
    """Emitted when the last running job has ended, apart from those that mostly wait."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: list[RunningJob] = []
        self._waiting: list[RunningJob] = []
        """Those of the running jobs that mostly wait for someone else."""
        self._ending: list[RunningJob] = []
        """Jobs that have ended and whose threads have not."""
        self._closed = False
        sys.setswitchinterval(_TURN_SECONDS)

    def start(
        self,
        job: Job,
        request: Any,
        *,
        on_event: Callable[[Event], None] | None = None,
        on_result: Callable[[Any], None] | None = None,
        on_error: Callable[[Message], None] | None = None,
        on_refusal: Callable[[StudioError], None] | None = None,
        on_cancelled: Callable[[], None] | None = None,
        heavy: bool = False,
        waits: bool = False,
    ) -> RunningJob:
        """Run ``job(request, context)`` in a thread of its own; the handlers are called in the window's thread.

        Exactly one of ``on_result``, ``on_error`` and ``on_cancelled`` is called at the end. An unexpected exception
        calls ``on_error`` too, and :attr:`crashed` carries its traceback. If ``on_refusal`` is given, it is called with
        a :class:`StudioError` in place of ``on_error``. ``heavy`` lowers the priority of the job's thread. A handler
        that is a method of a destroyed widget, or a function that uses one, is skipped. ``waits``: the job mostly waits
        for someone else, so that it does not count as :attr:`busy`.
        """
        running = RunningJob(self, _Task(job, request, heavy), on_event, on_result, on_error, on_refusal, on_cancelled)
        if self._closed:
            running._never_start()
            return running
        if waits:
            self._waiting.append(running)
        self._running.append(running)
        running._start()
        return running

    @property
    def busy(self) -> bool:
        return len(self._running) > len(self._waiting)

    def cancel_all(self) -> None:
        """Ask every job to end; :attr:`idle` follows if the runner was busy."""
        for running in tuple(self._running):
            running.stop()

    def wait_for_all(self) -> None:
        """Ask every job to end and block until all have. No handler is called, and no job is started any more.

        What follows the end of a job, as a list that is read again, would otherwise start one that outlives the window.
        """
        self._closed = True
        self.cancel_all()
        for running in tuple(self._running):
            running.wait()
        for leaving in tuple(self._ending):
            leaving._wait_for_thread()

    def _job_ended(self, running: RunningJob) -> None:
        self._running.remove(running)
        self._ending.append(running)
        if running in self._waiting:
            self._waiting.remove(running)
        elif not self.busy:
            self.idle.emit()

    def _thread_ended(self, running: RunningJob) -> bool:
        """Remove ``running`` from the jobs whose threads have not ended; False if it was not among them."""
        if running not in self._ending:
            return False
        self._ending.remove(running)
        return True


class LatestWins(QObject):
    """Runs one job at a time, for requests made while someone types; only the newest request's result arrives."""

    def __init__(
        self,
        runner: Runner,
        job: Job,
        *,
        on_result: Callable[[Any], None],
        on_error: Callable[[Message], None] | None = None,
        on_refusal: Callable[[StudioError], None] | None = None,
        on_event: Callable[[Event], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """The handlers are as in :meth:`Runner.start`."""
        super().__init__(parent)
        self._runner = runner
        self._job = job
        self._on_result = on_result
        self._on_error = on_error
        self._on_refusal = on_refusal
        self._on_event = on_event
        self._running: RunningJob | None = None
        self._next: list[Any] = []

    @property
    def busy(self) -> bool:
        return self._running is not None

    def submit(self, request: Any) -> None:
        """Cancel the running request and run this one after it; requests in between are dropped."""
        if self._running is None:
            self._begin(request)
        else:
            self._next = [request]
            self._running.cancel()

    def cancel(self) -> None:
        """Drop all requests; no result arrives."""
        self._next = []
        if self._running is not None:
            self._running.cancel()

    def _begin(self, request: Any) -> None:
        self._running = self._runner.start(
            self._job,
            request,
            on_event=self._on_event,
            on_result=self._result,
            on_error=self._error,
            on_refusal=None if self._on_refusal is None else self._refused,
            on_cancelled=self._go_on,
        )

    def _result(self, result: Any) -> None:
        self._go_on()
        _call(self._on_result, result)

    def _error(self, problem: Message) -> None:
        self._go_on()
        _call(self._on_error, problem)

    def _refused(self, error: StudioError) -> None:
        self._go_on()
        _call(self._on_refusal, error)

    def _go_on(self) -> None:
        self._running = None
        if self._next:
            self._begin(self._next.pop())
