"""Control characters, soft hyphens and marks without width, which Cleaning drops."""

from __future__ import annotations

from collections.abc import Iterator

from gpt_studio.core.errors import say
from gpt_studio.corpora.cleaning import CONTROL, has_control
from gpt_studio.corpora.report.finder import Finder, Passage, Span
from gpt_studio.corpora.report.finding import FindingKind


def find(passage: Passage) -> Iterator[Span]:
    """Runs of such characters."""
    if not has_control(passage.text):
        return
    start = end = -1
    for found in CONTROL.finditer(passage.text):
        if found.start() == end:
            end = found.end()
            continue
        if start >= 0:
            yield Span(start, end, "")
        start, end = found.span()
    if start >= 0:
        yield Span(start, end, "")


FINDER = Finder(
    FindingKind.CONTROL,
    say("report.control", "Control characters"),
    say(
        "report.control.help",
        "Characters that steer a device or mark a place in a line: nobody sees them, but a model would learn to write "
        "them.",
    ),
    remedy="control",
    find=find,
)
