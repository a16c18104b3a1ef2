"""Puts the pieces of text on printed pages into reading order: columns, paragraphs, without running heads."""

from __future__ import annotations

import itertools
import re
import statistics
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gpt_studio.corpora.hyphens import HYPHENS, Words

_MARGIN = 0.13  # of the height of a page, in which running heads and page numbers stand
_ON_ALL, _ON_A_SIDE = 0.6, 0.35  # the least share of pages, or of left or right ones, with a running head
_ROMAN = r"[ivxlcdmIVXLCDM]{1,8}"
_NUMBER = re.compile(
    rf"^\W*(?:(?:page|seite|página|pág\.?|p\.)\s*)?(?:\d{{1,5}}|{_ROMAN})(?:\s*(?:/|of|de|von|sur)\s*\d{{1,5}})?\W*$",
    re.I,
)
_DIGITS = re.compile(r"\d+")
_GUTTER = 0.8  # the least width between columns, in heights of a line
_STRIP = 2.0  # points
_MOST_ACROSS = 0.6  # of the rows of a page, which may stand across its columns
_LEAST_ROWS = 4
_LEAST_COLUMN = 0.2  # of the width of the text
_LEAST_LETTERS = 12  # in the usual line of a column; a table has fewer in a cell
_NEW_PARAGRAPH = 1.45  # distance of lines, in usual distances
_INDENT = 0.9  # in heights of a line
_SHORT = 0.82  # of the width of the column; such a line ends a paragraph if it ends a sentence
_SAME_WORD = 0.5  # of the height of a line: the widest gap or overlap of letters that may belong to one word
_ENDS = ".!?:…»”\"'"


@dataclass(frozen=True)
class Piece:
    """A run of text on one line: its box (from the lower left corner, in points) and what it says."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def follows(self, other: Piece) -> bool:
        """Whether this stands close behind ``other`` on its line."""
        near = _SAME_WORD * other.height
        return abs(self.left - other.right) < near and _on_one_line(self, other)

    def with_next(self, other: Piece) -> Piece:
        """This and ``other`` as one, without a space between them."""
        bottom, top = min(self.bottom, other.bottom), max(self.top, other.top)
        return Piece(self.left, bottom, max(self.right, other.right), top, self.text + other.text)


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    pieces: tuple[Piece, ...]


def text_of(pages: Sequence[Page]) -> str:
    """The text of a printed document: paragraphs parted by empty lines, running heads and page numbers left out."""
    columns = [list(_columns(page.pieces)) for page in without_running_heads(pages)]
    words = Words(line.text for page in columns for column in page for line in column)
    paragraphs: list[str] = []
    for page in columns:
        for column in page:
            found = list(_paragraphs(column, words))
            if paragraphs and found and _goes_on(paragraphs[-1], found[0]):
                paragraphs[-1] = words.joined(paragraphs[-1], found[0]) or f"{paragraphs[-1]} {found[0]}"
                found = found[1:]
            paragraphs += found
    return "\n\n".join(paragraphs)


def _goes_on(before: str, after: str) -> bool:
    """Whether a paragraph goes on at the top of the next column or page."""
    return before[-1:] in HYPHENS or (before[-1:] not in _ENDS and after[:1].islower())


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """The pages without lines in their margins that repeat, but for numbers, or that are page numbers."""
    sides = [pages[0::2], pages[1::2]]
    heads = _repeated(pages, _ON_ALL, 2) | _repeated(sides[0], _ON_A_SIDE, 3) | _repeated(sides[1], _ON_A_SIDE, 3)
    found = []
    for page in pages:
        kept = [
            piece
            for piece in page.pieces
            if not _in_margin(piece, page) or not (_NUMBER.match(piece.text.strip()) or _kind(piece) in heads)
        ]
        found.append(Page(page.width, page.height, tuple(kept)))
    return found


def _repeated(pages: Sequence[Page], share: float, least: int) -> set[str]:
    """What stands in the margins of this share of the pages, and of ``least`` at any rate."""
    kinds = Counter[str]()
    for page in pages:
        kinds.update({_kind(piece) for piece in page.pieces if _in_margin(piece, page)})
    return {kind for kind, count in kinds.items() if count >= max(least, share * len(pages))}


def _kind(piece: Piece) -> str:
    return _DIGITS.sub("#", " ".join(piece.text.split()).lower())


def _in_margin(piece: Piece, page: Page) -> bool:
    return piece.bottom > (1 - _MARGIN) * page.height or piece.top < _MARGIN * page.height


def _columns(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The lines, column by column; what stands across columns comes where it stands."""
    rows = _rows(pieces)
    gutter = _gutter(rows)
    if gutter is None:
        yield _joined(rows)
        return
    for across, found in itertools.groupby(rows, key=lambda row: _crosses(row, gutter)):
        band = list(found)
        left = [piece for row in band for piece in row if piece.right <= gutter]
        right = [piece for row in band for piece in row if piece.right > gutter]
        if across or not (_is_column(left) and _is_column(right)):
            yield _joined(band)
        else:
            yield from _columns(left)
            yield from _columns(right)


