"""What kind of text a passage is: prose, a list, a table, program code, numbers, or encoded data."""

from __future__ import annotations

import re
from collections import Counter

from gpt_studio.corpora.report.finding import TextKind

PASSAGE = 1 << 20
"""Characters of a long document that are looked at together."""
NO_PROSE = frozenset((TextKind.TABLE, TextKind.CODE, TextKind.NUMBERS, TextKind.ENCODED))
_WINDOW = 2_000  # characters from the beginning, the middle and the end of a long passage
_LETTERS = bytes(code for code in range(256) if chr(code).isalpha()) + b"?"  # "?" stands for letters beyond Latin-1
_DIGITS = b"0123456789"
_BLANKS = b" \t\r\n\xa0"
_OF_CODE = b"{}()[];=<>_#$&|\\/*@^~+"
_MUCH_OF_CODE, _SOME_OF_CODE = 0.12, 0.045
_NUMBERS, _MOSTLY_WORDS = 0.5, 0.8
_ENCODED_RUN = re.compile(rb"[A-Za-z0-9+/=_-]{48,}")
_ENCODED, _LIST_LINES, _CODE_LINES = 0.5, 0.6, 0.3
_FEWEST_CHARACTERS, _FEWEST_LINES = 60, 3
_LONGEST_RUN = 200
_SEPARATORS = (("\t", 1, 0.7), ("|", 2, 0.7), (";", 2, 0.9), (",", 3, 0.9))  # the fewest in a line, the share of lines
_FEWEST_ROWS = 5
_ITEM = re.compile(r"\s{0,8}(?:[-*•·–—▪+]|\d{1,3}[.)]|[a-z][.)])\s+\S")
_LINE_OF_CODE = re.compile(
    r".*(?:[;{}]|\)\s*:|\*/|->|=>)\s*\Z"
    r"|\s*(?:def|class|import|from|return|if|for|while|else|elif|try|except|function|var|let|const|public|private|static"
    r"|void|int|#include|package|using|fn|func|end|print|SELECT|INSERT|CREATE)\b.*[(){}=:;<>]"
    r"|\s*(?://|#|/\*|\*|--)\s|\s*[\w.\[\]]+\s*[-+*/]?=\s*\S|\s*</?\w+[^>]*>"
)


def kind_of(text: str) -> TextKind:
    """The kind of a passage, judged by up to three windows of it."""
    window = _window(text)
    data = window.encode("latin-1", "replace")
    letters = len(data) - len(data.translate(None, _LETTERS))
    digits = len(data) - len(data.translate(None, _DIGITS))
    solid = len(data.translate(None, _BLANKS))
    marks = len(data) - len(data.translate(None, _OF_CODE))
    if solid < _FEWEST_CHARACTERS:
        return TextKind.PROSE
    if _is_encoded(data, solid):
        return TextKind.ENCODED
    if digits > _NUMBERS * max(1, digits + letters):
        return TextKind.NUMBERS
    lines = [line for line in window.split("\n") if line.strip()]
    if len(lines) >= _FEWEST_LINES:
        if _are_rows(lines):
            return TextKind.TABLE
        if marks > _SOME_OF_CODE * solid and _share(_LINE_OF_CODE, lines) >= _CODE_LINES:
            return TextKind.CODE
        items = _ITEM.match(lines[0]) or _ITEM.match(lines[1]) or _ITEM.match(lines[-1])
        if items and _share(_ITEM, lines) >= _LIST_LINES and "—" not in {line.lstrip()[:1] for line in lines}:
            return TextKind.LIST
    if marks > _MUCH_OF_CODE * solid and letters < _MOSTLY_WORDS * solid:
        return TextKind.CODE
    return TextKind.PROSE


def kind_of_document(text: str) -> TextKind:
    """The kind of most of the passages of a document."""
    kinds = Counter(kind_of(text[place : place + PASSAGE]) for place in range(0, max(1, len(text)), PASSAGE))
    return kinds.most_common(1)[0][0]


def _window(text: str) -> str:
    if len(text) <= 3 * _WINDOW:
        return text
    middle = text.find("\n", len(text) // 2, len(text) // 2 + _LONGEST_RUN)
    middle = middle if middle >= 0 else len(text) // 2
    return f"{text[:_WINDOW]}\n{text[middle : middle + _WINDOW]}\n{text[-_WINDOW:]}"


def _is_encoded(data: bytes, solid: int) -> bool:
    """Whether most of it stands in runs without blanks that no language has, of both letters and digits."""
    if data.count(b" ") * 20 > len(data):
        return False
    runs = (run for run in _ENCODED_RUN.findall(data) if len(run.translate(None, _DIGITS)) < len(run))
    return sum(map(len, runs)) > _ENCODED * solid


def _are_rows(lines: list[str]) -> bool:
    """Whether nearly every line has the same number of the same separator."""
    if len(lines) < _FEWEST_ROWS:
        return False
    for separator, fewest, share in _SEPARATORS:
        if max(line.count(separator) for line in lines[1:4]) < fewest:
            continue
        counts = Counter(line.count(separator) for line in lines)
        count, times = counts.most_common(1)[0]
        if count >= fewest and times >= share * len(lines):
            return True
    return False


def _share(pattern: re.Pattern[str], lines: list[str]) -> float:
    return sum(pattern.match(line) is not None for line in lines) / len(lines)
