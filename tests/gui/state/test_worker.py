from __future__ import annotations

import os
import sys
import threading
from dataclasses import dataclass
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication

from gpt_studio.core.errors import StudioError, say
from gpt_studio.core.events import Log
from gpt_studio.core.job import JobContext
from gpt_studio.ui.state.worker import LatestWins, Runner


@dataclass(frozen=True)
class Request:
    events: int = 0
    wait: bool = False


def work(request: Request, context: JobContext) -> int:
    """Emits its events and returns how many; with ``wait`` it goes on until cancelled."""
    for number in range(request.events):
        context.raise_if_cancelled()
        context.emit(Log(say("event", "{number}", number=number)))
    turn = threading.Event()
    while request.wait:
        context.raise_if_cancelled()
        turn.wait(0.001)
    return request.events


def test_events_and_the_result_arrive_in_order_in_the_windows_thread(qtbot, runner):
    seen: list[object] = []
    threads: set[QThread] = set()

    def note(value: object) -> None:
        seen.append(value)
        threads.add(QThread.currentThread())

    with qtbot.waitSignal(runner.idle):
        runner.start(work, Request(events=50), on_event=lambda event: note(str(event.what)), on_result=note)
    assert seen == [str(number) for number in range(50)] + [50]
    assert threads == {QApplication.instance().thread()}


def test_an_expected_error_arrives_as_a_message(qtbot, runner):
    def fail(_request, _context):
        raise StudioError("corpus.empty", "{name} is empty.", name="Tales")

    problems = []
    with qtbot.waitSignal(runner.idle):
        runner.start(fail, None, on_error=problems.append)
    assert [str(problem) for problem in problems] == ["Tales is empty."]


def test_an_unexpected_exception_carries_its_traceback_and_ends_the_job_with_an_error(qtbot):
    def fail(_request, _context):
        return {}["missing"]

    runner = Runner()
    crashes, problems = [], []
    runner.crashed.connect(crashes.append)
    with qtbot.waitSignal(runner.idle):
        runner.start(fail, None, on_error=problems.append)
    assert "KeyError: 'missing'" in crashes[0]
    assert [problem.key for problem in problems] == ["job.unexpected"]


def test_after_cancel_nothing_but_the_cancellation_arrives(qtbot, runner):
    seen: list[str] = []
    running = runner.start(
        work,
        Request(events=2000, wait=True),
        on_event=lambda event: seen.append("event"),
        on_result=lambda result: seen.append("result"),
        on_cancelled=lambda: seen.append("cancelled"),
    )
    qtbot.waitUntil(lambda: "event" in seen)
    with qtbot.waitSignal(runner.idle):
        running.cancel()
        seen.clear()
    assert seen == ["cancelled"]


def test_a_stopped_job_still_delivers_what_it_has(qtbot, runner):
    def save_and_return(_request, context):
        context.emit(Log(say("started", "Started")))
        turn = threading.Event()
        while not context.cancelled:
            turn.wait(0.001)
        context.emit(Log(say("saved", "Saved")))
        return "what was done"

    seen = []
    running = runner.start(save_and_return, None, on_event=lambda e: seen.append(str(e.what)), on_result=seen.append)
    qtbot.waitUntil(lambda: seen == ["Started"])
    with qtbot.waitSignal(runner.idle):
        running.stop()
    assert seen == ["Started", "Saved", "what was done"]


def test_a_paused_job_stands_still_until_resumed(qtbot, runner):
    def count(_request, context):
        for number in range(5):
            context.wait_while_paused()
            context.emit(Log(say("n", "{n}", n=number)))
            if number == 0:
                context.pause()
        return 5

    events, results = [], []
    running = runner.start(count, None, on_event=events.append, on_result=results.append)
    qtbot.waitUntil(lambda: len(events) == 1 and running.paused)
    qtbot.wait(20)
    assert len(events) == 1
    with qtbot.waitSignal(runner.idle):
        running.resume()
    assert results == [5]


def test_a_detached_job_delivers_nothing(qtbot, runner):
    seen = []
    with qtbot.waitSignal(runner.idle):
        running = runner.start(work, Request(events=5), on_event=seen.append, on_result=seen.append)
        running.detach()
    assert seen == []


def test_a_widget_that_is_gone_is_not_called(qtbot, runner):
    calls = []

    class Receiver(QObject):
        def take(self, result):
            calls.append(result)

    receiver = Receiver()
    with qtbot.waitSignal(runner.idle):
        runner.start(work, Request(events=3), on_result=receiver.take)
        shiboken6.delete(receiver)
    assert calls == []


class _Receiver(QObject):
    def take(self, number: int = 0) -> None:
        self.setObjectName(str(number))


def _using(receiver):
    return lambda: receiver.take()


def _using_a_function_that_uses(receiver):
    inner = _using(receiver)
    return lambda: inner()


