"""Shows how a tokenizer splits a text, and measures how well it compresses."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from gpt_studio.tokenization.tokenizer import Tokenizer


@dataclass(frozen=True)
class TokenPiece:
    """One token of a text.

    ``start`` and ``end`` are the offsets of the characters of which the token holds at least one byte. A character can
    be split over several tokens, whose ranges then overlap. ``text`` holds the characters that end in this token, so
    the texts of all pieces concatenate to the whole text. A token added by the tokenizer has an empty range.
    """

    id: int
    text: str
    start: int
    end: int


def pieces(tokenizer: Tokenizer, text: str) -> list[TokenPiece]:
    """The tokens of ``text`` as :meth:`Tokenizer.encode` gives them, with special tokens recognised."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    ids = tokenizer.encode(text)
    ends = list(accumulate(len(character.encode()) for character in text))
    sizes = [len(tokenizer.token_bytes(token)) for token in ids]
    if tokenizer.is_byte_level and tokenizer.decode(ids) == text:
        return _by_bytes(ids, sizes, ends, text)
    return _by_offsets(tokenizer, text)


def _by_bytes(ids: list[int], sizes: list[int], ends: list[int], text: str) -> list[TokenPiece]:
    """``ends[i]``: number of bytes of the text up to and including character ``i``."""
    found = []
    first_byte = done = 0
    for token, size in zip(ids, sizes, strict=True):
        after = first_byte + size
        complete = bisect_right(ends, after)
        end = complete if complete > 0 and ends[complete - 1] == after else complete + 1
        found.append(TokenPiece(token, text[done:complete], done, end))
        first_byte, done = after, complete
    return found


def _by_offsets(tokenizer: Tokenizer, text: str) -> list[TokenPiece]:
    """For tokenizers that change the text first; uses the character offsets of the library."""
    encoding = tokenizer.backend.encode(text)
    last = {end: place for place, (start, end) in enumerate(encoding.offsets) if end > start}
    found = []
    done = 0
    for place, (token, (start, end)) in enumerate(zip(encoding.ids, encoding.offsets, strict=True)):
        complete = end if last.get(end) == place and end > done else done
        found.append(TokenPiece(token, text[done:complete], start, end))
        done = complete
    return found


def bytes_per_token(tokenizer: Tokenizer, texts: Iterable[str]) -> float:
    """UTF-8 bytes of ``texts`` divided by their number of tokens; higher is better. 0.0 without text."""
    size = tokens = 0
    for text in texts:
        for piece in tokenizer.pieces_of(text):
            size += len(piece.encode("utf-8", "replace"))
            tokens += len(tokenizer.encode_pieces([piece])[0])
    return size / tokens if tokens else 0.0
