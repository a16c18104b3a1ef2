"""Limits: tokens that must not come next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import torch
from torch import Tensor

from gpt_studio.core.errors import StudioError
from gpt_studio.inference.sampling_settings import Bans


class Limits:
    """Which ids must not come next: those that ``bans`` forbids or that would repeat a run of ``run_length`` tokens."""

    def __init__(self, run_length: int, bans: Bans) -> None:
        self._run_length = run_length
        self._bans = bans
        self._ends_of_runs: defaultdict[tuple[int, ...], set[int]] = defaultdict(set)
        self._sequences: defaultdict[int, defaultdict[tuple[int, ...], list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for *beginning, last in bans.sequences:
            self._sequences[len(beginning)][tuple(beginning)].append(last)
        self._longest = max(run_length - 1, *self._sequences, 0)
        self._last: list[int] = []
        self._count = 0

    def take(self, token: int) -> None:
        """Record ``token`` of the prompt or the text."""
        if self._run_length and self._count >= self._run_length - 1:
            self._ends_of_runs[self._ending(self._run_length - 1)].add(token)
        self._count += 1
        self._last.append(token)
        if len(self._last) > 2 * self._longest + 1:
            del self._last[: len(self._last) - self._longest]

    def ruled_out(self, first: bool) -> set[int]:
        """The ids that must not come next; ``first``: the next token is the first new one."""
        found = set(self._bans.always)
        if first:
            found.update(self._bans.at_first)
        for length, sequences in self._sequences.items():
            found.update(sequences.get(self._ending(length), ()))
        if self._run_length and self._count >= self._run_length:
            found |= self._ends_of_runs.get(self._ending(self._run_length - 1), set())
        return found

    def _ending(self, length: int) -> tuple[int, ...]:
        return tuple(self._last[-length:]) if length else ()

    def applied(self, scores: Tensor, *, first: bool, held_back: Sequence[int] = ()) -> Tensor:
        """Scores [vocab_size] with -inf for every id that must not come next, those ``held_back`` included. Raises
        StudioError if that is all."""
        ruled_out = [token for token in self.ruled_out(first).union(held_back) if token < scores.shape[-1]]
        if not ruled_out:
            return scores
        scores = scores.index_fill(0, torch.tensor(ruled_out), -torch.inf)
        if not scores.isfinite().any():
            raise all_ruled_out()
        return scores


def all_ruled_out() -> StudioError:
    return StudioError(
        "write.all_ruled_out",
        "The settings leave the model no token to write: raise the length of runs that must not repeat, or set it to "
        "0, and forbid fewer texts.",
    )
