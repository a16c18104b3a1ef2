"""Files whose encoding is in doubt, and characters that no encoding could read."""

from __future__ import annotations

from collections.abc import Iterator

from gpt_studio.core.errors import say
from gpt_studio.corpora.report.finder import Finder, Passage, Span
from gpt_studio.corpora.report.finding import FindingKind

_UNREAD = "\N{REPLACEMENT CHARACTER}"


def find(passage: Passage) -> Iterator[Span]:
    """Runs of the character that stands for what could not be read."""
    start = passage.text.find(_UNREAD)
    while start >= 0:
        end = start + 1
        while passage.text.startswith(_UNREAD, end):
            end += 1
        yield Span(start, end, None)
        start = passage.text.find(_UNREAD, end)


FINDER = Finder(
    FindingKind.ENCODING,
    say("report.encoding", "Wrong or doubtful encoding"),
    say(
        "report.encoding.help",
        "The file does not say how its letters are encoded, and the guess may be wrong; or letters are lost already. "
        "Choose another encoding for the file if its letters look wrong.",
    ),
    find=find,
)
