"""Texts that are one long line."""

from __future__ import annotations

from collections.abc import Iterator

from gpt_studio.core.errors import say
from gpt_studio.corpora.line_breaks import LONG_LINE, broken_up, is_long_line
from gpt_studio.corpora.report.finder import Finder, Passage, Span
from gpt_studio.corpora.report.finding import FindingKind

_SHOWN = 2 * LONG_LINE


def find(passage: Passage) -> Iterator[Span]:
    """Each line that is too long."""
    if not is_long_line(passage.text):
        return
    start = 0
    for line in passage.text.split("\n"):
        if len(line) > LONG_LINE:
            yield Span(start, start + len(line), broken_up(line[:_SHOWN]))
        start += len(line) + 1


FINDER = Finder(
    FindingKind.LONG_LINES,
    say("report.long_lines", "Very long lines"),
    say(
        "report.long_lines.help",
        "Lines of more than 5,000 characters: the line ends are lost, and a model would never learn to begin a "
        "paragraph.",
    ),
    remedy="break_lines",
    find=find,
)
