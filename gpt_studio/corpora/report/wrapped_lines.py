"""Texts whose lines are broken at a fixed width."""

from __future__ import annotations

from collections.abc import Iterator

from gpt_studio.core.errors import say
from gpt_studio.corpora.line_breaks import WIDEST, is_wrapped, joined
from gpt_studio.corpora.report.finder import Finder, Passage, Span
from gpt_studio.corpora.report.finding import FindingKind
from gpt_studio.corpora.report.text_kinds import NO_PROSE, kind_of

_LOOKED_AT = 20_000  # characters, to find out how the lines are broken
_SHOWN = 400


def find(passage: Passage) -> Iterator[Span]:
    """The passage, from the first line that is broken so."""
    beginning = passage.text[:_LOOKED_AT]
    if beginning.count("\n") * WIDEST < len(beginning) or not is_wrapped(beginning):
        return
    if kind_of(beginning) in NO_PROSE:
        return
    start = len(beginning) - len(beginning.lstrip())
    yield Span(start, len(passage.text), joined(beginning)[:_SHOWN])


FINDER = Finder(
    FindingKind.WRAPPED_LINES,
    say("report.wrapped_lines", "Lines broken at a fixed width"),
    say(
        "report.wrapped_lines.help",
        "The lines end where the next word would not have fitted, as in old e-mails and at Project Gutenberg. A model "
        "learns to end lines in the middle of sentences.",
    ),
    remedy="join_lines",
    find=find,
)
