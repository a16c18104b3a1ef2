"""Encodes texts in batches and writes their tokens, where their documents end, and which tokens are learnt."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from gpt_studio.dataset.token_file import END, ENDS, MASK, SUFFIXES
from gpt_studio.tokenization.encoder import Encode
from gpt_studio.tokenization.tokenizer import Tokenizer

_BATCH_CHARACTERS = 1 << 20
_BATCH_PARTS = 1 << 14
_COPY_TOKENS = 1 << 20


class TokenWriter:
    """Appends texts and tokens to ``path``. Use as a context manager; a normal exit writes what is buffered.

    ``tokens``, ``text_bytes`` and ``documents`` count what was added; added special tokens count no bytes, and
    documents without tokens do not count. ``learnt_tokens`` and ``learnt_bytes`` count what of it is learnt.
    """

    def __init__(self, path: Path, tokenizer: Tokenizer, encode: Encode) -> None:
        self.path = path
        self.tokens = 0
        self.text_bytes = 0
        self.documents = 0
        self.learnt_tokens = 0
        self.learnt_bytes = 0
        self._tokenizer = tokenizer
        self._encode = encode
        self._kind = np.dtype(SUFFIXES[path.suffix])
        self._waiting: list[str | Sequence[int] | None] = []  # None where a document ends
        self._learnt: list[Sequence[bool] | None] = []
        self._size = 0
        self._last_end = 0
        self._files = contextlib.ExitStack()
        self._file = self._files.enter_context(path.open("w+b"))
        self._ends = self._files.enter_context(self._ends_path.open("w+b"))
        self._mask = self._files.enter_context(self._mask_path.open("w+b"))

    @property
    def _ends_path(self) -> Path:
        return self.path.with_suffix(ENDS)

    @property
    def _mask_path(self) -> Path:
        return self.path.with_suffix(MASK)

    def __enter__(self) -> TokenWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._flush()
        finally:
            self._files.close()

    def add(self, text: str) -> None:
        """Append a piece of text, which is encoded as a whole."""
        self._add(text, len(text), None)

    def add_ids(self, ids: Sequence[int], text_bytes: int = 0, learnt: Sequence[bool] | None = None) -> None:
        """Append tokens whose text has ``text_bytes`` bytes; ``learnt`` says for each whether it is; None for all."""
        if ids:
            self.text_bytes += text_bytes
            if learnt is None:
                self.learnt_bytes += text_bytes
            self._add(ids, len(ids), learnt)

    def end_document(self) -> None:
        """What was added since the last call is a document."""
        self._add(None, 0, None)

    def drop_needless_mask(self) -> None:
        """Remove the mask if everything is learnt. To be called once nothing is moved any more."""
        if self.learnt_tokens == self.tokens:
            self._mask_path.unlink()

    def described(self) -> dict[str, Any]:
        """The fields of a TokenFile but for its path."""
        counted = {"tokens": self.tokens, "text_bytes": self.text_bytes, "documents": self.documents}
        if self.learnt_tokens == self.tokens:
            return counted
        return counted | {"learnt_tokens": self.learnt_tokens, "learnt_bytes": self.learnt_bytes}

    def _add(self, part: str | Sequence[int] | None, size: int, learnt: Sequence[bool] | None) -> None:
        self._waiting.append(part)
        self._learnt.append(learnt)
        self._size += size
        if self._size >= _BATCH_CHARACTERS or len(self._waiting) >= _BATCH_PARTS:
            self._flush()

    def move_tail(self, other: TokenWriter, first: int) -> None:
        """Move the tokens from index ``first`` on to the end of ``other``'s files. Both must be closed.

        A document that this cuts is one in each file.
        """
        self._move_ends(other, first)
        with (
            self.path.open("r+b") as source,
            other.path.open("ab") as target,
            self._mask_path.open("r+b") as mask,
            other._mask_path.open("ab") as other_mask,
        ):
            source.seek(first * self._kind.itemsize)
            mask.seek(first)
            while block := source.read(_COPY_TOKENS * self._kind.itemsize):
                ids = np.frombuffer(block, self._kind)
                flags = mask.read(len(ids))
                learnt = ids[np.frombuffer(flags, np.uint8) > 0]
                size, learnt_size = self._text_bytes_of(ids), self._text_bytes_of(learnt)
                target.write(block)
                other_mask.write(flags)
                for writer, sign in ((self, -1), (other, 1)):
                    writer.tokens += sign * len(ids)
                    writer.text_bytes += sign * size
                    writer.learnt_tokens += sign * len(learnt)
                    writer.learnt_bytes += sign * learnt_size
            os.ftruncate(source.fileno(), first * self._kind.itemsize)
            os.ftruncate(mask.fileno(), first)

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
        rows, masks, ends = [], [], []
        for part, learnt in zip(self._waiting, self._learnt, strict=True):
            if part is not None:
                row = np.array(next(encoded) if isinstance(part, str) else part, self._kind)
                rows.append(row)
                masks.append(np.ones(len(row), np.uint8) if learnt is None else np.array(learnt, np.uint8))
                self.tokens += len(row)
                if learnt is not None:
                    self.learnt_bytes += self._text_bytes_of(row[masks[-1] > 0])
            elif self.tokens > self._last_end:
                self._last_end = self.tokens
                ends.append(self.tokens)
        if rows:
            self._file.write(np.concatenate(rows).tobytes())
            self._mask.write(np.concatenate(masks).tobytes())
        self._ends.write(np.array(ends, END).tobytes())
        self.documents += len(ends)
        self.learnt_tokens += sum(int(mask.sum()) for mask in masks)
        size = sum(len(part.encode("utf-8", "replace")) for part in self._waiting if isinstance(part, str))
        self.text_bytes += size
        self.learnt_bytes += size
        self._waiting, self._learnt, self._size = [], [], 0

    def _text_bytes_of(self, ids: np.ndarray) -> int:
        return sum(len(self._tokenizer.token_bytes(token)) for token in ids.tolist() if token not in self._uncounted)

    @cached_property
    def _uncounted(self) -> set[int]:
        marks = {self._tokenizer.special_ids[mark] for mark in self._tokenizer.marks}
        return set(self._tokenizer.special_ids.values()) - marks
