"""Makes batches from a sequence of tokens; each batch depends only on the seed and the step."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from gpt_studio.core.errors import StudioError
from gpt_studio.dataset.mixed_tokens import Ids, MixedSequence

Tokens = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]
IGNORED = -100  # target that PyTorch's cross entropy ignores
SHORTEST_CONTEXT = 8  # the least that a person can choose (models/shape.py)


class Batches:
    """Windows of ``context_length`` + 1 tokens in an order that depends only on ``seed``.

    In each epoch the windows start at a new random offset, follow each other, and are read in random order. Documents
    are concatenated with the end-of-text token between them, so a window can span several. Of a mixture, the tokens
    themselves have another order in each epoch. Tokens for which ``mask`` is 0 are read but are no targets; a mixture
    brings its own mask. With the ``lengths`` of the documents each window begins with a document, or goes on with a
    long one, and nothing beyond its end is a target: what stands before a conversation must not tell what is said in
    it. Raises StudioError if there are not enough tokens for one window.
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
        self._places = None if lengths is None else document_windows(lengths, context_length)
        self.context_length = context_length
        self._batch_size = batch_size
        self._seed = seed
        self.windows_per_epoch = windows_in(len(tokens), context_length, lengths)
        self._last_offset = 0
        if self._places is None:
            self._last_offset = min(context_length - 1, len(tokens) - 1 - self.windows_per_epoch * context_length)
        self._epochs: dict[int, Ids] = {}

    def in_batches_of(self, batch_size: int) -> Batches:
        """The same windows in the same order, in batches of another size."""
        return Batches(self._tokens, self.context_length, batch_size, self._seed, self._mask, self._lengths)

    @property
    def steps_per_epoch(self) -> float:
        """Number of batches in one epoch."""
        return self.windows_per_epoch / self._batch_size

    def batch(self, step: int) -> tuple[Ids, Ids]:
        """Inputs and targets of step 0, 1, 2, ...: two [B, T] arrays, the targets shifted by one token.

        Targets are -100 where nothing is learnt.
        """
        return self.rows(step * self._batch_size, (step + 1) * self._batch_size)

    def rows(self, first: int, last: int) -> tuple[Ids, Ids]:
        """As :meth:`batch`, of the windows from number ``first`` of the whole run up to ``last``."""
        places = np.arange(first, last)
        epochs, positions = np.divmod(places, self.windows_per_epoch)
        starts, ends = np.empty((2, len(places)), dtype=np.int64)
        for epoch in np.unique(epochs):
            chosen = epochs == epoch
            starts[chosen], ends[chosen] = self._windows(int(epoch))[:, positions[chosen]]
        if isinstance(self._tokens, MixedSequence):
            return self._mixed(self._tokens, epochs, starts)
        places = starts[:, None] + np.arange(self.context_length + 1)
        within = np.minimum(places, len(self._tokens) - 1)
        windows = self._tokens[within].astype(np.int64)
        inputs, targets = windows[:, :-1], windows[:, 1:]
        if self._mask is not None:
            targets = np.where(self._mask[within[:, 1:]], targets, IGNORED)
        return inputs, targets if self._places is None else np.where(places[:, 1:] < ends[:, None], targets, IGNORED)

    def _mixed(self, tokens: MixedSequence, epochs: Ids, starts: Ids) -> tuple[Ids, Ids]:
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
        return inputs, np.where(learnt[:, 1:], targets, IGNORED) if tokens.masked else targets

    def _windows(self, epoch: int) -> Ids:
        """The starts and ends [2, windows] of an epoch's windows in reading order; the last two epochs are cached."""
        if epoch not in self._epochs:
            random = np.random.Generator(np.random.PCG64([self._seed, epoch]))
            offset = random.integers(self._last_offset + 1)
            order = random.permutation(self.windows_per_epoch)
            self._epochs = dict(list(self._epochs.items())[-1:])
            if self._places is None:
                starts = offset + order * self.context_length
                self._epochs[epoch] = np.stack([starts, starts + self.context_length + 1])
            else:
                self._epochs[epoch] = self._places[:, order]
        return self._epochs[epoch]


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


def document_windows(lengths: Ids, context_length: int) -> Ids:
    """Starts of windows and ends of the documents in them, [2, windows], for documents one after another.

    A document of more than ``context_length`` + 1 tokens fills several windows.
    """
    sizes = lengths.astype(np.int64)
    ends = np.cumsum(sizes)
    pieces = np.maximum(1, -(-(sizes - 1) // context_length))
    first = np.repeat(ends - sizes, pieces)
    number = np.arange(len(first)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    return np.stack([first + number * context_length, np.repeat(ends, pieces)])


def windows_in(tokens: int, context_length: int, lengths: Ids | None = None) -> int:
    """Number of windows in an epoch of ``tokens`` tokens, which leaves one context free for the random offset.

    With ``lengths`` those of :func:`document_windows`.
    """
    if lengths is not None:
        return int(document_windows(lengths, context_length).shape[1])
    return max(1, (tokens - context_length) // context_length)


def held_out_windows(
    tokens: npt.NDArray[np.unsignedinteger],
    starts: Ids,
    context_length: int,
    batch_size: int,
    mask: npt.NDArray[np.uint8] | None = None,
    ends: Ids | None = None,
) -> Iterator[tuple[Ids, Ids]]:
    """Inputs and targets, [B, T] each: ``context_length`` tokens from each of ``starts``; targets shifted by one.

    Beyond the last token, inputs are 0 and targets -100, as they are where ``mask`` is 0. The last batch may have fewer
    rows. ``ends``: where the document of each window ends, beyond which targets are -100, too.
    """
    for first in range(0, len(starts), batch_size):
        places = starts[first : first + batch_size, None] + np.arange(context_length + 1)
        within = np.minimum(places, len(tokens) - 1)
        windows = tokens[within].astype(np.int64)
        beyond = places >= len(tokens)
        inputs, targets = windows[:, :-1], windows[:, 1:]
        left_out = beyond[:, 1:] if mask is None else beyond[:, 1:] | (mask[within[:, 1:]] == 0)
        if ends is not None:
            left_out = left_out | (places[:, 1:] >= ends[first : first + batch_size, None])
        yield np.where(beyond[:, :-1], 0, inputs), np.where(left_out, IGNORED, targets)
