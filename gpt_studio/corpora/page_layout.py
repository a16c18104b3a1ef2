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
from gpt_studio.corpora.page_notes import without_marks, without_notes
from gpt_studio.corpora.page_pieces import Piece, on_one_line

_MARGIN = 0.15  # of the height of a page, in which running heads and page numbers stand
_ON_ALL, _ON_A_SIDE = 0.6, 0.35  # the least share of pages, or of left or right ones, with a running head
_ROMAN = r"[ivxlcdmIVXLCDM]{1,8}"
_NUMBER = re.compile(
    rf"^\W*(?:(?:page|seite|página|pág\.?|p\.)\s*)?(?:\d{{1,5}}|{_ROMAN})(?:\s*(?:/|of|de|von|sur)\s*\d{{1,5}})?\W*$",
    re.I,
)
_APART = 3.0  # the least gap between parts of a line that have nothing to do with each other, in heights of it
_SAME_PLACE = 6.0  # points
_Kind = tuple[str, int]
_MOST_WORDS = 12  # of a running head
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
_GOES_ON = re.compile(r"[,.;)\]»”]|[—–][.,;:)]")
_BULLET = re.compile(r"[•◦▪●■‣○∙·\uf0b7]\s*\S")
_NUMBERED = re.compile(r"(\d{1,3})[.)]\s+\S")
_NEAR = 3  # lines before and behind; either may show how wide the text is here
_WIDER, _ROOM = 1.25, 0.25  # a word may be wider than its letters say; so much of the width stays free in no set text
_ENDS = ".!?:…»”\"'"


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    pieces: tuple[Piece, ...]


def text_of(pages: Sequence[Page]) -> str:
    """The text of a printed document: paragraphs parted by empty lines, running heads and page numbers left out.

    Footnotes follow the paragraph that ends their page, or that goes on from it.
    """
    columns = [list(_columns(page.pieces)) for page in without_running_heads(pages)]
    lines = [line for page in columns for column in page for line in column]
    words = Words(line.text for line in lines)
    usual = _usual_height(lines)
    paragraphs: list[str] = []
    waiting: list[str] = []
    for page in columns:
        parts = [without_notes(column, usual, words) for column in page]
        kept, notes = without_marks([body for body, _ in parts], [note for _, found in parts for note in found])
        for column in kept:
            found = list(_paragraphs(column, words))
            if paragraphs and found and _goes_on(paragraphs[-1], found[0]):
                paragraphs[-1] = _with_next(paragraphs[-1], found[0], words)
                found = found[1:]
            if found:
                paragraphs += waiting
                waiting = []
            paragraphs += found
        waiting += notes
    return "\n\n".join(paragraphs + waiting)


