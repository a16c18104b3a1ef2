"""What a tokenizer makes of a text: its pieces, and how well it packs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from gpt_studio.tokenization.tokenizer import Tokenizer


@dataclass(frozen=True)
class TokenPiece:
    """One token of a text.

    ``start`` and ``end`` are character offsets of all characters of which the token holds at least one byte. A
    character of several bytes can be split over tokens: they all cover it, so their ranges overlap. ``text`` holds
    the characters that end in this token: a split one stands in the last of its tokens and the others have "", so that
    the texts of all pieces, put together, are the whole text. A token that the tokenizer adds of itself covers nothing.
    """

    id: int
    text: str
    start: int
    end: int


def pieces(tokenizer: Tokenizer, text: str) -> list[TokenPiece]:
    """The tokens of ``text`` in order, special tokens recognised, as :meth:`Tokenizer.encode` gives them."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    ids = tokenizer.encode(text)
    ends = list(accumulate(len(character.encode()) for character in text))
    sizes = [len(tokenizer.token_bytes(token)) for token in ids]
    if tokenizer.is_byte_level and tokenizer.decode(ids) == text:
        return _by_bytes(ids, sizes, ends, text)
    return _by_offsets(tokenizer, text)


def _by_bytes(ids: list[int], sizes: list[int], ends: list[int], text: str) -> list[TokenPiece]:
    """``ends[i]``: how many bytes the text has up to and with character ``i``."""
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
    """For tokenizers that change the text first: the library knows which characters each token came from."""
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
    """UTF-8 bytes of ``texts`` divided by their tokens: the higher, the better it packs. 0.0 without text."""
    size = tokens = 0
    for text in texts:
        for piece in tokenizer.pieces_of(text):
            size += len(piece.encode("utf-8", "replace"))
            tokens += len(tokenizer.encode_pieces([piece])[0])
    return size / tokens if tokens else 0.0
