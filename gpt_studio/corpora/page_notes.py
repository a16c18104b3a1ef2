"""Finds the footnotes of printed pages, so that they stand behind a paragraph and not within it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gpt_studio.corpora.hyphens import Words
from gpt_studio.corpora.page_pieces import Piece

_SMALLER = 0.93  # of the usual height of a line
_MARK = re.compile(r"(\d{1,3}|[*†‡§]{1,3})[.)]?\s*(?=[^\W\d_]|[¿¡\"“«(])")
_BEHIND = r"(?<=[^\W\d_]|[.,;:!?…»”\"')\]])"
_NO_NUMBER = r"(?![\w%]|[.,]\d)"


@dataclass(frozen=True)
class Note:
    """A footnote with its mark, and how it begins on the page."""

    mark: str
    beginning: str
    text: str


def without_notes(lines: list[Piece], usual: float, words: Words) -> tuple[list[Piece], list[Note]]:
    """The lines of a column, and the notes at its foot, which are set smaller than ``usual`` and begin with marks."""
    place = len(lines)
    while place > 0 and lines[place - 1].height < _SMALLER * usual:
        place -= 1
    if place == 0:
        return lines, []
    while place < len(lines) and _MARK.match(lines[place].text) is None:
        place += 1
    notes: list[Note] = []
    for line in lines[place:]:
        mark = _MARK.match(line.text)
        if mark is not None and (not notes or _follows(notes[-1].mark, mark[1])):
            notes.append(Note(mark[1], mark[0], line.text[mark.end() :]))
        else:
            before = notes[-1].text
            notes[-1] = replace(notes[-1], text=words.joined(before, line.text) or f"{before} {line.text}")
    return lines[:place], notes


def _follows(before: str, mark: str) -> bool:
    return not mark.isdigit() or not before.isdigit() or int(mark) == int(before) + 1


def without_marks(columns: Sequence[list[Piece]], notes: Sequence[Note]) -> tuple[list[list[Piece]], list[str]]:
    """The columns of a page without the marks of its notes, and the notes; marks in doubt stay at both ends."""
    kept = [list(column) for column in columns]
    texts = []
    for note in notes:
        mark = re.compile(_BEHIND + re.escape(note.mark) + (_NO_NUMBER if note.mark.isdigit() else ""))
        found = [
            (number, place, match)
            for number, column in enumerate(kept)
            for place, line in enumerate(column)
            if note.mark in line.text
            for match in mark.finditer(line.text)
        ]
        if len(found) != 1:
            texts.append(note.beginning + note.text)
            continue
        number, place, match = found[0]
        line = kept[number][place]
        kept[number][place] = replace(line, text=line.text[: match.start()] + line.text[match.end() :])
        texts.append(note.text)
    return kept, texts