def _crosses(row: list[Piece], gutter: float) -> bool:
    return any(piece.left < gutter < piece.right for piece in row)


def _gutter(rows: list[list[Piece]]) -> float | None:
    """Where columns part: the middle of the widest strip that the fewest rows cover; None if there is none."""
    pieces = [piece for row in rows for piece in row]
    if len(rows) < _LEAST_ROWS:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    low, high = left + _LEAST_COLUMN * (right - left), right - _LEAST_COLUMN * (right - left)
    places = [low + number * _STRIP for number in range(max(1, int((high - low) / _STRIP)))]
    covered = _covered(rows, places)
    least = min(covered)
    if least > _MOST_ACROSS * len(rows):
        return None
    runs = itertools.groupby(zip(places, covered, strict=True), key=lambda each: each[1] <= least + 0.05 * len(rows))
    strips = [[place for place, _ in run] for empty, run in runs if empty]
    widest = max(strips, key=len)
    usual = statistics.median(piece.height for piece in pieces)
    return (widest[0] + widest[-1]) / 2 if widest[-1] - widest[0] + _STRIP >= _GUTTER * usual else None


def _covered(rows: list[list[Piece]], places: list[float]) -> list[int]:
    """How many of the rows cross each of the places, which are in their order."""
    changes = [0] * (len(places) + 1)
    for row in rows:
        done = 0  # a row that crosses a place twice counts once
        for piece in sorted(row, key=lambda piece: piece.left):
            first = max(done, bisect_right(places, piece.left))
            end = bisect_left(places, piece.right)
            if first < end:
                changes[first] += 1
                changes[end] -= 1
                done = end
    return list(itertools.accumulate(changes[:-1]))


def _rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces that stand on one line, from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        last = rows[-1] if rows else []
        if last and _on_one_line(piece, last[0]):
            last.append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _on_one_line(one: Piece, other: Piece) -> bool:
    return abs(one.middle - other.middle) < 0.4 * max(one.height, other.height)


def _is_column(pieces: list[Piece]) -> bool:
    lines = [" ".join(piece.text for piece in row) for row in _rows(pieces)]
    return len(lines) >= _LEAST_ROWS and statistics.median(map(len, lines)) >= _LEAST_LETTERS


def _joined(rows: list[list[Piece]]) -> list[Piece]:
    """Each row as one piece; a wide gap becomes a tab."""
    lines = []
    for row in rows:
        if not row:
            continue
        text = row[0].text.strip("\r\n")
        for before, piece in itertools.pairwise(row):
            gap = piece.left - before.right
            between = "\t" if gap > 3 * piece.height else " " if gap > 0.12 * piece.height else ""
            apart = text.endswith(" ") or piece.text.startswith(" ")
            text += ("" if between == " " and apart else between) + piece.text.strip("\r\n")
        box = (row[0].left, min(p.bottom for p in row), max(p.right for p in row), max(p.top for p in row))
        lines.append(Piece(*box, text.strip()))
    return [line for line in lines if line.text]


def _paragraphs(lines: list[Piece], words: Words) -> Iterator[str]:
    """Lines joined to paragraphs; one begins after a wider space, an indent, a short line or another size."""
    if not lines:
        return
    distances = [one.middle - two.middle for one, two in itertools.pairwise(lines)]
    usual = statistics.median(distances) if distances else 0.0
    left, right = statistics.median(line.left for line in lines), max(line.right for line in lines)
    text = lines[0].text
    for before, line in itertools.pairwise(lines):
        space = before.middle - line.middle
        new = (
            space > _NEW_PARAGRAPH * max(usual, 0.9 * line.height)
            or abs(line.height - before.height) > 0.25 * before.height
            or (line.left - left > _INDENT * line.height and before.left - left <= _INDENT * line.height)
            or (before.right < left + _SHORT * (right - left) and before.text[-1:] in _ENDS)
        )
        if new:
            yield text
            text = line.text
        else:
            text = words.joined(text, line.text) or f"{text} {line.text}"
    yield text
