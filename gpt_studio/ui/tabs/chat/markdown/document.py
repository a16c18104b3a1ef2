"""Lays leaves out in a text document. What is laid out already stays, up to the first leaf that has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)

from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.fonts import fixed_font
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.tabs.chat.markdown.leaves import Kind, Leaf, Runs

LINE_HEIGHT, CODE_LINE_HEIGHT = 130, 120
"""In percent of the font's line height."""
STEP = 22
"""How far a list is indented, and a quotation, in pixels."""
_GAP = 10
_LARGER = {1: 2, 2: 1}
"""By how many of Qt's steps of size a heading is larger."""
_DEEPEST = 8
_LINE = "\u2028"
_TO_THE_LEFT = QTextOption.TabType.LeftTab
CODE_HEAD = 26
"""Room above code for its language and the button that copies it, in pixels."""
_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


@dataclass(frozen=True)
class Placed:
    """A leaf from position ``start`` of the document to ``end``; ``first`` is where its text begins."""

    leaf: Leaf
    start: int
    first: int
    end: int
    format: QTextBlockFormat
    """Of the block in which it ends."""


class LaidOut:
    """The leaves of one ``document``. :attr:`framed` are those that the view paints something around, in order;
    :attr:`has_links`: there is or was a link in it."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._growing: list[Placed] = []
        self._before: Placed | None = None
        """The last leaf that is settled."""
        self._last: Leaf | None = None
        self._link = QColor(tokens().accent)
        self.framed: list[Placed] = []
        self.has_links = False
        self._settled_plain = self._growing_plain = True

    def show(self, settled: Sequence[Leaf], growing: Sequence[Leaf]) -> int | None:
        """Show both in place of what was ``growing`` before. Returns from which position on what was there was laid out
        anew; None if something was only added."""
        anew: int | None = None
        wanted = [*settled, *growing]
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        same = 0
        while same < min(len(wanted), len(self._growing)) and self._growing[same].leaf == wanted[same]:
            same += 1
        placed = self._growing[:same]
        left = wanted[same:]
        grown = self._longer(cursor, self._growing[same], left[0]) if left and same == len(self._growing) - 1 else None
        if grown is not None:
            placed.append(grown)
            left = left[1:]
        elif same < len(self._growing):
            anew = self._growing[same].start
            self._take_back(cursor, self._growing[same].start, placed[-1] if placed else self._before)
        for leaf in left:
            placed.append(self._put(cursor, leaf))
        cursor.endEditBlock()
        self._growing = placed[len(settled) :]
        if settled:
            self._before = placed[len(settled) - 1]
        self._settled_plain = self._settled_plain and all(leaf.plain for leaf in settled)
        self._growing_plain = all(leaf.plain for leaf in growing)
        return anew

    @property
    def looks_as_written(self) -> bool:
        return self._settled_plain and self._growing_plain

    def _longer(self, cursor: QTextCursor, there: Placed, wanted: Leaf) -> Placed | None:
        """Add what ``wanted`` has more than the last leaf ``there``; None if they differ in something else."""
        before, now = there.leaf.runs, wanted.runs
        if not before or len(now) < len(before) or replace(wanted, runs=before) != there.leaf:
            return None
        last, longer = before[-1], now[len(before) - 1]
        if now[: len(before) - 1] != before[:-1] or replace(longer, text=last.text) != last:
            return None
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if wanted.kind is Kind.CODE:
            shown, code = _code_text(there.leaf), _code_text(wanted)
            if not code.startswith(shown):
                return None
            self._write_code(cursor, code[len(shown) :], wanted)
        elif longer.text.startswith(last.text):
            more = replace(longer, text=longer.text[len(last.text) :])
            self._write(cursor, (more, *now[len(before) :]), wanted)
        else:
            return None
        grown = replace(there, leaf=wanted, end=cursor.position(), format=cursor.blockFormat())
        if self.framed and self.framed[-1].start == there.start:
            self.framed[-1] = grown
        self._last = wanted
        return grown

    def _take_back(self, cursor: QTextCursor, start: int, left: Placed | None) -> None:
        """Remove the leaves from position ``start`` on, so that ``left`` is the last one."""
        cursor.setPosition(start)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        while self.framed and self.framed[-1].start >= start:
            self.framed.pop()
        self._last = left.leaf if left else None
        cursor.setBlockFormat(left.format if left else QTextBlockFormat())

    def _put(self, cursor: QTextCursor, leaf: Leaf) -> Placed:
        cursor.movePosition(QTextCursor.MoveOperation.End)
        start = cursor.position()
        if leaf.kind is Kind.TABLE:
            placed = self._put_table(cursor, leaf, start)
        else:
            format = _block_format(leaf, first=self._last is None, after=self._last)
            if self._last is None:
                cursor.setBlockFormat(format)
            else:
                cursor.insertBlock(format, QTextCharFormat())
            first = cursor.position()
            if leaf.kind is Kind.CODE:
                cursor.setBlockCharFormat(_code_format())
                self._write_code(cursor, _code_text(leaf), leaf)
            elif leaf.kind is not Kind.RULE:
                if leaf.marker:
                    cursor.insertText(f"{leaf.marker}\t", QTextCharFormat())
                self._write(cursor, leaf.runs, leaf)
            placed = Placed(leaf, start, first, cursor.position(), cursor.blockFormat())
        if leaf.kind in (Kind.CODE, Kind.RULE) or leaf.quoted:
            self.framed.append(placed)
        self._last = leaf
        return placed

    def _write(self, cursor: QTextCursor, runs: Runs, leaf: Leaf) -> None:
        for run in runs:
            format = QTextCharFormat()
            if run.bold or leaf.kind is Kind.HEADING:
                format.setFontWeight(QFont.Weight.DemiBold)
            if leaf.level in _LARGER:
                format.setProperty(QTextFormat.Property.FontSizeAdjustment, _LARGER[leaf.level])
            format.setFontItalic(run.italic)
            format.setFontStrikeOut(run.struck)
            if run.code:
                format.setFontFamilies(fixed_font().families())
                if leaf.kind is not Kind.MATH:
                    format.setBackground(QColor(tokens().sunken))
            if run.link:
                self.has_links = True
                format.setAnchor(True)
                format.setAnchorHref(run.link)
                format.setForeground(self._link)
                format.setFontUnderline(True)
            cursor.insertText(run.text.replace("\n", _LINE), format)

    def _write_code(self, cursor: QTextCursor, text: str, leaf: Leaf) -> None:
        format = _code_format()
        for place, line in enumerate(text.split("\n")):
            if place:
                cursor.insertBlock(_block_format(replace(leaf, goes_on=True), after=leaf), format)
            cursor.insertText(line, format)

    def _put_table(self, cursor: QTextCursor, leaf: Leaf, start: int) -> Placed:
        columns = max(1, len(leaf.sides))
        table = cursor.insertTable(len(leaf.rows), columns, _table_format(columns, leaf.goes_on))
        for row, cells in enumerate(leaf.rows):
            for column, runs in enumerate(cells[:columns]):
                within = table.cellAt(row, column).firstCursorPosition()
                format = QTextBlockFormat()
                format.setAlignment(_SIDES.get(leaf.sides[column], Qt.AlignmentFlag.AlignLeft))
                within.setBlockFormat(format)
                heading = row == 0 and not leaf.goes_on
                self._write(within, tuple(replace(run, bold=run.bold or heading) for run in runs), leaf)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.setBlockFormat(_spare_format())
        return Placed(leaf, start, start, cursor.position(), cursor.blockFormat())


def _code_text(leaf: Leaf) -> str:
    """Without the break that ends its last line, which begins no other one."""
    return leaf.text.removesuffix("\n")


def _block_format(leaf: Leaf, *, first: bool = False, after: Leaf | None = None) -> QTextBlockFormat:
    made = QTextBlockFormat()
    indent = STEP * (min(leaf.depth, _DEEPEST) + min(leaf.quoted, _DEEPEST))
    height = CODE_LINE_HEIGHT if leaf.kind is Kind.CODE else LINE_HEIGHT
    made.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    top = 0
    if not first and not leaf.goes_on:
        special = leaf.kind is not Kind.TEXT or (after is not None and after.kind is not Kind.TEXT)
        top = _GAP if leaf.apart or special else 2 if leaf.depth else 0
        if leaf.kind is Kind.HEADING:
            top = Space.L
    if leaf.kind is Kind.CODE:
        indent += Space.M
        made.setRightMargin(Space.M)
        top += 0 if leaf.goes_on else CODE_HEAD
        made.setNonBreakableLines(False)
    elif leaf.kind is Kind.MATH:
        made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    if after is not None and after.kind is Kind.CODE and leaf.kind is not Kind.CODE:
        top += Space.M
    made.setTopMargin(top)
    made.setLeftMargin(indent)
    if leaf.marker:
        made.setTextIndent(-STEP + 4)
        made.setTabPositions([QTextOption.Tab(STEP - 4 + place * STEP, _TO_THE_LEFT) for place in range(3)])
    return made


def _code_format() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontFamilies(fixed_font().families())
    return made


def _spare_format() -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    return made


def _table_format(columns: int, goes_on: bool) -> QTextTableFormat:
    made = QTextTableFormat()
    made.setBorder(1)
    made.setBorderBrush(QColor(tokens().border_strong))
    made.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderCollapse(True)
    made.setCellPadding(6)
    made.setCellSpacing(0)
    made.setTopMargin(0 if goes_on else _GAP)
    if columns > 1:
        made.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, 100 / columns) for _column in range(columns)]
        )
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    return made
