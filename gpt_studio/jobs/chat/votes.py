"""The tally of blind votes: how often one of two was found better, by pairs, in one JSON file in the user's folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from gpt_studio.core.decode import within
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.core.versioned_file import read_versioned, write_versioned

_FORMAT = 1


@dataclass(frozen=True, order=True)
class Contestant:
    """Who wrote: the name of a model or checkpoint, that of its adapter and how strongly it acted, and by which preset
    of sampling. Tallied by these names, so that what is written is readable."""

    model: str
    adapter: str = ""
    strength: float = 1.0
    sampling: str = ""


@dataclass(frozen=True)
class Pair:
    """``first`` comes before ``second`` in the order of names. ``first_better``, ``second_better`` and ``equal`` are
    numbers of votes."""

    first: Contestant
    second: Contestant
    first_better: int = within(0, minimum=0)
    second_better: int = within(0, minimum=0)
    equal: int = within(0, minimum=0)

    @property
    def votes(self) -> int:
        return self.first_better + self.second_better + self.equal


@dataclass(frozen=True)
class Tally:
    """``pairs``: each that was ever voted on, in the order of names."""

    pairs: tuple[Pair, ...] = ()

    def of(self, one: Contestant, other: Contestant) -> Pair:
        first, second = sorted((one, other))
        found = (each for each in self.pairs if (each.first, each.second) == (first, second))
        return next(found, Pair(first, second))

    def with_vote(self, contestants: Sequence[Contestant], best: Contestant | None) -> Tally:
        """The ``best`` was better than each of the others, who say nothing about each other; None: all are equal."""
        tally = self
        for one, other in combinations(sorted(set(contestants)), 2):
            if best is None:
                pair = self.of(one, other)
                tally = tally._with(replace(pair, equal=pair.equal + 1))
            elif best in (one, other):
                pair = self.of(one, other)
                name = "first_better" if best == one else "second_better"
                tally = tally._with(replace(pair, **{name: getattr(pair, name) + 1}))
        return tally

    def without(self, contestants: Sequence[Contestant]) -> Tally:
        """Without what was voted between ``contestants``."""
        gone = set(contestants)
        return Tally(tuple(each for each in self.pairs if not {each.first, each.second} <= gone))

    def with_pairs(self, pairs: Sequence[Pair]) -> Tally:
        """With these in place of what is known of them."""
        tally = self
        for pair in pairs:
            tally = tally._with(pair)
        return tally

    def _with(self, pair: Pair) -> Tally:
        others = [each for each in self.pairs if (each.first, each.second) != (pair.first, pair.second)]
        return Tally(tuple(sorted((*others, pair), key=lambda each: (each.first, each.second))))


@dataclass(frozen=True)
class Vote:
    """``best``: the one of ``contestants`` that was voted for; None if they are equal."""

    contestants: tuple[Contestant, ...]
    best: Contestant | None


@dataclass(frozen=True)
class KeepVotes:
    """Read the tally. The change to make to it before, if any: a ``vote`` to count, ``forgotten`` contestants, of whom
    all votes between them go, or ``restored`` pairs."""

    home: Home
    vote: Vote | None = None
    forgotten: tuple[Contestant, ...] = ()
    restored: tuple[Pair, ...] = ()


def keep_votes(request: KeepVotes, context: JobContext) -> Tally:
    """A job. Raises StudioError for a damaged file, NewerFormatError for one of a newer program, both of which stay as
    they are, and StudioError if the disk refuses."""
    path = request.home.root / "votes.json"
    before = tally = read_versioned(Tally, path, _FORMAT)
    if request.vote is not None:
        tally = tally.with_vote(request.vote.contestants, request.vote.best)
    tally = tally.without(request.forgotten).with_pairs(request.restored)
    if tally != before:
        write_versioned(tally, path, _FORMAT)
    return tally
