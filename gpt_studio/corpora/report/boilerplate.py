"""Lines that repeat over many documents: menus, notices, signatures."""

from __future__ import annotations

from collections.abc import Iterator

from gpt_studio.core.errors import say
from gpt_studio.corpora.report.finder import Finder
from gpt_studio.corpora.report.finding import FindingKind

SHORTEST = 20
"""Characters of a line; shorter ones, such as answers in a dialogue, repeat by chance."""
FEWEST = 8
"""Documents in which a line must stand."""
_LONGEST = 500  # a longer line is a paragraph


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Beginning and end of each line that is long enough, blanks at its ends not counted."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if SHORTEST <= end - start <= _LONGEST:
            yield start, end
        start = end + 1


FINDER = Finder(
    FindingKind.BOILERPLATE,
    say("report.boilerplate", "Boilerplate"),
    say(
        "report.boilerplate.help",
        "Lines that stand in eight documents or more, such as menus, notices and signatures. A model writes them "
        "everywhere if it reads them everywhere.",
    ),
    remedy="boilerplate",
)
