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
_BEGINNINGS = (
    "<|",
    "<s",
    "<e",
    "<b",
    "<p",
    "<P",
    "<u",
    "<U",
    "<m",
    "<M",
    "<c",
    "<C",
    "<E",
    "<B",
    "<i",
    "<t",
    "<<",
    "</",
)
_OF_ONE_KIND = (
    "<\N{FULLWIDTH VERTICAL LINE}",
    "[INST]",
    "[/INST]",
    "[BOS]",
    "[EOS]",
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
)
_OTHERS = ("[MASK]", "[TOOL_CALLS]", "[AVAILABLE_TOOLS]", "### Instruction:", "### Response:", "### Input:")


def find(passage: Passage) -> Iterator[Span]:
    """The marks, each with the role that belongs to it and the line end after a role."""
    text = passage.text
    angle = b"<" in passage.latin and any(beginning in text for beginning in _BEGINNINGS)
    if not angle and not any(mark in text for mark in (*_OF_ONE_KIND, *_OTHERS)):
        return
    for found in _MARKS.finditer(text):
        end = found.end()
        alone = found.start() == 0 or text[found.start() - 1] == "\n"
        yield Span(found.start(), end + 1 if alone and text.startswith("\n", end) else end, "")


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
