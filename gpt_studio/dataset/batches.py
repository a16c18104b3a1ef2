"""From a row of tokens to the batches that a model reads: every batch is a function of the step alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from gpt_studio.core.errors import StudioError

Tokens = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]
Ids = npt.NDArray[np.int64]
IGNORED = -100  # the target that PyTorch's cross entropy leaves out
SHORTEST_CONTEXT = 8  # the least that a person can choose (models/shape.py)


class Batches:
    """Windows of ``context_length`` + 1 tokens in an order that depends on ``seed`` only.

    Each epoch lays the windows anew, from a random offset and one after another, and goes through them in random
    order. Documents follow each other with the end-of-text token between, so a window can hold the end of one and the
    start of the next. Raises StudioError if there are not enough tokens for one window.
    """

    def __init__(
        self, tokens: npt.NDArray[np.unsignedinteger], context_length: int, batch_size: int, seed: int
    ) -> None:
        check_long_enough(len(tokens), context_length)
        self._tokens = tokens
        self.context_length = context_length
        self._batch_size = batch_size
        self._seed = seed
        self.windows_per_epoch = windows_in(len(tokens), context_length)
        self._last_offset = min(context_length - 1, len(tokens) - 1 - self.windows_per_epoch * context_length)
        self._epochs: dict[int, Ids] = {}

    def in_batches_of(self, batch_size: int) -> Batches:
        """The same windows in the same order, so many a batch."""
        return Batches(self._tokens, self.context_length, batch_size, self._seed)

    @property
    def steps_per_epoch(self) -> float:
        """How many batches go once through the tokens."""
        return self.windows_per_epoch / self._batch_size

    def batch(self, step: int) -> tuple[Ids, Ids]:
        """Inputs and targets of step 0, 1, 2, ...: two [B, T] arrays, the targets one token further on."""
        places = np.arange(step * self._batch_size, (step + 1) * self._batch_size)
        epochs, positions = np.divmod(places, self.windows_per_epoch)
        starts = np.empty(self._batch_size, dtype=np.int64)
        for epoch in np.unique(epochs):
            chosen = epochs == epoch
            starts[chosen] = self._window_starts(int(epoch))[positions[chosen]]
        windows = self._tokens[starts[:, None] + np.arange(self.context_length + 1)].astype(np.int64)
        return windows[:, :-1], windows[:, 1:]

    def _window_starts(self, epoch: int) -> Ids:
        """Where the windows of an epoch begin, in the order of the epoch; the last two epochs are kept."""
        if epoch not in self._epochs:
            random = np.random.Generator(np.random.PCG64([self._seed, epoch]))
            offset = random.integers(self._last_offset + 1)
            order = random.permutation(self.windows_per_epoch)
            self._epochs = dict(list(self._epochs.items())[-1:])
            self._epochs[epoch] = offset + order * self.context_length
        return self._epochs[epoch]


def check_long_enough(tokens: int, context_length: int) -> None:
    """Raise StudioError if so many ``tokens`` are not enough for one window."""
    if tokens <= min(context_length, SHORTEST_CONTEXT):
        raise StudioError(
            "dataset.tiny",
            "The training text is too short for any model (tokens: {tokens}): add text.",
            tokens=tokens,
        )
    if tokens <= context_length:
        raise StudioError(
            "dataset.short",
            "The training text has {tokens} tokens, but one context of {context_length} needs {needed}: add text, "
            "or choose a context length of at most {most}.",
            tokens=tokens,
            context_length=context_length,
            needed=context_length + 1,
            most=tokens - 1,
        )


def windows_in(tokens: int, context_length: int) -> int:
    """How many windows an epoch of so many ``tokens`` has: one less than would fit, which leaves room for an offset."""
    return max(1, (tokens - context_length) // context_length)


def held_out_windows(
    tokens: npt.NDArray[np.unsignedinteger], starts: Ids, context_length: int, batch_size: int
) -> Iterator[tuple[Ids, Ids]]:
    """Inputs and targets, [B, T] each: ``context_length`` tokens from each of ``starts``, and those that follow them.

    What lies beyond the last token is 0 as input and -100 as target; the last batch may have fewer rows.
    """
    for first in range(0, len(starts), batch_size):
        places = starts[first : first + batch_size, None] + np.arange(context_length + 1)
        windows = tokens[np.minimum(places, len(tokens) - 1)].astype(np.int64)
        beyond = places >= len(tokens)
        inputs, targets = windows[:, :-1], windows[:, 1:]
        yield np.where(beyond[:, :-1], 0, inputs), np.where(beyond[:, 1:], IGNORED, targets)
