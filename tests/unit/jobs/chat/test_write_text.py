"""Writing with models that have learned something: what arrives, how it ends, what is said when it cannot be."""

from dataclasses import replace
from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.documents import Turn
from gpt_studio.jobs.chat import write_text
from gpt_studio.jobs.chat.write_text import ReplyToChat, TextPiece, WriteText, WritingStarted
from gpt_studio.jobs.models import open_model
from gpt_studio.jobs.models.open_model import OpenedModel, OpenModel

REPLY = "The cat sleeps on the warm stone."


@pytest.fixture(scope="module")
def talking(talker: Path) -> OpenedModel:
    return open_model.run(OpenModel(talker), JobContext())


@pytest.fixture(scope="module")
def counting(counter: Path) -> OpenedModel:
    return open_model.run(OpenModel(counter), JobContext())


def test_a_reply_arrives_in_pieces_and_ends_by_itself(talking: OpenedModel) -> None:
    events: list[Event] = []
    asked = ReplyToChat(talking, (Turn("user", "Where is the cat?"),), talking.defaults)
    written = write_text.reply(asked, JobContext(events.append))
    assert (written.text, written.ended) == (REPLY, "end")
    assert events[0] == WritingStarted(written.prompt_tokens)
    pieces = [event for event in events if isinstance(event, TextPiece)]
    assert "".join(piece.text for piece in pieces) == written.text
    assert pieces[-1].tokens == written.tokens > 1
    assert written.tokens_per_second > 0


def test_a_text_goes_on_from_its_prompt_up_to_the_maximum_length(counting: OpenedModel) -> None:
    sampling = replace(counting.defaults, max_new_tokens=12)
    written = write_text.run(WriteText(counting, "one two three four", sampling), JobContext())
    assert written.text.startswith(" five six")
    assert (written.tokens, written.ended) == (12, "length")


def test_an_empty_prompt_begins_a_new_text(counting: OpenedModel) -> None:
    events: list[Event] = []
    written = write_text.run(WriteText(counting, "", counting.defaults), JobContext(events.append))
    assert (written.prompt_tokens, events[0]) == (1, WritingStarted(1))


def test_stopping_keeps_what_was_written_so_far(counting: OpenedModel) -> None:
    pieces: list[str] = []

    def stop_at_the_third(event: Event) -> None:
        if isinstance(event, TextPiece):
            pieces.append(event.text)
            if len(pieces) == 3:
                context.cancel()

    context = JobContext(stop_at_the_third)
    sampling = replace(counting.defaults, max_new_tokens=1_000_000)
    written = write_text.run(WriteText(counting, "one two", sampling), context)
    assert written.ended == "stopped"
    assert written.text.startswith("".join(pieces[:3]))
    assert written.text == "".join(pieces)


def test_the_same_seed_writes_the_same(counting: OpenedModel) -> None:
    wild = replace(counting.defaults, temperature=2.0, top_k=0, top_p=1.0, seed=7)
    texts = [write_text.run(WriteText(counting, "one", wild), JobContext()).text for _ in range(2)]
    other = write_text.run(WriteText(counting, "one", replace(wild, seed=8)), JobContext()).text
    assert texts[0] == texts[1] != other


def test_turns_that_do_not_fit_are_counted(talking: OpenedModel) -> None:
    events: list[Event] = []
    turns = (*(Turn("user", "Where is the cat?"), Turn("assistant", REPLY)) * 6, Turn("user", "Why?"))
    write_text.reply(ReplyToChat(talking, turns, talking.defaults), JobContext(events.append))
    started = events[0]
    assert isinstance(started, WritingStarted)
    assert started.dropped_turns > 0
    assert started.prompt_tokens + talking.defaults.max_new_tokens <= talking.context_length


def test_a_model_without_a_template_says_so(counting: OpenedModel) -> None:
    with pytest.raises(StudioError, match="counter has no chat template"):
        write_text.reply(ReplyToChat(counting, (Turn("user", "hello"),), counting.defaults), JobContext())
