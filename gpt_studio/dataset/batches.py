"""Makes batches from a sequence of tokens; each batch depends only on the seed and the step."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gpt_studio.core.errors import StudioError
from gpt_studio.dataset.mixed_tokens import Ids, MixedSequence
from gpt_studio.dataset.packing import Packing, Pieces, pieces_of

Tokens = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]
IGNORED = -100  # target that PyTorch's cross entropy ignores
SHORTEST_CONTEXT = 8  # the least that a person can choose (models/shape.py)


class Batch(NamedTuple):
    """``inputs`` and ``targets`` [B, T], the targets shifted by one token, -100 where nothing is learnt.

    ``starts`` [B, T], if rows hold several texts that must not see each other: where the text of each position begins.
    """

    inputs: Ids
    targets: Ids
    starts: Ids | None = None


class Batches:
    """Windows of ``context_length`` + 1 tokens in an order that depends only on ``seed``.

    In each epoch the windows start at a new random offset, follow each other, and are read in random order. Documents
    are concatenated with the end-of-text token between them, so a window can span several. Of a mixture, the tokens
    themselves have another order in each epoch. Tokens for which ``mask`` is 0 are read but are no targets; a mixture
    brings its own mask. With the ``lengths`` of the documents each window holds whole ones, packed so that they do not
    see each other, or a part of a long one: what stands before a conversation must not tell what is said in it. Raises
    StudioError if there are not enough tokens for one window.
    """

    def __init__(
        self,
        tokens: npt.NDArray[np.unsignedinteger] | MixedSequence,
        context_length: int,
        batch_size: int,
        seed: int,
        mask: npt.NDArray[np.uint8] | None = None,
        lengths: Ids | None = None,
    ) -> None:
        check_long_enough(len(tokens), context_length)
        self._tokens = tokens
        self._mask = mask
        self._lengths = lengths
        self.context_length = context_length
        self._batch_size = batch_size
        self._seed = seed
        self._last_offset = 0
        if lengths is None:
            self._packed = None
            self.windows_per_epoch = windows_in(len(tokens), context_length)
            self._last_offset = min(context_length - 1, len(tokens) - 1 - self.windows_per_epoch * context_length)
        else:
            self._packed = PackedText(tokens, pieces_of(lengths, context_length), context_length, mask)
            self.windows_per_epoch = self._packed.rows
        self._epochs: dict[int, Ids] = {}

    def in_batches_of(self, batch_size: int) -> Batches:
        """The same windows in the same order, in batches of another size."""
        return Batches(self._tokens, self.context_length, batch_size, self._seed, self._mask, self._lengths)

    @property
    def steps_per_epoch(self) -> float:
        """Number of batches in one epoch."""
        return self.windows_per_epoch / self._batch_size

    def batch(self, step: int) -> Batch:
        """The batch of step 0, 1, 2, ..."""
        return self.rows(step * self._batch_size, (step + 1) * self._batch_size)

    def rows(self, first: int, last: int) -> Batch:
        """As :meth:`batch`, of the windows from number ``first`` of the whole run up to ``last``."""
        places = np.arange(first, last)
        epochs, positions = np.divmod(places, self.windows_per_epoch)
        if self._packed is not None:
            return self._packed.batch(
                [
                    self._packed.row(self._seed, int(epoch), int(row))
                    for epoch, row in zip(epochs, positions, strict=True)
                ]
            )
        starts = np.empty(len(places), dtype=np.int64)
        for epoch in np.unique(epochs):
            chosen = epochs == epoch
            starts[chosen] = self._windows(int(epoch))[positions[chosen]]
        if isinstance(self._tokens, MixedSequence):
            return self._mixed(self._tokens, epochs, starts)
        places = starts[:, None] + np.arange(self.context_length + 1)
        windows = self._tokens[places].astype(np.int64)
        inputs, targets = windows[:, :-1], windows[:, 1:]
        if self._mask is not None:
            targets = np.where(self._mask[places[:, 1:]], targets, IGNORED)
        return Batch(inputs, targets)

    def _mixed(self, tokens: MixedSequence, epochs: Ids, starts: Ids) -> Batch:
        """The windows of a mixture. They span documents also where not everything is learnt."""
        length = self.context_length + 1
        windows = np.empty((len(starts), length), dtype=np.int64)
        learnt = np.ones(windows.shape, dtype=bool)
        for epoch in np.unique(epochs):
            chosen = epochs == epoch
            windows[chosen] = tokens.windows(self._seed, int(epoch), starts[chosen], length)
            if tokens.masked:
                learnt[chosen] = tokens.learnt(self._seed, int(epoch), starts[chosen], length)
        inputs, targets = windows[:, :-1], windows[:, 1:]
        return Batch(inputs, np.where(learnt[:, 1:], targets, IGNORED) if tokens.masked else targets)

    def _windows(self, epoch: int) -> Ids:
        """Where an epoch's windows start, in reading order; those of the last two epochs are kept."""
        if epoch not in self._epochs:
            random = np.random.Generator(np.random.PCG64([self._seed, epoch]))
            offset = random.integers(self._last_offset + 1)
            order = random.permutation(self.windows_per_epoch)
            self._epochs = dict(list(self._epochs.items())[-1:])
            self._epochs[epoch] = offset + order * self.context_length
        return self._epochs[epoch]


