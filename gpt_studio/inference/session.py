"""The cache of one conversation: what a new turn has in common with the last one is not read again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import torch
from torch import Tensor

from gpt_studio.core.job import JobContext

_READ_AT_ONCE = 512


class ReadSoFar(Protocol):
    """What an engine keeps of the tokens that it has read."""

    @property
    def length(self) -> int: ...
    @property
    def size(self) -> int: ...
    def rewind(self, length: int) -> None: ...
    def copy(self, length: int) -> Any: ...


class ReadingEngine(Protocol):
    """What a session needs of an engine: see :class:`gpt_studio.inference.engine.Engine`."""

    @property
    def context_length(self) -> int: ...
    @property
    def cache_ends_at(self) -> int | None: ...
    def new_cache(self) -> Any: ...
    def scores(self, ids: Tensor, cache: Any) -> Tensor: ...
    def all_scores(self, ids: Tensor, cache: Any) -> Tensor: ...


class Session:
    """One text that grows, and the keys and values of what was read of it.

    Where the model's context is full, :meth:`step` drops the older half of the text and reads the newer one anew.
    """

    def __init__(self, engine: ReadingEngine) -> None:
        self._engine = engine
        self._cache: ReadSoFar = engine.new_cache()
        self._ids: list[int] = []
        self._turned_otherwise = False
        self.reused = 0
        """How many tokens of the text that was given to :meth:`prefill` last needed no reading."""

    @property
    def ids(self) -> Sequence[int]:
        """What the model sees: the newest tokens of the text, at most as many as fit its context."""
        return self._ids

    @property
    def size(self) -> int:
        """Bytes of memory that the cache takes."""
        return self._cache.size

    @property
    def full(self) -> bool:
        """Whether one more token would make the model forget the beginning of the text."""
        return len(self._ids) >= self._engine.context_length

    def in_common(self, ids: Sequence[int]) -> int:
        """How many tokens of ``ids`` would need no reading."""
        window = ids[-self._engine.context_length :]
        held = self._ids[: self._cache.length]
        if self._turned_otherwise is not self._turns_otherwise(len(window)):
            return 0
        return min(_same(held, window), len(window) - 1)

    def branch(self, ids: Sequence[int]) -> Session:
        """Another session, with a copy of what ``ids`` have in common with this one, which stays as it is."""
        length = self.in_common(ids)
        other = Session(self._engine)
        other._cache = self._cache.copy(length)
        other._ids, other._turned_otherwise = self._ids[:length], self._turned_otherwise
        return other

    def prefill(self, ids: Sequence[int], context: JobContext | None = None) -> Tensor:
        """Replace the text by ``ids``, of which the last that fit the context are read; the scores [vocab_size] of the
        token after them. Raises JobCancelled when ``context`` is cancelled, ValueError for an empty text."""
        if not ids:
            raise ValueError("a prompt has at least one token")
        self.reused = self.in_common(ids)
        self._ids = list(ids[-self._engine.context_length :])
        self._cache.rewind(self.reused)
        return self._read(context)

    def step(self, token: int) -> Tensor:
        """Add ``token`` to the text; the scores [vocab_size] of the token after it."""
        limit = self._engine.context_length
        self._ids.append(token)
        if len(self._ids) > limit:
            self._ids = self._ids[-max(limit // 2, 1) :]
            self._cache.rewind(0)
        elif self._turned_otherwise is not self._turns_otherwise(len(self._ids)):
            self._cache.rewind(0)
        return self._read()

    @property
    def room(self) -> int:
        """How many tokens :meth:`check` can add at once."""
        limit, ends_at = self._engine.context_length, self._engine.cache_ends_at
        if ends_at is not None and not self._turned_otherwise:
            limit = min(limit, ends_at)
        return limit - len(self._ids)

    def check(self, token: int, guess: Sequence[int]) -> Tensor:
        """Add ``token`` and a ``guess`` at what follows to the text; the scores [1 + guess, vocab_size] after each."""
        self._ids += (token, *guess)
        return self._engine.all_scores(torch.tensor([self._ids[self._cache.length :]]), self._cache)[0]

    def forget(self, count: int) -> None:
        """Take the last ``count`` tokens off the text."""
        del self._ids[-count:]
        self._cache.rewind(len(self._ids))

    def _read(self, context: JobContext | None = None) -> Tensor:
        """Read what the cache does not hold yet, in portions."""
        if self._cache.length == 0:
            self._turned_otherwise = self._turns_otherwise(len(self._ids))
        while True:
            start = self._cache.length
            end = min(len(self._ids), start + _READ_AT_ONCE)
            if self._turned_otherwise and self._engine.cache_ends_at is not None:
                # The angles follow from the end of a portion, so the first one must reach beyond where they change.
                end = max(end, min(len(self._ids), self._engine.cache_ends_at + 1))
            scores = self._engine.scores(torch.tensor([self._ids[start:end]]), self._cache)
            if end == len(self._ids):
                return scores[0]
            if context is not None:
                context.raise_if_cancelled()

    def _turns_otherwise(self, length: int) -> bool:
        """Whether positions rotate by the angles of long texts."""
        ends_at = self._engine.cache_ends_at
        return ends_at is not None and length > ends_at


def _same(first: Sequence[int], second: Sequence[int]) -> int:
    """How many ids at the start of both are equal."""
    for place, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return place
    return min(len(first), len(second))
