"""Marks that other programs put around the turns of a chat and around texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gpt_studio.core.errors import say
from gpt_studio.corpora.marks import KNOWN
from gpt_studio.corpora.report.finder import Finder, Passage, Span
from gpt_studio.corpora.report.finding import FindingKind

_HEADERS = (  # marks with the role between or after them
    r"<\|start_header_id\|>[a-z]{1,20}<\|end_header_id\|>",
    r"<\|im_start\|>(?:system|user|assistant|tool)?",
    r"<start_of_turn>(?:user|model)?",
    r"<\|start\|>(?:system|developer|user|assistant)?",
    r"###[ ](?:Instruction|Response|Input):",
)
_MARKS = re.compile("|".join([*_HEADERS, KNOWN.pattern]))
_BEGINNINGS = ("<", "[", "### ")


def find(passage: Passage) -> Iterator[Span]:
    """The marks, each with the role that belongs to it, and with the line end if it stands alone in its line."""
    text = passage.text
    end = 0
    for found in sorted(_marks(text), key=lambda each: each.start()):
        if found.start() < end:
            continue
        end = found.end()
        alone = found.start() == 0 or text[found.start() - 1] == "\n"
        end += alone and text.startswith("\n", end)
        yield Span(found.start(), end, "")


def _marks(text: str) -> Iterator[re.Match[str]]:
    for beginning in _BEGINNINGS:
        place = text.find(beginning)
        while place >= 0:
            if found := _MARKS.match(text, place):
                yield found
            place = text.find(beginning, place + 1)


def without(text: str) -> str:
    """``text`` without the marks. A line that holds nothing else goes with its line end."""
    parts: list[str] = []
    done = 0
    for span in find(Passage(text)):
        parts.append(text[done : span.start])
        done = span.end
    return "".join([*parts, text[done:]])


FINDER = Finder(
    FindingKind.PRIVATE_MARKS,
    say("report.private_marks", "Marks of other models"),
    say(
        "report.private_marks.help",
        "What chat programs write between turns, such as <|im_start|>, [INST] and <start_of_turn>. Marks that end a "
        "text divide documents already and are not counted.",
    ),
    remedy="private_marks",
    find=find,
)
