"""Encodes texts in batches and writes their tokens, the lengths of the documents, and which tokens are learnt."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from gpt_studio.dataset.token_file import LENGTHS, MASK, SUFFIXES
from gpt_studio.tokenization.encoder import Encode
from gpt_studio.tokenization.tokenizer import Tokenizer

_BATCH_CHARACTERS = 1 << 20
_BATCH_PARTS = 1 << 14
_COPY_TOKENS = 1 << 20


class TokenWriter:
    """Appends texts and tokens to ``path``. Use as a context manager; a normal exit writes what is buffered.

    ``tokens`` and ``text_bytes`` count what was added; added special tokens count no bytes. ``learnt_tokens`` and
    ``learnt_bytes`` count what of it is learnt.
    """

    def __init__(self, path: Path, tokenizer: Tokenizer, encode: Encode) -> None:
        self.path = path
        self.tokens = 0
        self.text_bytes = 0
        self.learnt_tokens = 0
        self.learnt_bytes = 0
        self._tokenizer = tokenizer
        self._encode = encode
        self._kind = np.dtype(SUFFIXES[path.suffix])
        self._waiting: list[str | Sequence[int]] = []
        self._learnt: list[Sequence[bool] | None] = []
        self._ends: list[int] = []
        self._size = 0
        self._documents_at = 0
        self._lengths: list[int] = []
        self._files = contextlib.ExitStack()
        self._file = self._files.enter_context(path.open("w+b"))
        self._mask = self._files.enter_context(path.with_suffix(MASK).open("w+b"))

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
        """What was added since the last call is one document."""
        self._ends.append(len(self._waiting))

    def close_files(self) -> None:
        """Write the lengths; remove the mask if everything is learnt. Called once nothing is moved any more."""
        np.array(self._lengths, "<u4").tofile(self.path.with_suffix(LENGTHS))
        if self.learnt_tokens == self.tokens:
            self.path.with_suffix(MASK).unlink()

    def described(self) -> dict[str, Any]:
        """The fields of a TokenFile but for its path."""
        counted = {"tokens": self.tokens, "text_bytes": self.text_bytes}
        if self.learnt_tokens == self.tokens:
            return counted
        return counted | {"learnt_tokens": self.learnt_tokens, "learnt_bytes": self.learnt_bytes}

    def _add(self, part: str | Sequence[int], size: int, learnt: Sequence[bool] | None) -> None:
        self._waiting.append(part)
        self._learnt.append(learnt)
        self._size += size
        if self._size >= _BATCH_CHARACTERS or len(self._waiting) >= _BATCH_PARTS:
            self._flush()

    def move_tail(self, other: TokenWriter, first: int) -> None:
        """Move the tokens from index ``first`` on to the end of ``other``'s file. Both must be closed."""
        with (
            self.path.open("r+b") as source,
            other.path.open("ab") as target,
            self.path.with_suffix(MASK).open("r+b") as mask,
            other.path.with_suffix(MASK).open("ab") as other_mask,
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
        self._move_lengths(other, first)

    def _move_lengths(self, other: TokenWriter, first: int) -> None:
        """A document that is divided counts in both."""
        kept: list[int] = []
        moved: list[int] = []
        done = 0
        for length in self._lengths:
            stays = min(max(first - done, 0), length)
            kept += [stays] if stays else []
            moved += [length - stays] if length > stays else []
            done += length
        self._lengths, other._lengths = kept, other._lengths + moved

    def _flush(self) -> None:
        encoded = iter(self._encode([part for part in self._waiting if isinstance(part, str)]))
        rows = [np.array(next(encoded) if isinstance(part, str) else part, self._kind) for part in self._waiting]
        masks = [
            np.ones(len(row), np.uint8) if learnt is None else np.array(learnt, np.uint8)
            for row, learnt in zip(rows, self._learnt, strict=True)
        ]
        if rows:
            self._file.write(np.concatenate(rows).tobytes())
            self._mask.write(np.concatenate(masks).tobytes())
        before = self.tokens
        self.tokens += sum(map(len, rows))
        self.learnt_tokens += sum(int(mask.sum()) for mask in masks)
        size = sum(len(part.encode("utf-8", "replace")) for part in self._waiting if isinstance(part, str))
        self.text_bytes += size
        self.learnt_bytes += size + sum(
            self._text_bytes_of(row[mask > 0])
            for row, mask, learnt in zip(rows, masks, self._learnt, strict=True)
            if learnt is not None
        )
        self._note_lengths(before, rows)
        self._waiting, self._learnt, self._ends, self._size = [], [], [], 0

    def _note_lengths(self, before: int, rows: Sequence[np.ndarray]) -> None:
        ends = np.cumsum([0, *map(len, rows)]) + before
        for place in self._ends:
            self._lengths.append(int(ends[place]) - self._documents_at)
            self._documents_at = int(ends[place])

    def _text_bytes_of(self, ids: np.ndarray) -> int:
        return sum(len(self._tokenizer.token_bytes(token)) for token in ids.tolist() if token not in self._uncounted)

    @cached_property
    def _uncounted(self) -> set[int]:
        marks = {self._tokenizer.special_ids[mark] for mark in self._tokenizer.marks}
        return set(self._tokenizer.special_ids.values()) - marks
