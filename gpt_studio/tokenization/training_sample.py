"""Chooses the text that a tokenizer learns from where there is more of it than it needs.

Which merges come first depends on how often pairs stand side by side, and a sample of a hundred megabytes tells that as
well as all of a text does: tests/benchmarks/RESULTS.md has the figures. Nearly all the time goes into counting words.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

MEGABYTE = 1_000_000
_SEED = 2016  # any number: the same text always gives the same sample
_LESS = 0.9


class TrainingSample:
    """The pieces of a text that are used: all of them, or some that are spread evenly over the whole text.

    Each piece has a random number of its own, and those with a number below a share are used. The share is reduced
    whenever they have more than ``most_bytes``: so the length of the text need not be known, and no more than that is
    held in memory. ``text_bytes`` and ``sample_bytes`` are the sizes of the two in UTF-8.
    """

    def __init__(self, most_bytes: int) -> None:
        self.text_bytes = self.sample_bytes = 0
        self._most = most_bytes
        self._share = 1.0
        self._random = random.Random(_SEED)
        self._kept: list[tuple[float, bytes]] = []

    @property
    def is_whole(self) -> bool:
        """Whether the sample is all of the text."""
        return self.sample_bytes == self.text_bytes

    def add(self, pieces: Iterable[str]) -> None:
        """Read the text to its end."""
        for piece in pieces:
            data = piece.encode("utf-8", "replace")
            self.text_bytes += len(data)
            number = self._random.random()
            if number < self._share:
                self._kept.append((number, data))
                self.sample_bytes += len(data)
                while self.sample_bytes > self._most and len(self._kept) > 1:
                    self._use_less()

    def _use_less(self) -> None:
        self._share *= _LESS
        least = min(self._kept)
        self._kept = [each for each in self._kept if each[0] < self._share] or [least]
        self.sample_bytes = sum(len(data) for _, data in self._kept)

    def pieces(self) -> Iterator[bytes]:
        """The pieces that are used, in their order."""
        return (data for _, data in self._kept)
