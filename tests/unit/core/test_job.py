"""JobContext, used from several threads."""

import threading

import pytest

from gpt_studio.core.errors import say
from gpt_studio.core.events import Event, Log
from gpt_studio.core.job import Answer, JobCancelled, JobContext


def test_events_reach_the_starter() -> None:
    heard: list[Event] = []
    JobContext(heard.append).emit(Log(say("x", "Hello")))
    JobContext().emit(Log(say("x", "Nobody listens")))
    assert [str(event.what) for event in heard if isinstance(event, Log)] == ["Hello"]


def test_cancelling_is_seen_and_raised() -> None:
    context = JobContext()
    context.raise_if_cancelled()
    context.cancel()
    assert context.cancelled
    with pytest.raises(JobCancelled):
        context.raise_if_cancelled()


def test_a_pause_holds_the_job_until_it_is_resumed() -> None:
    context, waiting, passed = JobContext(), threading.Event(), threading.Event()

    def job() -> None:
        waiting.set()
        context.wait_while_paused()
        passed.set()

    context.pause()
    assert context.paused
    thread = threading.Thread(target=job)
    thread.start()
    assert waiting.wait(10)
    assert not passed.wait(0.05)
    context.resume()
    assert passed.wait(10)
    thread.join()
    assert not context.paused


def test_cancelling_wakes_a_paused_job_and_it_cannot_be_paused_again() -> None:
    context = JobContext()
    context.pause()
    context.cancel()
    assert not context.paused
    context.pause()
    assert not context.paused
    context.wait_while_paused()


def test_a_question_is_answered_from_then_on_and_silence_is_an_answer() -> None:
    question = Log(say("x", "Again?"))
    context = JobContext()
    context.resume()
    assert context.ask(question, 0.0) is Answer.SILENCE
    again = JobContext(lambda _: again.resume())
    assert again.ask(question, 60.0) is Answer.TRY_AGAIN
    given_up = JobContext(lambda _: given_up.cancel())
    assert given_up.ask(question, 60.0) is Answer.GIVE_UP
    assert given_up.cancelled
    assert not given_up.asking


def test_who_has_left_answers_every_question_with_giving_up() -> None:
    context = JobContext()
    context.leave()
    assert context.cancelled
    assert context.ask(Log(say("x", "Again?")), 60.0) is Answer.GIVE_UP


def test_the_time_during_which_the_process_was_stopped_adds_up() -> None:
    context = JobContext()
    assert context.suspended == 0
    context.note_suspended(1.5)
    context.note_suspended(2.0)
    assert context.suspended == 3.5


def test_who_waits_longer_for_an_answer_is_still_asking() -> None:
    context, over = JobContext(), threading.Event()

    def answer_as_soon_as_asked() -> None:
        while not over.wait(0.001):
            if context.asking:
                context.resume()
                return

    assert context.ask(Log(say("test.question", "Well?")), 0.0) is Answer.SILENCE
    answering = threading.Thread(target=answer_as_soon_as_asked)
    answering.start()
    answer = context.wait_for_answer(5.0)
    over.set()
    answering.join()
    assert answer is Answer.TRY_AGAIN
    assert not context.asking
