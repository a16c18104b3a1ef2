"""What of a text a model may have learnt by heart: runs that stand word for word in what it learned from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from gpt_studio.dataset.search_index import LEAST, Found, SearchIndex
from gpt_studio.dataset.token_file import TokenFile
from gpt_studio.insight.passage_in_text import Memorised

_AROUND = 60
"""Tokens of the text on each side that are shown."""
_LEAST_LETTERS = 12
"""A run of signs or of blank lines tells nothing."""


@dataclass(frozen=True)
class LearntText:
    """Encoded text that the model learned from, with its index. ``name``: that of its corpus, "" where there is only
    one."""

    name: str
    file: TokenFile
    index: SearchIndex


def memorised(
    ids: Sequence[int], texts: Sequence[LearntText], decode: Callable[[Sequence[int]], str]
) -> tuple[Memorised, ...]:
    """The runs of ``ids`` of :data:`gpt_studio.dataset.search_index.LEAST` tokens or more that stand in ``texts``, in
    the order in which they begin; of those within a longer one only that."""
    longest: list[tuple[Found, LearntText]] = []
    found = [(part, text) for text in texts for each in text.index.find(ids) if (part := _in_one(each, text.file))]
    for one, text in sorted(found, key=lambda pair: -pair[0].length):
        if not any(other.start <= one.start and one.end <= other.end for other, _ in longest):
            longest.append((one, text))
    told = (_told(one, text, decode) for one, text in sorted(longest, key=lambda pair: pair[0].start))
    return tuple(each for each in told if sum(map(str.isalnum, each.text)) >= _LEAST_LETTERS)


def _in_one(found: Found, file: TokenFile) -> Found | None:
    """The longest part of ``found`` that stands in one document; None if it is too short."""
    ends = file.ends()
    first = int(np.searchsorted(ends, found.place, "right"))
    last = int(np.searchsorted(ends, found.place + found.length, "left"))
    if first == last:
        return found
    bounds = [found.place, *ends[first:last].tolist(), found.place + found.length]
    begin, end = max(pairwise(bounds), key=lambda part: part[1] - part[0])
    if end - begin < LEAST:
        return None
    start = found.start + begin - found.place
    return Found(start, start + end - begin, begin, 1)


def _told(one: Found, text: LearntText, decode: Callable[[Sequence[int]], str]) -> Memorised:
    tokens, ends = text.file.array(), text.file.ends()
    number = int(np.searchsorted(ends, one.place, "right"))
    begin = int(ends[number - 1]) if number else 0
    end = int(ends[number]) if number < len(ends) else len(tokens)
    last = one.place + one.length

    def part(first: int, behind: int) -> str:
        return decode(tokens[first:behind].tolist())

    return Memorised(
        one.start,
        one.end,
        text.name,
        number + 1,
        len(ends),
        part(max(begin, one.place - _AROUND), one.place),
        part(one.place, last),
        part(last, max(last, min(end, last + _AROUND))),
        one.places,
    )
