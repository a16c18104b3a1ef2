"""Invisible characters that cleaning leaves in: marks of direction, joiners, private characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gpt_studio.core.errors import say
from gpt_studio.corpora.report.finder import Finder, Passage, Span
from gpt_studio.corpora.report.finding import FindingKind

# Joiners and non-joiners (U+200C, U+200D) stay: Persian, Hindi and emoji need them.
_INVISIBLE = re.compile(
    "[\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufff9-\ufffb\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff]+"
)


def find(passage: Passage) -> Iterator[Span]:
    """Runs of such characters."""
    if passage.is_latin:
        return
    for found in _INVISIBLE.finditer(passage.text):
        yield Span(found.start(), found.end(), "")


def without(text: str) -> str:
    """``text`` without them."""
    return text if Passage(text).is_latin else _INVISIBLE.sub("", text)


FINDER = Finder(
    FindingKind.INVISIBLE,
    say("report.invisible", "Invisible characters"),
    say(
        "report.invisible.help",
        "Marks that turn the direction of writing, joiners without width, and characters that only one font knows, "
        "such as bullets of a PDF.",
    ),
    remedy="invisible",
    find=find,
)
