"""Colours the code of a reply bit by bit, so that the window never waits for it."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtGui import QColor, QFont, QTextBlock, QTextCharFormat, QTextDocument, QTextLayout

from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.tabs.chat.markdown.code_colours import COMMENT, NAME, NUMBER, PLAIN, TEXT, WORD, coloured


class Highlighting:
    """Of one stretch of code in a known ``language``, which begins at position ``first`` of ``document``."""

    def __init__(self, document: QTextDocument, first: int, language: str) -> None:
        self._document = document
        self.first = first
        self.language = language
        self._code = self._wanted = ""
        self._parts: Iterator[tuple[int, int, int]] | None = None
        self._block = QTextBlock()
        self._waiting: list[QTextLayout.FormatRange] = []
        self._formats = _formats()

    def show(self, code: str) -> None:
        """Colour ``code``, which is what the document holds now, by calls of :meth:`go_on`. What is under way is
        finished first, because text is only ever added."""
        self._wanted = code

    def lay_out_anew(self, position: int) -> None:
        """Begin anew, because what stands in the document from ``position`` on was laid out again."""
        end = self.first + max(len(self._code), len(self._wanted))
        if position <= end:
            self._code, self._parts = "", None

    def go_on(self, until: float) -> bool:
        """Colour until the time ``until`` (of :func:`time.perf_counter`); whether something is left."""
        if self._parts is None:
            if self._code == self._wanted:
                return False
            self._code = self._wanted
            self._parts = coloured(self._code, self.language)
            self._block, self._waiting = self._document.findBlock(self.first), []
        for start, length, kind in self._parts:
            self._colour(start, length, kind)
            if time.perf_counter() > until:
                return True
        self._apply()
        self._parts = None
        return self._code != self._wanted

    def _colour(self, start: int, length: int, kind: int) -> None:
        """Note the part for its block, or its blocks; a block is coloured when a part of the next one comes."""
        place, end = start, start + length
        while place < end and self._block.isValid():
            begun = self._block.position() - self.first
            after = begun + self._block.length()
            if place >= after:
                self._apply()
                self._block = self._block.next()
                continue
            if kind != PLAIN:
                part = QTextLayout.FormatRange()
                part.start, part.length = place - begun, min(end, after - 1) - place
                part.format = self._formats[kind]
                if part.length > 0:
                    self._waiting.append(part)
            place = min(end, after)

    def _apply(self) -> None:
        if self._block.isValid():
            layout = self._block.layout()
            if layout.formats() != self._waiting:
                layout.setFormats(self._waiting)
                self._document.markContentsDirty(self._block.position(), self._block.length())
        self._waiting = []


def _formats() -> dict[int, QTextCharFormat]:
    """By kind; made anew where the theme has changed."""
    made = {kind: QTextCharFormat() for kind in (COMMENT, WORD, TEXT, NUMBER, NAME)}
    colours = tokens().series
    for kind, colour in ((WORD, colours[3]), (TEXT, colours[2]), (NUMBER, colours[1]), (NAME, colours[0])):
        made[kind].setForeground(QColor(colour))
    made[COMMENT].setForeground(QColor(tokens().text_muted))
    made[COMMENT].setFontItalic(True)
    made[WORD].setFontWeight(QFont.Weight.Medium)
    return made
