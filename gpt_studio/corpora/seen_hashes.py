"""Sets of many hashes in little memory: eight bytes for each one that was seen, a fixed size for counts."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Hashes: TypeAlias = NDArray[np.uint64]
Flags: TypeAlias = NDArray[np.bool_]


class SeenHashes:
    """A set of 64-bit hashes, as sorted runs of which each is at least twice as long as the next."""

    def __init__(self) -> None:
        self._runs: list[Hashes] = []

    def add(self, hashes: Hashes) -> Flags:
        """Add them, and say of each whether it was there before, be it earlier in ``hashes``."""
        seen = np.zeros(len(hashes), dtype=bool)
        for run in self._runs:
            places = np.minimum(np.searchsorted(run, hashes), len(run) - 1)
            seen |= run[places] == hashes
        values, first = np.unique(hashes, return_index=True)
        new = ~seen[first]
        again = np.ones(len(hashes), dtype=bool)
        again[first] = False
        if new.any():
            self._runs.append(values[new])
            while len(self._runs) > 1 and len(self._runs[-2]) < 2 * len(self._runs[-1]):
                last = self._runs.pop()
                self._runs[-1] = np.sort(np.concatenate([self._runs[-1], last]), kind="stable")
        return seen | again


class HashCounts:
    """Counts hashes up to 255 in two rows of 32 MB. Others that fall into the same cells of both make a count too high,
    never too low: with ten million different hashes in one case of ten."""

    _BITS = 25

    def __init__(self) -> None:
        self._rows = np.zeros((2, 1 << self._BITS), dtype=np.uint8)

    def add(self, hashes: Hashes) -> NDArray[np.uint8]:
        """Count each of ``hashes``, which are all different, once more; returns what was counted before."""
        mask = np.uint64((1 << self._BITS) - 1)
        cells = [(hashes & mask).astype(np.intp), ((hashes >> np.uint64(32)) & mask).astype(np.intp)]
        before: NDArray[np.uint8] = np.minimum(self._rows[0][cells[0]], self._rows[1][cells[1]])
        for row, places in zip(self._rows, cells, strict=True):
            row[places] = np.minimum(row[places], 254) + 1
        return before
