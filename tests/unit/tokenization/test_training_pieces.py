from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpt_studio.core.events import Event, Log
from gpt_studio.core.job import JobContext
from gpt_studio.tokenization.training_pieces import FEW_WORDS_LIMIT, training_pieces


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
    pieces = list(training_pieces(["天气很好，今天我们去北京，" * 5000], JobContext()))
    assert len(pieces) > 2
    assert all(piece.endswith("，") for piece in pieces)


@pytest.mark.parametrize("unit", ["acgt", "今天天气很好我们去北京看朋友。", "c2VjcmV0IHRleHQgaGVyZQ"])
def test_of_text_without_blanks_only_the_first_part_is_used_and_that_is_said(unit: str) -> None:
    events: list[Event] = []
    endless = unit * (FEW_WORDS_LIMIT // len(unit) * 2)
    pieces = list(training_pieces([endless, "some words at the end"], JobContext(events.append)))
    assert FEW_WORDS_LIMIT <= sum(map(len, pieces)) < FEW_WORDS_LIMIT * 1.02
    assert max(map(len, pieces)) <= 256
    assert pieces[-1] == "some words at the end"
    assert [event.level for event in events if isinstance(event, Log)] == ["warning"]


@pytest.mark.parametrize("unit", ["plain English words, ", "for(i=0;i<n;i++){a[i]=b[i]*c;}", "una línea en español\n"])
def test_of_other_text_all_is_used(unit: str) -> None:
    text = unit * (FEW_WORDS_LIMIT // len(unit) * 2)
    assert sum(map(len, training_pieces([text], JobContext()))) == len(text)