def _usual_height(lines: Iterable[Piece]) -> float:
    """The height of the lines that hold most of the letters."""
    letters = Counter[float]()
    for line in lines:
        letters[round(line.height, 1)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _with_next(before: str, after: str, words: Words) -> str:
    """Two lines of a paragraph as one."""
    space = "" if _GOES_ON.match(after) else " "
    return words.joined(before, after) or f"{before}{space}{after}"


def _goes_on(before: str, after: str) -> bool:
    """Whether a paragraph goes on at the top of the next column or page."""
    return before[-1:] in HYPHENS or (
        before[-1:] not in _ENDS and (after[:1].islower() or _GOES_ON.match(after) is not None)
    )


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """The pages without what repeats in their margins, but for numbers, and without page numbers.

    A line at the top or foot that holds the page number is a running head, though each chapter has another.
    """
    margins = [_rows(piece for piece in page.pieces if _in_margin(piece, page)) for page in pages]
    parts = [[part for row in rows for part in _apart(row)] for rows in margins]
    sides = [parts[0::2], parts[1::2]]
    heads = _repeated(parts, _ON_ALL, 2) | _repeated(sides[0], _ON_A_SIDE, 3) | _repeated(sides[1], _ON_A_SIDE, 3)
    counted = _counted(margins)
    found = []
    for number, page in enumerate(pages):
        numbers = [part for row in margins[number] for part in _page_number(row)]
        dropped = {
            piece for part in parts[number] if part in numbers or heads.intersection(_kinds(part)) for piece in part
        }
        for row in _outermost(margins[number]):
            if counted.intersection(place - number for place in _numbers(row)):
                dropped.update(row)
        found.append(Page(page.width, page.height, tuple(piece for piece in page.pieces if piece not in dropped)))
    return found


def _apart(row: list[Piece]) -> Iterator[list[Piece]]:
    """The parts of a row that stand far apart."""
    part = row[:1]
    for before, piece in itertools.pairwise(row):
        if piece.left - before.right > _APART * piece.height:
            yield part
            part = []
        part.append(piece)
    yield part


def _page_number(row: list[Piece]) -> list[list[Piece]]:
    """The part of the row that is a page number, if one is: a row with several numbers is one of a table."""
    found = [part for part in _apart(row) if _NUMBER.match(_text(part))]
    return found if len(found) == 1 else []


def _counted(margins: Sequence[list[list[Piece]]]) -> set[int]:
    """What must be added to the place of a page in the file to have its number, if the outermost lines hold that."""
    differences = Counter[int]()
    for place, rows in enumerate(margins):
        differences.update({number - place for row in _outermost(rows) for number in _numbers(row)})
    return {found for found, count in differences.items() if count >= max(3, _ON_A_SIDE * len(margins))}


def _outermost(rows: list[list[Piece]]) -> list[list[Piece]]:
    return [rows[0], rows[-1]] if rows else []


def _numbers(row: list[Piece]) -> set[int]:
    """The numbers at both ends of a short line that is no sentence, as a footnote is."""
    text = _text(row)
    written = text.split()
    short = bool(written) and len(written) <= _MOST_WORDS and text[-1:] not in _ENDS
    ends = {written[0], written[-1]} if short else set()
    return {int(end) for end in ends if end.isdecimal() and len(end) <= 4}


def _repeated(pages: Sequence[list[list[Piece]]], share: float, least: int) -> set[_Kind]:
    """What stands in the margins of this share of the pages, and of ``least`` at any rate."""
    kinds = Counter[_Kind]()
    for parts in pages:
        kinds.update({kind for part in parts for kind in _kinds(part)})
    return {kind for kind, count in kinds.items() if count >= max(least, share * len(pages))}


def _kinds(part: list[Piece]) -> tuple[_Kind, ...]:
    """What a part says, but for numbers, and about where: twice, so that near places have one in common."""
    text = _DIGITS.sub("#", " ".join(_text(part).split()).lower())
    place = part[0].middle / _SAME_PLACE
    return ((text, int(place)), (text, -int(place + 0.5))) if any(map(str.isalpha, text)) else ()


def _text(row: list[Piece]) -> str:
    return next((line.text for line in _joined([row])), "")


def _in_margin(piece: Piece, page: Page) -> bool:
    return piece.bottom > (1 - _MARGIN) * page.height or piece.top < _MARGIN * page.height


def _columns(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The lines, column by column; what stands across columns comes where it stands."""
    rows = _rows(pieces)
    gutter = _gutter(rows)
    if gutter is None:
        yield _joined(rows)
        return
    whole: list[list[Piece]] = []
    for across, found in itertools.groupby(rows, key=lambda row: _crosses(row, gutter)):
        band = list(found)
        left = [piece for row in band for piece in row if piece.right <= gutter]
        right = [piece for row in band for piece in row if piece.right > gutter]
        if across or not (_is_column(left) and _is_column(right)):
            whole += band
        else:
            if whole:
                yield _joined(whole)
                whole = []
            yield from _columns(left)
            yield from _columns(right)
    if whole:
        yield _joined(whole)


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
        if last and on_one_line(piece, last[0]):
            last.append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


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
            between = "\t" if gap > _APART * piece.height else " " if gap > 0.12 * piece.height else ""
            apart = text.endswith(" ") or piece.text.startswith(" ")
            if between == "\t":
                text = f"{text.rstrip(' ')}\t{piece.text.strip()}"
            else:
                text += ("" if apart else between) + piece.text.strip("\r\n")
        main = max(row, key=lambda piece: len(piece.text))  # not a mark that is raised
        lines.append(Piece(row[0].left, main.bottom, max(p.right for p in row), main.top, text.strip()))
    return [line for line in lines if line.text]


def _paragraphs(lines: list[Piece], words: Words) -> Iterator[str]:
    """Lines joined to paragraphs; one begins after a wider space, an indent, a short line or another size."""
    if not lines:
        return
    distances = [one.middle - two.middle for one, two in itertools.pairwise(lines)]
    usual = statistics.median(distances) if distances else 0.0
    left, right = statistics.median(line.left for line in lines), max(line.right for line in lines)
    text = lines[0].text
    breaks = _breaks(lines)
    for number, (before, line) in enumerate(itertools.pairwise(lines)):
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
        elif number + 1 in breaks:
            text = f"{text}\n{line.text}"
        else:
            text = _with_next(text, line.text, words)
    yield text


def _breaks(lines: list[Piece]) -> set[int]:
    """Which lines somebody began on purpose: items of a list, rows of a table, and those whose first word would have
    fitted into the line before."""
    found: set[int] = set()
    wide = ["\t" in line.text for line in lines]
    rows = {each for place in range(1, len(lines)) if wide[place - 1] and wide[place] for each in (place - 1, place)}
    item = 0
    for place, line in enumerate(lines):
        numbered = _NUMBERED.match(line.text)
        if numbered is not None and int(numbered[1]) in (1, item + 1):
            item = int(numbered[1])
            found.add(place)
        elif _BULLET.match(line.text):
            found.add(place)
        elif place > 0:
            before = lines[place - 1]
            sides = lines[max(0, place - _NEAR) : place], lines[place : place + _NEAR]
            left = min(each.left for side in sides for each in side)
            right = min(max(each.right for each in side) for side in sides)  # beside a picture, both are narrow
            first = len(line.text.split(maxsplit=1)[0]) / len(line.text) * (line.right - line.left)
            fits = before.right + _WIDER * first < right - _ROOM * (right - left)
            whole = before.text[-1:] not in HYPHENS
            if (fits and whole) or place in rows or place - 1 in rows:
                found.add(place)
    return found
