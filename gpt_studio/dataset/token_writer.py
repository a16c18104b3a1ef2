"""Encodes texts in batches and writes the tokens, and where their documents end, to two files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import numpy as np

from gpt_studio.dataset.token_file import END, ENDS, SUFFIXES
from gpt_studio.tokenization.encoder import Encode
from gpt_studio.tokenization.tokenizer import Tokenizer

_BATCH_CHARACTERS = 1 << 20
_BATCH_PARTS = 1 << 14
_COPY_TOKENS = 1 << 20


class TokenWriter:
    """Appends texts and tokens to ``path``. Use as a context manager; a normal exit writes what is buffered.

    ``tokens``, ``text_bytes`` and ``documents`` count what was added; added special tokens count no bytes, and
    documents without tokens do not count.
    """

    def __init__(self, path: Path, tokenizer: Tokenizer, encode: Encode) -> None:
        self.path = path
        self.tokens = 0
        self.text_bytes = 0
        self.documents = 0
        self._tokenizer = tokenizer
        self._encode = encode
        self._kind = np.dtype(SUFFIXES[path.suffix])
        self._waiting: list[str | Sequence[int] | None] = []  # None where a document ends
        self._size = 0
        self._last_end = 0
        self._file: IO[bytes] = path.open("w+b")
        self._ends: IO[bytes] = self._ends_path.open("w+b")

    @property
    def _ends_path(self) -> Path:
        return self.path.with_suffix(ENDS)

    def __enter__(self) -> TokenWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._flush()
        finally:
            self._file.close()
            self._ends.close()

    def add(self, text: str) -> None:
        """Append a piece of text, which is encoded as a whole."""
        self._add(text, len(text))

    def add_ids(self, ids: Sequence[int], text_bytes: int = 0) -> None:
        """Append tokens whose text has ``text_bytes`` bytes."""
        if ids:
            self.text_bytes += text_bytes
            self._add(ids, len(ids))

    def end_document(self) -> None:
        """What was added since the last call is a document."""
        self._add(None, 0)

    def _add(self, part: str | Sequence[int] | None, size: int) -> None:
        self._waiting.append(part)
        self._size += size
        if self._size >= _BATCH_CHARACTERS or len(self._waiting) >= _BATCH_PARTS:
            self._flush()

    def move_tail(self, other: TokenWriter, first: int) -> None:
        """Move the tokens from index ``first`` on to the end of ``other``'s file. Both must be closed.

        A document that this cuts is one in each file.
        """
        self._move_ends(other, first)
        with self.path.open("r+b") as source, other.path.open("ab") as target:
            source.seek(first * self._kind.itemsize)
            while block := source.read(_COPY_TOKENS * self._kind.itemsize):
                ids = np.frombuffer(block, self._kind)
                size = self._text_bytes_of(ids)
                target.write(block)
                self.tokens -= len(ids)
                self.text_bytes -= size
                other.tokens += len(ids)
                other.text_bytes += size
            os.ftruncate(source.fileno(), first * self._kind.itemsize)

    def _move_ends(self, other: TokenWriter, first: int) -> None:
        ends = np.fromfile(self._ends_path, END)
        kept, moved = ends[ends <= first], ends[ends > first] - np.uint64(first) + np.uint64(other.tokens)
        if first > (kept[-1] if len(kept) else 0):
            kept = np.append(kept, np.uint64(first))
        kept.tofile(self._ends_path)
        with other._ends_path.open("ab") as file:
            file.write(moved.tobytes())
        self.documents = len(kept)
        other.documents += len(moved)

    def _flush(self) -> None:
        encoded = iter(self._encode([part for part in self._waiting if isinstance(part, str)]))
        rows, ends = [], []
        for part in self._waiting:
            if part is not None:
                rows.append(np.array(next(encoded) if isinstance(part, str) else part, self._kind))
                self.tokens += len(rows[-1])
            elif self.tokens > self._last_end:
                self._last_end = self.tokens
                ends.append(self.tokens)
        if rows:
            self._file.write(np.concatenate(rows).tobytes())
        self._ends.write(np.array(ends, END).tobytes())
        self.documents += len(ends)
        self.text_bytes += sum(len(part.encode("utf-8", "replace")) for part in self._waiting if isinstance(part, str))
        self._waiting, self._size = [], 0

    def _text_bytes_of(self, ids: np.ndarray) -> int:
        marks = {self._tokenizer.special_ids[mark] for mark in self._tokenizer.marks}
        special = set(self._tokenizer.special_ids.values()) - marks
        return sum(len(self._tokenizer.token_bytes(token)) for token in ids.tolist() if token not in special)
