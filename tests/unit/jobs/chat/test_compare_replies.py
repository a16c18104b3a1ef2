"""Several models write after the same words, in turns."""

from pathlib import Path
from typing import Any

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.inference import session
from gpt_studio.inference.host import ModelHost
from gpt_studio.jobs.chat import compare_replies, write_text
from gpt_studio.jobs.chat.compare_replies import Column, ColumnEnded, CompareReplies, InColumn, WritingBegins
from gpt_studio.jobs.chat.write_text import TextPiece, WriteText
from gpt_studio.jobs.models import open_model
from gpt_studio.jobs.models.open_model import OpenModel

REPLY = "The cat sleeps on the warm stone."
WILD = {"temperature": 2.0, "repetition_penalty": 5.0, "top_p": 1.0, "max_new_tokens": 24}


def column(folder: Path, **settings: Any) -> Column:
    return Column(folder, settings=WILD | settings)


def test_equal_columns_have_no_difference_and_others_have(counter: Path) -> None:
    columns = (column(counter), column(counter), column(counter, repetition_penalty=1.0))
    done = compare_replies.run(CompareReplies(columns, "one two", 7), JobContext())
    texts = [each.written.text for each in done.columns if each.written is not None]
    assert len(texts) == 3
    assert texts[0] == texts[1] != texts[2]
    assert done.differ_at[1] is None
    place = done.differ_at[2]
    assert place is not None
    assert done.differ_at[0] == place
    assert texts[0][:place] == texts[2][:place]


def test_the_same_seed_gives_the_text_that_generate_gives(counter: Path) -> None:
    columns = (column(counter), column(counter, temperature=0.9))
    done = compare_replies.run(CompareReplies(columns, "one two", 11, chat=False), JobContext())
    other = compare_replies.run(CompareReplies(columns, "one two", 12, chat=False), JobContext())
    assert other.columns[0].written != done.columns[0].written
    model = open_model.run(OpenModel(counter), JobContext())
    for each, result in zip(columns, done.columns, strict=True):
        sampling = compare_replies.replace(model.defaults, **each.settings, seed=11)  # type: ignore[arg-type]
        alone = write_text.run(WriteText(model, "one two", sampling), JobContext())
        assert result.written is not None
        assert (result.written.text, result.written.tokens, result.written.ended) == (
            alone.text,
            alone.tokens,
            alone.ended,
        )


def test_the_texts_grow_together(counter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_text, "_SECONDS_BETWEEN_EVENTS", 0.0)
    events: list[Event] = []
    columns = (column(counter, min_new_tokens=24),) * 3
    compare_replies.run(CompareReplies(columns, "one", 1), JobContext(events.append))
    told = [each for each in events if isinstance(each, InColumn) and isinstance(each.happened, TextPiece)]
    written = [0, 0, 0]
    for each in told:
        assert isinstance(each.happened, TextPiece)
        written[each.column] = each.happened.tokens
        assert max(written) - min(written) <= 3
    assert min(written) >= 20


def test_they_answer_if_all_have_a_template_and_else_go_on(talker: Path, counter: Path) -> None:
    events: list[Event] = []
    asked = CompareReplies((column(talker, temperature=0.0, repetition_penalty=1.0),) * 2, "hello", 1)
    done = compare_replies.run(asked, JobContext(events.append))
    assert [each.written and each.written.text for each in done.columns] == [REPLY, REPLY]
    assert done.chat
    assert WritingBegins(True) in events
    mixed = CompareReplies((column(talker), column(counter)), "hello", 1)
    assert not compare_replies.run(mixed, JobContext()).chat
    assert not compare_replies.run(compare_replies.replace(asked, chat=False), JobContext()).chat


def test_a_column_that_cannot_write_says_so_and_the_rest_goes_on(counter: Path, tmp_path: Path) -> None:
    events: list[Event] = []
    columns = (column(tmp_path / "nowhere"), column(counter), Column(counter, step=5, settings=WILD))
    done = compare_replies.run(CompareReplies(columns, "one", 1), JobContext(events.append))
    assert [each.problem is None for each in done.columns] == [False, True, False]
    assert done.columns[2].problem is not None
    assert done.columns[2].problem.key == "model.no_checkpoints"
    assert done.differ_at == (None, None, None)
    assert [each.column for each in events if isinstance(each, ColumnEnded)] == [0, 2, 1]


def test_memory_that_runs_out_ends_one_column(counter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step, steps = session.Session.step, []

    def short(self: session.Session, token: int) -> Any:
        steps.append(token)
        if len(steps) == 5:
            raise MemoryError
        return step(self, token)

    monkeypatch.setattr(session.Session, "step", short)
    host = ModelHost()
    columns = (column(counter, min_new_tokens=24), column(counter, min_new_tokens=24))
    done = compare_replies.run(CompareReplies(columns, "one", 1, host=host), JobContext())
    keys = [each.problem.key if each.problem else "" for each in done.columns]
    assert sorted(keys) == ["", "compare.memory"]
    assert not host.models  # both let it go


def test_what_was_written_when_it_is_stopped_is_returned(counter: Path) -> None:
    def stop(event: Event) -> None:
        if isinstance(event, InColumn) and isinstance(event.happened, TextPiece):
            context.cancel()

    context = JobContext(stop)
    columns = (column(counter, max_new_tokens=5000),) * 2
    done = compare_replies.run(CompareReplies(columns, "one", 1), context)
    assert {each.written.ended for each in done.columns if each.written} == {"stopped"}


def test_cancelled_before_all_are_open_nothing_is_written(counter: Path) -> None:
    host = ModelHost()
    context = JobContext(lambda _: context.cancel())
    with pytest.raises(JobCancelled):
        compare_replies.run(CompareReplies((column(counter),) * 2, "one", 1, host=host), context)
    assert not host.models


def test_one_model_is_loaded_once_for_several_columns(counter: Path) -> None:
    host = ModelHost()
    held: list[int] = []

    def look(event: Event) -> None:
        if isinstance(event, WritingBegins):
            held.append(len(host.models))

    columns = (column(counter), column(counter, temperature=0.0))
    compare_replies.run(CompareReplies(columns, "one", 1, host=host), JobContext(look))
    assert held == [1]


@pytest.mark.parametrize("number", [1, 5])
def test_fewer_than_two_or_more_than_four_are_refused(counter: Path, number: int) -> None:
    with pytest.raises(StudioError, match="2 to 4"):
        compare_replies.run(CompareReplies((column(counter),) * number, "one", 1), JobContext())


def test_checkpoints_of_both_kinds_are_offered(tmp_path: Path) -> None:
    for name in ("training/checkpoints/step-000000020", "checkpoint-5", "notes"):
        (tmp_path / name).mkdir(parents=True)
    assert compare_replies.checkpoint_steps(tmp_path, JobContext()) == (5, 20)
    assert compare_replies.checkpoint_steps(tmp_path / "gone", JobContext()) == ()
