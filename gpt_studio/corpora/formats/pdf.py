"""Reads PDF (with PDFium): columns in reading order, paragraphs whole, running heads and page numbers left out.

Pages that are pictures are counted and said; no text is recognised in them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gpt_studio.core.errors import say
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.loose_accents import with_accents
from gpt_studio.corpora.page_layout import Page, text_of
from gpt_studio.corpora.page_pieces import Piece
from gpt_studio.corpora.reading import Reading, TextFormat, not_this_kind

if TYPE_CHECKING:
    from gpt_studio.corpora.page_runs import Run

_Box = tuple[float, float, float, float]

_START = b"%PDF-"
_HEAD = 1024  # bytes in which the start may stand
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "ft", 0xFB06: "st"}
_MOST_BAD = 1000  # pages in a row; a damaged file may say that it has millions
_LEAST_LETTERS = 8
"""A page with fewer, and with a picture, is one that was scanned."""


def read(reading: Reading) -> Iterator[Document]:
    """One document for the file."""
    with reading.path.open("rb") as file:
        if _START not in file.read(_HEAD):
            raise not_this_kind(reading, "PDF")
    reading.encoding = "PDF"
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(reading.path, password=reading.password or None)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise reading.locked() from error
        raise
    pages: list[Page] = []
    scanned = bad = in_a_row = 0
    with contextlib.closing(document):
        count = len(document)
        for number in range(count):
            reading.progressed(number / count)
            try:
                page, is_picture = _page(document, number)
            except pypdfium2.PdfiumError:  # one bad page costs only itself
                bad += 1
                in_a_row += 1
                if in_a_row == _MOST_BAD:
                    bad += count - number - 1
                    break
                continue
            in_a_row = 0
            scanned += is_picture
            pages.append(page)
    text = with_accents(text_of(pages))
    _tell(reading, count, scanned, bad)
    if text.strip():
        yield Document(text)


def _page(document: Any, number: int) -> tuple[Page, bool]:
    """The pieces of text of a page, and whether it is a picture instead."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    from gpt_studio.corpora.page_runs import runs

    page = document[number]
    try:
        width, height = page.get_size()
        turned = _Turned(page.get_rotation(), width, height)
        text = page.get_textpage()
        try:
            pieces: list[Piece] = []
            goes_on = False
            for run in runs(text):
                words = " ".join(run.text.translate(_LIGATURES).split("\r\n"))
                box = _box(text, run)
                goes_on, went_on = False, goes_on
                if words.strip() and box is not None:
                    left, bottom, right, top = turned.shown(box)
                    low, high = _line(text, turned, run) or (bottom, top)
                    piece = Piece(left, low, right, high, words)
                    if went_on and piece.follows(pieces[-1]):
                        pieces[-1] = pieces[-1].with_next(piece)
                    else:
                        pieces.append(piece)
                    goes_on = run.tight
        finally:
            text.close()
        empty = sum(len(piece.text.strip()) for piece in pieces) < _LEAST_LETTERS
        pictures = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2) if empty else ()
        return Page(width, height, tuple(pieces)), any(True for _ in pictures)
    finally:
        page.close()


class _Turned:
    """A page that is shown turned by some quarters, clockwise, and then has this ``width`` and ``height``.

    A box is its left, bottom, right and top.
    """

    def __init__(self, degrees: int, width: float, height: float) -> None:
        self._degrees, self._width, self._height = degrees, width, height

    def shown(self, box: _Box) -> _Box:
        """Where a box of the page is shown."""
        left, bottom, right, top = box
        if self._degrees == 90:
            return bottom, self._height - right, top, self._height - left
        if self._degrees == 180:
            return self._width - right, self._height - top, self._width - left, self._height - bottom
        if self._degrees == 270:
            return self._width - top, left, self._width - bottom, right
        return box


def _box(text: Any, run: Run) -> _Box | None:
    """What a run covers of the page; None if it cannot be seen."""
    boxes = [text.get_rect(place) for place in range(text.count_rects(run.start, run.count))]
    if not boxes:
        return None
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _line(text: Any, turned: _Turned, run: Run) -> tuple[float, float] | None:
    """The bottom and top of the line of a run, which do not hang on its letters; None if unknown."""
    _, bottom, _, top = turned.shown(text.get_charbox(run.start, loose=True))
    return (bottom, top) if top > bottom else None


def _tell(reading: Reading, count: int, scanned: int, bad: int) -> None:
    if scanned:
        reading.problem = say(
            "pdf.scanned",
            "Pages of {name} that are pictures: {scanned:,} of {count:,}. Text is not recognised in pictures: "
            "run a program for that over the file first.",
            name=reading.path.name,
            scanned=scanned,
            count=count,
        )
    elif bad:
        reading.problem = say(
            "pdf.pages",
            "Pages of {name} that are damaged and left out: {bad:,} of {count:,}.",
            name=reading.path.name,
            bad=bad,
            count=count,
        )


PDF = TextFormat("PDF", (".pdf",), read, version=4, extracted=True)
