"""Divides the text of a PDF page into the runs that it was drawn in, from PDFium's list of its letters.

PDFium can also give the text in each box of a page, but looks at every letter of the page for each.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]


@dataclass(frozen=True)
class Run:
    """Letters that were drawn at once: ``count`` of them from the number ``start`` on.

    ``text`` has the spaces that PDFium sees behind them. ``tight``: it sees none, so the next run goes on in the word.
    """

    start: int
    count: int
    text: str
    tight: bool


def runs(page: Any) -> Iterator[Run]:
    """The runs of the text of a page (``pypdfium2.PdfTextPage``), in PDFium's order."""
    letters = _letters(page)
    start, drawn = _next(page.raw, 0, len(letters))
    while drawn is not None:
        end = _end(page.raw, start, drawn, len(letters))
        following, drawn = _next(page.raw, end, len(letters))
        text = "".join(letters[start:following]).rstrip("\r\n")
        yield Run(start, end - start, _without_halves(text), tight=end == following)
        start = following


def _letters(page: Any) -> Sequence[str]:
    """The letters of a page by their numbers."""
    count = page.count_chars()
    text: str = page.get_text_range(0, count) if count > 0 else ""
    if len(text) == count:
        return text
    # Some are left out of it, as those beyond U+FFFF are.
    return [chr(pdfium.FPDFText_GetUnicode(page.raw, place)).strip("\0") for place in range(count)]


def _without_halves(text: str) -> str:
    """Halves of characters beyond U+FFFF put together, and those left out that have no other half."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _next(page: Any, place: int, count: int) -> tuple[int, int | None]:
    """The first letter from ``place`` on that was drawn, not only seen as a space or a line's end, and what drew it."""
    while place < count:
        found = pdfium.FPDFText_GetTextObject(page, place)
        if found:
            return place, ctypes.addressof(found.contents)
        place += 1
    return count, None


def _end(page: Any, start: int, drawn: int, count: int) -> int:
    """Behind the last letter of a run: found with few questions, because a page has thousands of letters."""
    low, step = start, 1
    while True:
        high = low + step
        place, found = _next(page, high, count)
        if found != drawn:
            break
        low, step = place, 2 * step
    while high - low > 1:
        middle = (low + high) // 2
        place, found = _next(page, middle, count)
        low, high = (place, high) if found == drawn else (low, middle)
    return min(high, count)
