"""Splits documents into a part for training and a held-out part for validation.

A document's side follows from its content alone, so that nothing moves from one to the other when files are added,
removed or renamed: a model that goes on learning from a grown corpus is still measured on text that it never read.
"""

from __future__ import annotations

import dataclasses
import enum
import hashlib
from collections.abc import Iterable, Iterator

from gpt_studio.corpora.documents import Document, plain_text
from gpt_studio.corpora.near_duplicates import NearDuplicates, sketches

HELD_OUT = 0.1
LONG_TEXT = 20_000  # characters
SPLIT_VERSION = 2  # increase it when the same corpus is split differently
MOST_COMPARED = 500_000
"""Documents that are compared with each other: what is remembered of so many takes half a gigabyte."""
_TOGETHER, _TOGETHER_CHARACTERS = 512, 1_000_000

Parts = tuple[Document | None, Document | None]


def split(document: Document) -> Parts:
    """The training part and the held-out part of a document, as it is split where nothing is like it.

    The last tenth of a text of 20,000 characters or more is held out. Shorter texts and conversations stay whole: one
    in ten is held out, chosen by a hash of its content, independent of the training's seed. Texts that differ in white
    space only are on the same side.
    """
    return _whole_or_cut(document, held_out=_is_held_out(document))


def _whole_or_cut(document: Document, *, held_out: bool) -> Parts:
    if len(document.text) >= LONG_TEXT:
        cut = int(len(document.text) * (1 - HELD_OUT))
        return (
            dataclasses.replace(document, text=document.text[:cut]),
            dataclasses.replace(document, text=document.text[cut:]),
        )
    return (None, document) if held_out else (document, None)


def _is_held_out(document: Document) -> bool:
    digest = hashlib.blake2b(digest_size=8)
    for text in (document.text, *(turn.text for turn in document.turns)):
        digest.update(" ".join(text.split()).encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return int.from_bytes(digest.digest(), "big") < HELD_OUT * 2**64


class _Side(enum.IntEnum):
    """Where a document went. A long text is on both sides."""

    TRAIN = 0
    HELD_OUT = 1
    BOTH = 2


class Splitter:
    """Splits the documents of a corpus, so that nearly the same text never stands on both sides.

    A document that is like an earlier one (corpora/near_duplicates.py), but would fall on the other side, is left out
    of both: nothing ever moves to where it would not be without the other. Of a long text, which is on both sides, no
    other version is kept, only the very same text. ``left_out`` counts them.

    ``compared`` tells whether there were not too many documents to compare them all: from number
    :data:`MOST_COMPARED` on, only the same text is on the same side.
    """

    def __init__(self) -> None:
        self.left_out = 0
        self.compared = True
        self._near = NearDuplicates()
        self._sides = bytearray()
        self._long: dict[int, bytes] = {}  # hashes of the long texts, by their numbers

    def split(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Parts]]:
        """Each document in its order, with its two parts: None where nothing of it is on that side."""
        waiting: list[Document] = []
        characters = 0
        for document in documents:
            waiting.append(document)
            characters += document.characters
            if len(waiting) >= _TOGETHER or characters >= _TOGETHER_CHARACTERS:
                yield from self._split(waiting)
                waiting, characters = [], 0
        yield from self._split(waiting)

    def _split(self, documents: list[Document]) -> Iterator[tuple[Document, Parts]]:
        """Compared together, which is many times as fast as one by one."""
        if not documents:
            return
        halves = [split(document) for document in documents]
        like: list[int | None] = [None] * len(documents)
        if len(self._sides) < MOST_COMPARED:
            like = self._near.earlier_like_each(sketches([plain_text(document) for document in documents]))
            self._remember(documents, halves)
        else:
            self.compared = False
        for document, parts, earlier in zip(documents, halves, like, strict=True):
            if earlier is None or self._go_together(earlier, document, _side_of(parts)):
                yield document, parts
            else:
                self.left_out += 1
                yield document, (None, None)

    def _remember(self, documents: list[Document], halves: list[Parts]) -> None:
        for document, parts in zip(documents, halves, strict=True):
            if _side_of(parts) is _Side.BOTH:
                self._long[len(self._sides)] = _hash(document)
            self._sides.append(_side_of(parts))

    def _go_together(self, earlier: int, document: Document, side: _Side) -> bool:
        if side is _Side.BOTH:
            return self._long.get(earlier) == _hash(document)
        return self._sides[earlier] == side


class EarlierSplitter:
    """Splits as version 1 did, for runs that began with it: by the number of the document in its corpus."""

    left_out = 0
    compared = True

    def split(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Parts]]:
        """As :meth:`Splitter.split`."""
        for index, document in enumerate(documents):
            digest = hashlib.sha256(str(index).encode()).digest()
            held_out = int.from_bytes(digest[:8], "big") < HELD_OUT * 2**64
            yield document, _whole_or_cut(document, held_out=held_out)


def _hash(document: Document) -> bytes:
    return hashlib.blake2b(document.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _side_of(parts: Parts) -> _Side:
    train, held_out = parts
    if train is not None and held_out is not None:
        return _Side.BOTH
    return _Side.TRAIN if held_out is None else _Side.HELD_OUT
