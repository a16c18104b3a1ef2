"""The values of a curve. All are kept; they are smoothed and thinned only for drawing."""

from __future__ import annotations

import math

import numpy as np

Numbers = np.ndarray
_FIRST_ROOM = 1024


class Series:
    """Values by step, in ascending order of steps. Values that are not finite are left out.

    Running sums are kept with the values, so that the mean over any range costs one subtraction.
    """

    def __init__(self) -> None:
        self._room = np.empty((3, _FIRST_ROOM))
        self._length = 0
        self.changes = 0
        """Counts the changes of the points."""

    @property
    def steps(self) -> Numbers:
        return self._room[0, : self._length]

    @property
    def values(self) -> Numbers:
        return self._room[1, : self._length]

    def __len__(self) -> int:
        return self._length

    def add(self, step: float, value: float) -> None:
        """Add a point. Points at ``step`` and later are removed first, because a resumed run repeats steps."""
        self.changes += 1
        if self._length and step <= self._room[0, self._length - 1]:
            self._length = int(np.searchsorted(self.steps, step))
        if not math.isfinite(value):
            return
        if self._length == self._room.shape[1]:
            more = np.empty((3, max(_FIRST_ROOM, self._length)))
            self._room = np.concatenate([self._room, more], axis=1)
        before = self._room[2, self._length - 1] if self._length else 0.0
        self._room[:, self._length] = step, value, before + value
        self._length += 1

    def replace(self, steps: Numbers, values: Numbers) -> None:
        """Replace all points by these, whose steps are in ascending order."""
        self.changes += 1
        finite = np.isfinite(values)
        kept = values[finite]
        self._room = np.array([steps[finite], kept, np.cumsum(kept)], dtype=float)
        self._length = len(kept)

    def clear(self) -> None:
        self.changes += 1
        self._length = 0

    def at(self, step: float) -> tuple[float, float] | None:
        """The point nearest to ``step``; None if there are no points."""
        if not self._length:
            return None
        right = min(int(np.searchsorted(self.steps, step)), self._length - 1)
        left = max(right - 1, 0)
        index = left if abs(self.steps[left] - step) <= abs(self.steps[right] - step) else right
        return float(self.steps[index]), float(self.values[index])

    def between(self, low: float, high: float) -> slice:
        """The points from ``low`` to ``high``, and one more on each side, so that the curve reaches the edges."""
        first = int(np.searchsorted(self.steps, low)) - 1
        last = int(np.searchsorted(self.steps, high, "right")) + 1
        return slice(max(0, first), min(self._length, last))

    def smoothed(self, seen: slice, width: int, points: int) -> tuple[Numbers, Numbers]:
        """About ``points`` points of ``seen``, each the mean of the values of the last ``width`` steps, or since the
        point before if that is further back."""
        here = np.unique(np.linspace(seen.start, seen.stop - 1, min(points, seen.stop - seen.start)).astype(int))
        if not len(here):
            return self.steps[:0], self.values[:0]
        steps, sums = self.steps, self._room[2, : self._length]
        apart = (steps[here[-1]] - steps[here[0]]) / max(1, len(here) - 1)
        before = np.searchsorted(steps, steps[here] - max(width, apart), side="right") - 1
        return steps[here], (sums[here] - np.where(before >= 0, sums[before], 0.0)) / (here - before)

    def thinned(self, seen: slice, buckets: int) -> tuple[Numbers, Numbers]:
        """About two points per bucket, its lowest and its highest, which look like the whole curve on a screen."""
        steps, values = self.steps[seen], self.values[seen]
        size = len(steps) // buckets
        if size <= 2:
            return steps, values
        whole = len(steps) // size * size
        rows = values[:whole].reshape(-1, size)
        start = np.arange(0, whole, size)
        ends = np.stack([start + rows.argmin(axis=1), start + rows.argmax(axis=1)], axis=1)
        ends.sort(axis=1)
        kept = np.concatenate([ends.ravel(), np.arange(whole, len(steps))])
        return steps[kept], values[kept]