class PackedText:
    """Rows of ``row_length`` in which the ``pieces`` of a text stand one after another (see dataset/packing.py).

    ``mask`` is 0 for tokens that are read but are no targets.
    """

    def __init__(
        self,
        tokens: npt.NDArray[np.unsignedinteger] | MixedSequence,
        pieces: Pieces,
        row_length: int,
        mask: npt.NDArray[np.uint8] | None,
    ) -> None:
        assert not isinstance(tokens, MixedSequence), "the texts of a mixture are not told apart"
        self._tokens, self._pieces, self._row_length, self._mask = tokens, pieces, row_length, mask
        self._packing = Packing(pieces.sizes, row_length)
        self._epochs: dict[int, list[Ids]] = {}

    @property
    def rows(self) -> int:
        """How many rows an epoch has."""
        return self._packing.rows

    def row(self, seed: int, epoch: int, number: int) -> Ids:
        """The pieces in a row of an epoch, whose order depends on the ``seed``; the last two epochs are kept."""
        if epoch not in self._epochs:
            self._epochs = dict(list(self._epochs.items())[-1:])
            self._epochs[epoch] = self._packing.deal(np.random.Generator(np.random.PCG64([seed, epoch])))
        return self._epochs[epoch][number]

    def batches(self, batch_size: int) -> Iterator[Batch]:
        """Every row once, always in the same order; the last batch may have fewer."""
        for first in range(0, self.rows, batch_size):
            yield self.batch([self.row(0, 0, number) for number in range(first, min(first + batch_size, self.rows))])

    def batch(self, rows: list[Ids]) -> Batch:
        """The rows that hold these pieces. What is left of a row is filler: tokens that see themselves alone."""
        inputs = np.zeros((len(rows), self._row_length), np.int64)
        targets = np.full_like(inputs, IGNORED)
        starts = np.tile(np.arange(self._row_length), (len(rows), 1))
        for number, pieces in enumerate(rows):
            begin = 0
            for piece in pieces:
                first, size = int(self._pieces.starts[piece]), int(self._pieces.sizes[piece])
                here, read = slice(begin, begin + size), self._tokens[first : first + size + 1].astype(np.int64)
                inputs[number, here], starts[number, here] = read[:-1], begin
                learnt = True if self._mask is None else self._mask[first + 1 : first + size + 1] != 0
                targets[number, here] = np.where(learnt, read[1:], IGNORED)
                begin += size
        return Batch(inputs, targets, starts if self._packing.packed else None)


def check_long_enough(tokens: int, context_length: int) -> None:
    """Raise StudioError if ``tokens`` (a count) are too few for one window."""
    if tokens <= min(context_length, SHORTEST_CONTEXT):
        raise StudioError(
            "dataset.tiny",
            "The training text is too short for any model (tokens: {tokens}): add text.",
            tokens=tokens,
        )
    if tokens <= context_length:
        raise StudioError(
            "dataset.short",
            "The training text has {tokens:,} tokens, but one context of {context_length:,} needs {needed:,}: add "
            "text, or choose a context length of at most {most:,}.",
            tokens=tokens,
            context_length=context_length,
            needed=context_length + 1,
            most=tokens - 1,
        )


def fitting_context(tokens: int, wanted: int) -> int:
    """``wanted``, or for a text of so few ``tokens`` the largest power of two that leaves one token to predict."""
    if tokens > wanted:
        return wanted
    largest: int = 2 ** int(math.log2(max(tokens - 1, SHORTEST_CONTEXT)))
    return min(wanted, largest)


def windows_in(tokens: int, context_length: int, lengths: Ids | None = None) -> int:
    """Number of windows in an epoch of ``tokens`` tokens, which leaves one context free for the random offset.

    With ``lengths`` the number of rows that these texts are packed into.
    """
    if lengths is not None:
        return Packing(pieces_of(lengths, context_length).sizes, context_length).rows
    return max(1, (tokens - context_length) // context_length)


def held_out_windows(
    tokens: npt.NDArray[np.unsignedinteger],
    starts: Ids,
    context_length: int,
    batch_size: int,
    mask: npt.NDArray[np.uint8] | None = None,
) -> Iterator[Batch]:
    """Batches of ``context_length`` tokens from each of ``starts``; the last batch may have fewer rows.

    Beyond the last token, inputs are 0 and targets -100, as they are where ``mask`` is 0.
    """
    for first in range(0, len(starts), batch_size):
        places = starts[first : first + batch_size, None] + np.arange(context_length + 1)
        within = np.minimum(places, len(tokens) - 1)
        windows = tokens[within].astype(np.int64)
        beyond = places >= len(tokens)
        inputs, targets = windows[:, :-1], windows[:, 1:]
        left_out = beyond[:, 1:] if mask is None else beyond[:, 1:] | (mask[within[:, 1:]] == 0)
        yield Batch(np.where(beyond[:, :-1], 0, inputs), np.where(left_out, IGNORED, targets))
