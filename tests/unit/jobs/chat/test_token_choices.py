"""What a model could have written instead: the same from its steps and from one reading, as its sampling drew."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.insight.choice import Choice
from gpt_studio.jobs.chat import write_text
from gpt_studio.jobs.chat.score_text import ScoreText
from gpt_studio.jobs.chat.score_text import run as score
from gpt_studio.jobs.chat.token_choices import (
    Choices,
    ReadReply,
    ReadText,
    Reconsider,
    read_reply,
    read_text,
    reconsider,
)
from gpt_studio.jobs.chat.write_text import Chosen, ReplyToChat, ToBeContinued, WriteText
from gpt_studio.jobs.models import open_model
from gpt_studio.jobs.models.open_model import OpenedModel, OpenModel

ASKED = (Turn("user", "Where is the cat?"),)
WILD = Sampling(temperature=1.3, top_k=20, top_p=0.9, repetition_penalty=1.2, max_new_tokens=30, seed=5)


@pytest.fixture(scope="module")
def talking(talker: Path) -> OpenedModel:
    return open_model.run(OpenModel(talker), JobContext())


@pytest.fixture(scope="module")
def counting(counter: Path) -> OpenedModel:
    return open_model.run(OpenModel(counter), JobContext())


def written(job: Callable[[Any, JobContext], Any], request: Any) -> tuple[str, Choices]:
    """The text and its choices as they were reported."""
    events: list[Event] = []
    text = job(replace(request, choices=True), JobContext(events.append)).text
    (before,) = (event.ids for event in events if isinstance(event, ToBeContinued))
    found = tuple(choice for event in events if isinstance(event, Chosen) for choice in event.choices)
    return text, Choices("", before, found)


def same(first: tuple[Choice, ...], second: tuple[Choice, ...]) -> None:
    assert [(each.id, each.shown, each.rank) for each in first] == [(each.id, each.shown, each.rank) for each in second]
    for one, other in zip(first, second, strict=True):
        assert one.log_probability == pytest.approx(other.log_probability, abs=1e-3)
        assert one.odds == pytest.approx(other.odds, abs=1e-3)
        for mine, theirs in zip(one.candidates, other.candidates, strict=True):
            assert mine.probability == pytest.approx(theirs.probability, abs=1e-3)
            assert mine.odds == pytest.approx(theirs.odds, abs=1e-3)


def test_choices_of_a_reply_while_it_is_written_and_read_afterwards(talking: OpenedModel) -> None:
    text, found = written(write_text.reply, ReplyToChat(talking, ASKED, WILD))
    assert "".join(choice.shown for choice in found.choices) == text
    read = read_reply(ReadReply(talking, ASKED, text, WILD), JobContext())
    assert read.before == found.before
    same(found.choices, read.choices)


def test_choices_of_a_text_while_it_is_written_and_read_afterwards(counting: OpenedModel) -> None:
    few = replace(WILD, temperature=1.0, max_new_tokens=8)  # within the context
    text, found = written(write_text.run, WriteText(counting, "one two three four", few))
    assert "".join(choice.shown for choice in found.choices) == text
    read = read_text(ReadText(counting, "one two three four" + text, few), JobContext())
    last = len(found.choices)
    assert [each.id for each in read.choices[-last:]] == [each.id for each in found.choices]
    for one, other in zip(found.choices, read.choices[-last:], strict=True):
        assert one.log_probability == pytest.approx(other.log_probability, abs=1e-3)


def test_the_drawn_token_is_among_those_that_the_filters_kept(counting: OpenedModel) -> None:
    _, found = written(write_text.run, WriteText(counting, "one two", replace(WILD, top_k=3)))
    for choice in found.choices:
        kept = [candidate for candidate in choice.candidates if candidate.odds]
        assert len(kept) <= 3
        assert choice.id in [candidate.id for candidate in kept]
        assert choice.rank == 1 + [candidate.id for candidate in choice.candidates].index(choice.id)
        assert [each.probability for each in choice.candidates] == sorted(
            (each.probability for each in choice.candidates), reverse=True
        )


def test_the_likeliest_alone_is_drawn_at_temperature_0(counting: OpenedModel) -> None:
    _, found = written(write_text.run, WriteText(counting, "one two", replace(WILD, temperature=0)))
    assert {choice.odds for choice in found.choices} == {1.0}


def test_a_text_is_read_as_it_is_scored(counting: OpenedModel) -> None:
    text = "one two three   seven"
    scored = score(ScoreText(counting, text), JobContext())
    read = read_text(ReadText(counting, text, counting.defaults), JobContext())
    assert read.unread + "".join(choice.shown for choice in read.choices) == text
    expected = [token.logprob for token in scored.tokens if token.logprob is not None]
    assert [choice.log_probability for choice in read.choices] == pytest.approx(expected, abs=1e-4)


def test_a_place_is_thought_of_again(talking: OpenedModel) -> None:
    _, found = written(write_text.reply, ReplyToChat(talking, ASKED, WILD))
    place = 3
    ids = tuple(choice.id for choice in found.choices[:place])
    again = reconsider(Reconsider(talking, found.before, ids, WILD), JobContext())
    for mine, theirs in zip(again.candidates(WILD), found.choices[place].candidates, strict=True):
        assert (mine.id, mine.text) == (theirs.id, theirs.text)
        assert mine.odds == pytest.approx(theirs.odds, abs=1e-3)
    assert again.candidates(replace(WILD, temperature=0))[0].odds == 1.0


def test_a_reply_goes_on_from_its_own_tokens(talking: OpenedModel) -> None:
    still = replace(WILD, temperature=0, repetition_penalty=1.0)
    text, found = written(write_text.reply, ReplyToChat(talking, ASKED, still))
    begun = found.choices[:3]
    shown = "".join(choice.shown for choice in begun)
    request = ReplyToChat(talking, ASKED, still, shown, tuple(choice.id for choice in begun))
    rest, choices = written(write_text.reply, request)
    assert shown + rest == text
    assert "".join(choice.shown for choice in choices.choices) == rest
    assert choices.before == found.before + tuple(choice.id for choice in begun)


def test_the_end_of_a_reply_is_a_candidate(talking: OpenedModel) -> None:
    text, found = written(write_text.reply, ReplyToChat(talking, ASKED, replace(WILD, temperature=0)))
    ids = tuple(choice.id for choice in found.choices)
    again = reconsider(Reconsider(talking, found.before, ids, WILD), JobContext())
    assert again.candidates(WILD)[0].ends
    assert text


def test_reading_can_be_cancelled(counting: OpenedModel) -> None:
    context = JobContext()
    context.cancel()
    with pytest.raises(JobCancelled):
        read_text(ReadText(counting, "one two three", counting.defaults), context)


def test_a_model_without_a_template_has_no_replies_to_read(counting: OpenedModel) -> None:
    with pytest.raises(StudioError) as refused:
        read_reply(ReadReply(counting, ASKED, "one", counting.defaults), JobContext())
    assert refused.value.message.key == "chat.no_template"
