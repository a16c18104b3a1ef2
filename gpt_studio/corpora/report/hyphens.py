"""Words that are broken at the end of a line."""

from __future__ import annotations

from collections.abc import Iterator

from gpt_studio.core.errors import say
from gpt_studio.corpora.hyphens import Words
from gpt_studio.corpora.report.finder import Finder, Passage, Span
from gpt_studio.corpora.report.finding import FindingKind

_BROKEN = "-\n"


def find(passage: Passage) -> Iterator[Span]:
    """The two halves of each such word, as far as they go together. A hyphen that belongs to the word is none."""
    words: Words | None = None
    for start, end in _breaks(passage.text):
        words = words or Words(passage.text.split("\n"))
        becomes = words.joined(
            passage.text[start : passage.text.index("\n", start)], passage.text[_second(passage.text, start) : end]
        )
        if becomes is not None and "-" not in becomes:
            yield Span(start, end, becomes)


def joined(text: str) -> str:
    """``text`` with those words joined; the rest of the second line follows the word."""
    parts: list[str] = []
    done = 0
    for span in find(Passage(text)):
        assert span.becomes is not None
        parts += [text[done : span.start], span.becomes]
        done = span.end
    return "".join([*parts, text[done:]])


def _breaks(text: str) -> Iterator[tuple[int, int]]:
    """Beginning of the first half and end of the second, where both are letters."""
    place = text.find(_BROKEN)
    while place >= 0:
        start = place
        while start > 0 and text[start - 1].isalpha():
            start -= 1
        second = _second(text, place)
        end = second
        while end < len(text) and text[end].isalpha():
            end += 1
        if start < place and second < end and text[second].islower():
            yield start, end
        place = text.find(_BROKEN, place + 1)


def _second(text: str, start: int) -> int:
    """Where the second half begins: indentation does not count."""
    second = text.index("\n", start) + 1
    while text[second : second + 1] in (" ", "\t"):
        second += 1
    return second


FINDER = Finder(
    FindingKind.HYPHENS,
    say("report.hyphens", "Words broken at line ends"),
    say(
        "report.hyphens.help",
        "A printed page breaks words with a hyphen. A model that reads such lines learns to break words in the middle "
        "of a line.",
    ),
    remedy="hyphens",
    find=find,
)