def _bound_to(receiver):
    return partial(_Receiver.take, receiver, number=1)


def _bound_to_a_method_of(receiver):
    return partial(receiver.take, 1)


@pytest.mark.parametrize("uses", [_using, _using_a_function_that_uses, _bound_to, _bound_to_a_method_of])
def test_a_function_that_uses_a_widget_that_is_gone_is_not_called(qtbot, runner, uses, monkeypatch):
    called = []
    monkeypatch.setattr(_Receiver, "take", lambda _self, number=0: called.append(number))
    gone, here = _Receiver(), _Receiver()
    for receiver in (here, gone):
        with qtbot.waitSignal(runner.idle):
            running = runner.start(work, Request(wait=True), on_cancelled=uses(receiver))
            if receiver is gone:
                shiboken6.delete(gone)
            running.cancel()
    assert len(called) == 1


def test_a_function_with_a_variable_that_has_no_value_yet_is_called(qtbot, runner):
    called = []
    with qtbot.waitSignal(runner.idle):
        runner.start(work, Request(), on_result=lambda _done: called.append(len(called) and later))
    later = True
    assert called == [0]
    assert later


def test_two_hundred_starts_and_cancels_end_each_job_exactly_once(qtbot, runner):
    ends: list[int] = []
    for number in range(200):
        running = runner.start(
            work,
            Request(events=number % 7, wait=number % 3 == 0),
            on_result=lambda _result, number=number: ends.append(number),
            on_cancelled=lambda number=number: ends.append(number),
        )
        if number % 2 == 0 or number % 3 == 0:
            running.cancel()
        if number % 5 == 0:
            QApplication.processEvents()
    qtbot.waitUntil(lambda: not runner.busy, timeout=30_000)
    assert sorted(ends) == list(range(200))


def test_waiting_for_all_ends_running_and_paused_jobs(runner):
    seen = []
    for _ in range(8):
        runner.start(work, Request(wait=True), on_cancelled=lambda: seen.append("cancelled"))
    runner.start(work, Request(wait=True)).pause()
    runner.wait_for_all()
    QApplication.processEvents()
    assert not runner.busy
    assert seen == []


def test_a_job_that_waits_for_others_does_not_count_as_busy(qtbot, runner):
    waiting = runner.start(work, Request(wait=True), waits=True)
    assert not runner.busy
    with qtbot.waitSignal(runner.idle):
        runner.start(work, Request())
    assert waiting.running
    idle = []
    runner.idle.connect(lambda: idle.append(True))
    with qtbot.waitSignal(waiting.ended):
        waiting.cancel()
    assert idle == []


def test_only_the_newest_of_many_requests_is_answered(qtbot, runner):
    started, answers = [], []

    def answer(request, context):
        started.append(request)
        turn = threading.Event()
        while request == "a":
            context.raise_if_cancelled()
            turn.wait(0.001)
        return request.upper()

    latest = LatestWins(runner, answer, on_result=answers.append, parent=runner)
    for request in "abcdef":
        latest.submit(request)
    qtbot.waitUntil(lambda: not latest.busy)
    assert answers == ["F"]
    assert set(started) <= {"a", "f"}


def test_a_heavy_job_gives_way_to_the_window(qtbot, runner):
    results = []
    with qtbot.waitSignal(runner.idle):
        runner.start(
            lambda _request, _context: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()),
            None,
            on_result=results.append,
            heavy=True,
        )
    own = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    assert results[0] == min(own + 10, 19)


def test_the_end_of_a_job_does_not_hold_the_window_up(qtbot, runner, monkeypatch):
    waited = []
    wait = QThread.wait
    monkeypatch.setattr(QThread, "wait", lambda *given: (waited.append("here"), wait(*given))[1])
    with qtbot.waitSignal(runner.idle):
        runner.start(work, Request(events=3))
    assert waited == []
    qtbot.waitUntil(lambda: not runner._ending)


def test_waiting_for_all_also_waits_for_threads_of_jobs_that_are_over(qtbot, runner):
    with qtbot.waitSignal(runner.idle):
        for _ in range(5):
            running = runner.start(work, Request(events=3))
    runner.wait_for_all()
    assert not shiboken6.isValid(running._thread) or not running._thread.isRunning()
    assert not runner._ending


def test_a_computing_job_lets_the_window_have_python_soon(runner):
    assert sys.getswitchinterval() <= 0.001


def test_a_job_that_is_over_or_was_never_started_can_be_waited_for(qtbot):
    runner = Runner()
    ended = runner.start(work, Request(), on_result=lambda _: None)
    qtbot.waitUntil(lambda: not shiboken6.isValid(ended))
    ended.wait()
    runner.wait_for_all()
    never = runner.start(work, Request())
    qtbot.waitUntil(lambda: not shiboken6.isValid(never))
    never.wait()
    assert not ended.running
    assert not never.running
