"""The cache of a conversation: what is read again, and that the scores do not depend on it."""

import pytest
import torch
from tiny_models import CASES, make

from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.inference.engine import Engine
from gpt_studio.inference.session import Session
from gpt_studio.models.registry import family

IDS = torch.randint(0, 300, (64,), generator=torch.Generator().manual_seed(2)).tolist()


def engine(case, **options):
    known = family(CASES[case]["model_type"])
    config = known.config.from_hf(make(CASES[case] | options).config.to_dict())
    model = known.model(config).eval()
    model.initialise(torch.Generator().manual_seed(0))
    return Engine(model)


@pytest.fixture(scope="module")
def qwen3():
    return engine("qwen3")


def same(session, ids, **options):
    """Whether the session says after ``ids`` what a new one says."""
    found = session.prefill(ids, **options)
    torch.testing.assert_close(found, Session(session._engine).prefill(ids), rtol=0, atol=1e-5)
    return True


def test_the_common_prefix_is_not_read_again(qwen3):
    session = Session(qwen3)
    assert same(session, IDS[:20])
    assert session.reused == 0
    assert same(session, IDS[:40])
    assert session.reused == 20
    edited = [*IDS[:10], 7, *IDS[11:30]]
    assert session.in_common(edited) == 10
    assert same(session, edited)
    assert session.reused == 10
    assert same(session, edited)
    assert session.reused == 29  # the last token is read again, for its scores
    assert same(session, IDS[:5])


def test_what_was_written_belongs_to_the_prefix(qwen3):
    session = Session(qwen3)
    session.prefill(IDS[:20])
    for token in IDS[20:25]:
        session.step(token)
    assert same(session, IDS[:30])
    assert session.reused == 25


def test_a_text_longer_than_the_context_is_seen_from_its_end(qwen3):
    session = Session(qwen3)
    long = [5, *IDS, 6]
    torch.testing.assert_close(session.prefill(long), Session(qwen3).prefill(long[-64:]))
    assert session.full
    session.step(3)
    assert list(session.ids) == [*long[-31:], 3]
    assert not session.full


@pytest.mark.parametrize("case", ["phi3 longrope", "gemma3_text"])
def test_texts_around_the_length_where_positions_change_their_meaning(case):
    session = Session(engine(case))
    for length in (20, 24, 25, 30, 24, 23, 40, 10):
        assert same(session, IDS[:length])
    for length in range(10, 30):
        torch.testing.assert_close(
            session.step(IDS[length]), Session(session._engine).prefill(IDS[: length + 1]), rtol=0, atol=1e-5
        )


def test_a_long_text_is_read_in_portions_and_can_be_cancelled(qwen3, monkeypatch):
    monkeypatch.setattr("gpt_studio.inference.session._READ_AT_ONCE", 7)
    context = JobContext()
    session = Session(qwen3)
    assert same(session, IDS[:30], context=context)
    context.cancel()
    with pytest.raises(JobCancelled):
        session.prefill(IDS[5:60], context)
    assert session.in_common(IDS[5:60]) == 7
    assert same(session, IDS[5:60])


def test_the_memory_of_a_session_is_known(qwen3):
    session = Session(qwen3)
    session.prefill(IDS[:3])
    assert session.size == 2 * 3 * 2 * 64 * 12 * 4  # keys and values of 3 layers, 2 heads, 64 positions


def test_a_text_has_at_least_one_token(qwen3):
    with pytest.raises(ValueError, match="at least one token"):
        Session(qwen3).prefill([])
