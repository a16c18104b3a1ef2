"""Where texts begin to differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpt_studio.jobs.chat.first_difference import (
    Said,
    common_length,
    first_difference,
    first_differences,
    word_at,
)


@pytest.mark.parametrize(
    ("one", "other", "place"),
    [
        (Said("the cat"), Said("the cat"), None),
        (Said("the cat"), Said("the cow"), 5),
        (Said("the cat", ended=False), Said("the cow", ended=False), 5),
        (Said("the cat"), Said("the cat sat"), 7),
        (Said("the cat", ended=False), Said("the cat sat"), None),
        (Said("the cat sat"), Said("the cat", ended=False), None),
        (Said(""), Said("a"), 0),
        (Said(""), Said(""), None),
    ],
)
def test_a_text_differs_where_it_goes_on_otherwise_or_ends(one: Said, other: Said, place: int | None) -> None:
    assert first_difference(one, other) == first_difference(other, one) == place


def test_each_is_compared_with_the_first_and_the_first_with_all() -> None:
    said = [Said("one two three"), Said("one two three"), Said("one too"), Said("one two tree")]
    assert first_differences(said) == (5, None, 5, 9)
    assert first_differences(said[:2]) == (None, None)


def test_a_column_without_a_text_is_left_out() -> None:
    assert first_differences([None, Said("ab"), None, Said("ac")]) == (None, 1, None, 1)
    assert first_differences([None, None]) == (None, None)


@given(st.text(), st.text())
def test_up_to_the_difference_both_are_the_same(one: str, other: str) -> None:
    place = first_difference(Said(one), Said(other))
    assert (place is None) is (one == other)
    assert one[:place] == other[:place]
    if place is not None:
        assert one[place : place + 1] != other[place : place + 1]
        assert place == common_length(one, other)


def test_the_word_of_a_place() -> None:
    text = "the old  house"
    assert [text[slice(*word_at(text, place))] for place in (0, 5, 9, 13, len(text))] == [
        "the",
        "old",
        "house",
        "house",
        "house",
    ]
    assert text[slice(*word_at(text, 7))] == "old "  # where the one goes on with white space, its word and that
    assert word_at("", 3) == (0, 0)
