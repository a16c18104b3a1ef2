"""A mixture of token files as one sequence for each epoch, which is put together while it is read.

Nothing is copied on disk. Each text is read pass by pass: all its documents in an order drawn from the seed, then all
again in another order. An epoch takes from each text the next tokens in proportion to its weight, and shuffles the
documents of all texts among each other; a document that an epoch cuts goes on in the next one. So in every epoch the
shares are exact, and no document is read a time more than another of its text, but for the pass that is under way.

An epoch is as many tokens as all texts hold together, or fewer where a text is so small that it would be repeated more
than :data:`MOST_PASSES` times in it. Memory holds a table of the documents of two epochs, of at most about
:data:`MOST_RUNS` rows a text, 24 bytes each: in a text of more documents, neighbours stay together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gpt_studio.dataset.token_file import TokenFile

Ids = npt.NDArray[np.int64]
MOST_PASSES = 1 << 10
MOST_RUNS = 1 << 20
_EPOCHS_KEPT = 2
_SHUFFLING = 1 << 32  # a number that no text has, for the random numbers that shuffle all of them


@dataclass(frozen=True)
class MixedTokens:
    """Stands for a token file. ``files`` and their ``shares``, which add up to 1; no file is empty.

    ``tokens`` is the length of an epoch, ``text_bytes`` about the size of its text.
    """

    files: tuple[TokenFile, ...]
    shares: tuple[float, ...]

    @property
    def tokens(self) -> int:
        whole = sum(file.tokens for file in self.files)
        most = min(MOST_PASSES * file.tokens / share for file, share in zip(self.files, self.shares, strict=True))
        return int(min(whole, most))

    @property
    def text_bytes(self) -> int:
        pairs = zip(self.files, self.shares, strict=True)
        return round(self.tokens * sum(share * file.text_bytes / file.tokens for file, share in pairs))

    @property
    def distinct_tokens(self) -> int:
        """The length of a single text that would be repeated as often as these texts are, in the mean of what is read.

        Where each text's share is its part of all tokens, that is all tokens.
        """
        pairs = zip(self.files, self.shares, strict=True)
        return max(1, round(1 / sum(share * share / file.tokens for file, share in pairs)))

    def readings(self, tokens: float) -> tuple[float, ...]:
        """How often a run that reads ``tokens`` reads each text."""
        return tuple(tokens * share / file.tokens for file, share in zip(self.files, self.shares, strict=True))

    def lengths(self) -> Ids:
        """The tokens of each document of all texts."""
        return np.concatenate([file.lengths() for file in self.files])

    def divided(self) -> None:
        """The windows of a mixture span documents."""

    def mask(self) -> None:
        """The sequence knows which of its tokens are learnt."""

    def array(self) -> MixedSequence:
        """The sequence. Raises StudioError if a file is gone or too short."""
        return MixedSequence(self)


@dataclass(frozen=True)
class _Table:
    """The rows of an epoch in reading order: where each ends in the epoch, where it begins in its text, which text."""

    ends: Ids
    starts: Ids
    texts: Ids


class MixedSequence:
    """The tokens of each epoch. Its order depends on nothing but the texts, the shares, the seed and the epoch."""

    def __init__(self, mixed: MixedTokens) -> None:
        self._length = mixed.tokens
        self._arrays = [file.array() for file in mixed.files]
        self._masks = [file.mask() for file in mixed.files]
        self._quotas = _whole_numbers(self._length, mixed.shares)
        self._runs = [_runs(file, quota) for file, quota in zip(mixed.files, self._quotas, strict=True)]
        self._tables: dict[tuple[int, int], _Table] = {}

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice) -> Ids:
        """A part of the first epoch, as seed 0 orders it: something to count in."""
        start, stop, _ = part.indices(self._length)
        return self.windows(0, 0, np.array([start]), stop - start).reshape(-1)

    def windows(self, seed: int, epoch: int, starts: Ids, length: int) -> Ids:
        """The ``length`` tokens from each of ``starts`` in an epoch: [starts, length]."""
        found = np.empty((len(starts), length), np.int64)
        for number, chosen, places in self._places(seed, epoch, starts, length):
            found[chosen] = self._arrays[number][places]
        return found

    @property
    def masked(self) -> bool:
        """Whether there are tokens that are not learnt."""
        return any(mask is not None for mask in self._masks)

    def learnt(self, seed: int, epoch: int, starts: Ids, length: int) -> npt.NDArray[np.bool_]:
        """Which of the tokens of :meth:`windows` are learnt: [starts, length]."""
        found = np.ones((len(starts), length), bool)
        for number, chosen, places in self._places(seed, epoch, starts, length):
            mask = self._masks[number]
            if mask is not None:
                found[chosen] = mask[places] > 0
        return found

    def _places(
        self, seed: int, epoch: int, starts: Ids, length: int
    ) -> Iterator[tuple[int, npt.NDArray[np.bool_], Ids]]:
        """For each text, which of the tokens from ``starts`` on are its, [starts, length], and their places in it."""
        table = self._table(seed, epoch)
        places = starts[:, None] + np.arange(length)
        rows = np.searchsorted(table.ends, places, side="right")
        sources = table.starts[rows] + places - np.where(rows > 0, table.ends[rows - 1], 0)
        texts = table.texts[rows]
        for number in range(len(self._arrays)):
            chosen = texts == number
            yield number, chosen, sources[chosen]

    def _table(self, seed: int, epoch: int) -> _Table:
        if (seed, epoch) not in self._tables:
            kept = list(self._tables.items())[1 - _EPOCHS_KEPT :]
            self._tables = {**dict(kept), (seed, epoch): self._drawn(seed, epoch)}
        return self._tables[seed, epoch]

    def _drawn(self, seed: int, epoch: int) -> _Table:
        begins, lengths, texts = [], [], []
        for number, (ends, quota) in enumerate(zip(self._runs, self._quotas, strict=True)):
            for starts, sizes in _stretch(ends, epoch * quota, (epoch + 1) * quota, (seed, number)):
                begins.append(starts)
                lengths.append(sizes)
                texts.append(np.full(len(starts), number))
        order = np.random.Generator(np.random.PCG64([seed, _SHUFFLING, epoch])).permutation(sum(map(len, begins)))
        return _Table(
            ends=np.concatenate(lengths)[order].cumsum(),
            starts=np.concatenate(begins)[order],
            texts=np.concatenate(texts)[order],
        )


def _stretch(ends: Ids, first: int, last: int, seeds: tuple[int, int]) -> Iterator[tuple[Ids, Ids]]:
    """Where the runs begin, and their lengths, that lie between two places of a text that is read without end.

    ``ends``: where its runs end in it. The first and the last run are cut.
    """
    if first == last:
        return
    whole = int(ends[-1])
    begins = np.concatenate([[0], ends[:-1]])
    for number in range(first // whole, -(-last // whole)):
        order = np.random.Generator(np.random.PCG64([*seeds, number])).permutation(len(ends))
        stops = number * whole + (ends - begins)[order].cumsum()
        starts = stops - (ends - begins)[order]
        inside = (stops > first) & (starts < last)
        cut_before = np.maximum(first - starts[inside], 0)
        sizes = np.minimum(stops[inside], last) - starts[inside] - cut_before
        yield begins[order][inside] + cut_before, sizes


def _runs(file: TokenFile, quota: int) -> Ids:
    """Where the documents of ``file`` end; of many, only where every so manieth does."""
    ends = file.ends()
    together = max(1, -(-len(ends) * max(1, quota // file.tokens) // MOST_RUNS))
    chosen: Ids = np.asarray(ends[together - 1 :: together]).astype(np.int64)
    if not len(chosen) or chosen[-1] < file.tokens:
        chosen = np.append(chosen, file.tokens)
    return chosen


def _whole_numbers(whole: int, shares: Sequence[float]) -> list[int]:
    """``whole`` divided in these shares, without a rest."""
    bounds = [round(whole * part) for part in np.cumsum(shares)]
    bounds[-1] = whole
    return [int(end - start) for start, end in zip([0, *bounds[:-1]], bounds, strict=True)]
