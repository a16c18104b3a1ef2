"""Packs short texts, whole, into rows of one length, so that little of a row is filler.

Longest-first best fit over the histogram of lengths (Krell et al. 2021, "Efficient sequence packing without
cross-contamination"): texts of one length are exchangeable, so whole groups of rows are filled at once, the number of
rows depends on the lengths alone, and each epoch can deal the texts to the rows anew.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]
WORTH_PACKING = 0.95
"""Rows are packed if they are at most this share of what rows of one text each would be: packed rows need a mask."""


@dataclass(frozen=True)
class Pieces:
    """Parts of texts that fit into a row: where each begins, and how many tokens it gives to be read.

    The token after the last one that is read is the last target; so a text of n tokens gives n - 1.
    """

    starts: Places
    sizes: Places


def pieces_of(lengths: npt.NDArray[np.integer], row_length: int) -> Pieces:
    """The texts of ``lengths``, which stand one after another; a longer one than a row is cut into several pieces.

    A text of one token gives none, because nothing in it can be predicted.
    """
    whole = lengths.astype(np.int64)
    firsts, read = np.cumsum(whole) - whole, np.maximum(whole - 1, 0)
    counts = -(-read // row_length)
    number = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    done = number * row_length
    return Pieces(np.repeat(firsts, counts) + done, np.minimum(row_length, np.repeat(read, counts) - done))


class Packing:
    """Which rows of ``row_length`` the ``sizes`` of pieces are packed into: ``rows`` of them.

    ``packed``: some hold several pieces.
    """

    def __init__(self, sizes: Places, row_length: int) -> None:
        patterns = _patterns(sizes, row_length)
        self.rows = sum(count for _, count in patterns)
        self.packed = 0 < self.rows <= WORTH_PACKING * len(sizes)
        if not self.packed:
            self.rows = len(sizes)
            self._ends = np.arange(1, self.rows + 1)
            self._slots = np.arange(self.rows)
            return
        in_rows = [np.tile(np.array(pattern, np.int64), count) for pattern, count in patterns]
        per_row = [np.full(count, len(pattern)) for pattern, count in patterns]
        self._ends = np.cumsum(np.concatenate(per_row))
        self._slots = np.argsort(np.concatenate(in_rows), kind="stable")
        self._sizes = sizes

    def deal(self, random: np.random.Generator) -> list[Places]:
        """The pieces (numbers) of each row, rows and pieces of the same size in random order."""
        pieces = np.empty(len(self._slots), np.int64)
        if self.packed:
            shuffled = random.permutation(len(self._sizes))
            pieces[self._slots] = shuffled[np.argsort(self._sizes[shuffled], kind="stable")]
        else:
            pieces[:] = self._slots
        rows = np.split(pieces, self._ends[:-1])
        return [rows[place] for place in random.permutation(self.rows)]


def _patterns(sizes: Places, row_length: int) -> list[tuple[tuple[int, ...], int]]:
    """The sizes in a row, and how many rows hold these."""
    groups: dict[int, dict[tuple[int, ...], int]] = {}  # by what is left in the row
    rooms: list[int] = []

    def put(room: int, pattern: tuple[int, ...], count: int) -> None:
        if room not in groups:
            groups[room] = {}
            insort(rooms, room)
        groups[room][pattern] = groups[room].get(pattern, 0) + count

    values, counts = np.unique(sizes, return_counts=True)
    for size, left in zip(values[::-1].tolist(), counts[::-1].tolist(), strict=True):
        while left:
            place = bisect_left(rooms, size)
            if place == len(rooms):
                fitting = row_length // size
                several, rest = divmod(left, fitting)
                if several:
                    put(row_length - fitting * size, (size,) * fitting, several)
                if rest:
                    put(row_length - rest * size, (size,) * rest, 1)
                break
            room = rooms[place]
            pattern, count = groups[room].popitem()
            if not groups[room]:
                del groups[room]
                rooms.pop(place)
            fitting = room // size
            several, rest = divmod(left, fitting)
            filled = min(count, several)
            if filled:
                put(room - fitting * size, pattern + (size,) * fitting, filled)
                left -= filled * fitting
            if filled < count and several < count and rest:
                put(room - rest * size, pattern + (size,) * rest, 1)
                left -= rest
                filled += 1
            if filled < count:
                put(room, pattern, count - filled)
    return [(pattern, count) for patterns in groups.values() for pattern, count in patterns.items()]
