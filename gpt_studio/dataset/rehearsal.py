"""Batches in which some rows are read from text that a model knew before, so that it is not forgotten."""

from __future__ import annotations

import math

import numpy as np

from gpt_studio.dataset.batches import Batch, Batches


class RehearsedBatches:
    """The rows of ``new``, with rows of ``known`` among them: a ``share`` of all, as evenly as whole rows can be.

    Which rows these are depends on their numbers in the run only, so it is the same in batches of any size. Both texts
    go on where they were in the last batch. Both have the same context length; ``share`` is less than 1.
    """

    def __init__(self, new: Batches, known: Batches, share: float, batch_size: int) -> None:
        self._new = new
        self._known = known
        self._share = share
        self._batch_size = batch_size
        self.context_length = new.context_length

    def in_batches_of(self, batch_size: int) -> RehearsedBatches:
        """The same rows in the same order, in batches of another size."""
        return RehearsedBatches(self._new, self._known, self._share, batch_size)

    @property
    def steps_per_epoch(self) -> float:
        """Number of batches in which the new text is read once."""
        return self._new.windows_per_epoch / (1 - self._share) / self._batch_size

    def batch(self, step: int) -> Batch:
        """As :meth:`Batches.batch`."""
        first, last = step * self._batch_size, (step + 1) * self._batch_size
        known = np.array([self._known_before(row + 1) > self._known_before(row) for row in range(first, last)])
        begin, end = self._known_before(first), self._known_before(last)
        inputs, targets = np.empty((2, len(known), self.context_length), dtype=np.int64)
        starts = np.zeros_like(inputs)
        packed = False
        for chosen, source, rows in (
            (~known, self._new, (first - begin, last - end)),
            (known, self._known, (begin, end)),
        ):
            if chosen.any():
                read = source.rows(*rows)
                inputs[chosen], targets[chosen] = read.inputs, read.targets
                if read.starts is not None:
                    starts[chosen], packed = read.starts, True
        return Batch(inputs, targets, starts if packed else None)

    def _known_before(self, row: int) -> int:
        """How many of the rows before this one are of the known text."""
        return math.floor(row * self._share)
