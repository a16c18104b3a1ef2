"""Helping threads come when they are called, and end when nobody needs them."""

import threading

import pytest

from gpt_studio.inference import crew
from gpt_studio.inference.crew import Crew


@pytest.fixture
def short_wait(monkeypatch):
    monkeypatch.setattr(crew, "_IDLE_SECONDS", 0.05)


def test_a_call_is_made_in_so_many_threads_at_the_same_time(short_wait):
    met = threading.Barrier(3)
    here = threading.get_ident()
    seen = []

    def call():
        seen.append(threading.get_ident())
        met.wait(timeout=60)

    Crew().help(call, 2)
    met.wait(timeout=60)
    assert len(set(seen)) == 2
    assert here not in seen


def test_threads_end_when_nobody_calls_and_come_again(short_wait):
    helping = Crew()
    made = []
    for _ in range(2):
        done = threading.Event()
        helping.help(lambda done=done: made.append(threading.current_thread()) or done.set(), 1)
        assert done.wait(timeout=60)
        made[-1].join(timeout=60)
        assert not made[-1].is_alive()
    assert made[0] is not made[1]


def test_what_still_waits_is_not_called_twice(short_wait):
    helping = Crew()
    begun, go_on, calls = threading.Event(), threading.Event(), []

    def first():
        begun.set()
        go_on.wait(timeout=60)

    helping.help(first, 1)
    assert begun.wait(timeout=60)
    last = threading.Event()
    for _ in range(5):
        helping.help(lambda: calls.append(1) or last.set(), 1)
    go_on.set()
    assert last.wait(timeout=60)
    helping.help(last.clear, 1)
    while last.is_set():
        pass
    assert calls == [1]
