"""Paragraphs that stand in the corpus more than once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from gpt_studio.core.errors import say
from gpt_studio.corpora.report.finder import Finder
from gpt_studio.corpora.report.finding import FindingKind

SHORTEST = 50
"""Characters of a paragraph; shorter ones repeat in every text."""
_WIDE = 120  # characters; longer lines are paragraphs of their own
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Beginning and end of each paragraph of SHORTEST characters or more.

    Blank lines end paragraphs. Every line is one where there are no blank lines, or where its block has long lines.
    """
    start = 0
    blocks = False
    for border in _BLANK_LINES.finditer(text):
        blocks = True
        if border.start() - start >= SHORTEST:
            yield from _of_block(text, start, border.start(), whole=True)
        start = border.end()
    yield from _of_block(text, start, len(text), whole=blocks)


def _of_block(text: str, start: int, end: int, *, whole: bool) -> Iterator[tuple[int, int]]:
    if end - start < SHORTEST:
        return
    lines = text.count("\n", start, end) + 1
    if lines == 1 or (whole and end - start <= _WIDE * lines):
        yield start, end
        return
    while start < end:
        line_end = text.find("\n", start, end)
        line_end = end if line_end < 0 else line_end
        if line_end - start >= SHORTEST:
            yield start, line_end
        start = line_end + 1


def key_of(text: str) -> bytes:
    """A hash of eight bytes of a paragraph or line, blanks at its ends not counted."""
    return hashlib.blake2b(text.strip().encode("utf-8", "surrogatepass"), digest_size=8).digest()


FINDER = Finder(
    FindingKind.REPEATED_PARAGRAPHS,
    say("report.repeated_paragraphs", "Paragraphs that repeat"),
    say(
        "report.repeated_paragraphs.help",
        "A paragraph of 50 characters or more that stood in the corpus before. What repeats often is learnt by heart, "
        "and the model begins to recite.",
    ),
    remedy="repeated_paragraphs",
)
