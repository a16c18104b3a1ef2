"""Where texts that were written after the same words begin to differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """``ended``: nothing follows ``text`` any more."""

    text: str
    ended: bool = True


def common_length(one: str, other: str) -> int:
    """How many characters at the start of both are equal."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (first, second) in enumerate(pairs) if first != second), min(len(one), len(other)))


def first_difference(one: Said, other: Said) -> int | None:
    """The place of the first character that differs; None if there is none so far.

    A text that has ended where the other goes on differs there. One that is still being written may catch up.
    """
    same = common_length(one.text, other.text)
    if same < min(len(one.text), len(other.text)):
        return same
    if len(one.text) == len(other.text):
        return None
    shorter = min(one, other, key=lambda each: len(each.text))
    return same if shorter.ended else None


def first_differences(said: Sequence[Said | None]) -> tuple[int | None, ...]:
    """Where each text begins to differ from the first one, and the first one from any other; None where it does not.

    ``said`` holds None for a column that has no text: nothing is compared with it.
    """
    first = next((number for number, each in enumerate(said) if each is not None), None)
    places: list[int | None] = [None] * len(said)
    if first is None:
        return tuple(places)
    measure = said[first]
    assert measure is not None
    for number, each in enumerate(said):
        if each is not None and number != first:
            places[number] = first_difference(measure, each)
    places[first] = min((place for place in places if place is not None), default=None)
    return tuple(places)


def word_at(text: str, place: int) -> tuple[int, int]:
    """Where the word that holds ``place`` begins and ends; of white space before a word, that word."""
    begin = min(place, len(text))
    while begin and not text[begin - 1].isspace():
        begin -= 1
    end = place
    while end < len(text) and not (end > place and text[end].isspace()):
        end += 1
    return begin, min(end, len(text))
