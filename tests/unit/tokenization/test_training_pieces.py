from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gpt_studio.core.events import Event, Log
from gpt_studio.core.job import JobContext
from gpt_studio.tokenization.training_pieces import UNBROKEN_LIMIT, training_pieces


@given(st.lists(st.text(alphabet="ab .,\n漢🙂", max_size=60).map(lambda text: text * 700), max_size=3))
def test_pieces_are_small_and_lose_nothing(texts: list[str]) -> None:
    pieces = list(training_pieces(texts, JobContext()))
    assert "".join(pieces) == "".join(texts)
    assert all(0 < len(piece.encode()) <= 1 << 16 for piece in pieces)


def test_words_stay_whole() -> None:
    pieces = list(training_pieces(["word  another\n" * 5000], JobContext()))
    assert len(pieces) > 3
    assert all(piece.strip() and piece[0].isspace() for piece in pieces[1:])
    assert {word for piece in pieces for word in piece.split()} == {"word", "another"}


def test_without_white_space_the_cut_is_after_a_punctuation_mark() -> None:
    pieces = list(training_pieces(["天气很好，" * 10_000], JobContext()))
    assert len(pieces) > 2
    assert all(piece.endswith("，") for piece in pieces)


def test_of_endless_letters_only_the_first_part_is_used_and_that_is_said() -> None:
    events: list[Event] = []
    pieces = list(training_pieces(["acgt" * (UNBROKEN_LIMIT // 2) + " end"], JobContext(events.append)))
    assert UNBROKEN_LIMIT <= sum(map(len, pieces)) < UNBROKEN_LIMIT * 1.02
    assert max(map(len, pieces[:-1])) <= 256
    assert [event.level for event in events if isinstance(event, Log)] == ["warning"]
