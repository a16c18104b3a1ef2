"""Reads plain text: a file is one document unless end-of-text marks divide it or it is too large for memory.

A file of :data:`LARGE` bytes or more is read in pieces of about :data:`PIECE` characters, each cut after a line. Each
piece is a document, so its last tenth is held out (dataset/split.py). A rest shorter than :data:`SHORTEST_PIECE` is
joined to the piece before it, because short documents are held out as a whole instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from gpt_studio.corpora.decoding import open_text
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.marks import divided
from gpt_studio.corpora.reading import Reading, TextFormat

LARGE = 64 << 20
PIECE = 16 << 20
LONGEST_LINE = 1 << 20
SHORTEST_PIECE = 20_000


def read(reading: Reading) -> Iterator[Document]:
    """The file as one document, or as several if it is large or marks divide it."""
    with open_text(reading) as file:
        large = reading.path.stat().st_size >= LARGE
        for text, ends in divided(pieces(file), PIECE) if large else divided((file.read(),), LARGE):
            reading.ends.update(ends)
            yield Document(text)


def pieces(file: TextIO, length: int = PIECE, longest_line: int = LONGEST_LINE) -> Iterator[str]:
    """Cut a stream into pieces of ``length`` characters plus the rest of the line, at most ``longest_line`` of it."""
    piece = _piece(file, length, longest_line)
    while piece:
        following = _piece(file, length, longest_line)
        if 0 < len(following) < SHORTEST_PIECE:
            piece, following = piece + following, ""
        yield piece
        piece = following


def _piece(file: TextIO, length: int, longest_line: int) -> str:
    block = file.read(length)
    piece = block + file.readline(longest_line) if len(block) == length else block
    return piece + file.read(1) if piece.endswith("\r") else piece  # its line feed must not begin the next piece


PLAIN_TEXT = TextFormat("Plain text", (".txt", ".text"), read)
