"""Choose the next token from logits, with the arithmetic of Hugging Face transformers in the same order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import torch
from torch import Tensor

from gpt_studio.core.errors import StudioError
from gpt_studio.inference.sampling_settings import Bans, Sampling


class NextToken:
    """Chooses the tokens of one text after ``prompt_ids``, except those that ``bans`` forbids.

    At temperature 0 it takes the likeliest token; otherwise it draws from a generator seeded by ``sampling``.
    """

    def __init__(self, sampling: Sampling, prompt_ids: Iterable[int], bans: Bans | None = None) -> None:
        self._sampling = sampling
        self._limits = _Limits(sampling.no_repeat_ngram_size, bans or Bans())
        self._seen: set[int] = set()
        for token in prompt_ids:
            self.take(token)
        self._first = True
        self._generator = torch.Generator()
        if sampling.seed is None:
            self._generator.seed()
        else:
            self._generator.manual_seed(sampling.seed)

    def choose(self, logits: Tensor) -> int:
        """The next id for logits [vocab_size]. Raises StudioError if they are not finite or every id is ruled out."""
        scores = logits.to("cpu", torch.float32)
        if not scores.isfinite().all():
            raise _broken()
        scores = self.limited(scores)
        if self._sampling.temperature == 0:
            chosen = int(scores.argmax())
        else:
            probabilities = filtered(scores, self._sampling).softmax(dim=-1)
            if not probabilities.isfinite().all():
                raise _broken()
            chosen = int(torch.multinomial(probabilities, 1, generator=self._generator))
        self.take(chosen)
        return chosen

    def limited(self, scores: Tensor) -> Tensor:
        """Scores [vocab_size] after the repetition penalty, with -inf for every id that must not come next."""
        if self._sampling.repetition_penalty != 1 and self._seen:
            scores = penalise_repetition(scores, torch.tensor(list(self._seen)), self._sampling.repetition_penalty)
        ruled_out = [token for token in self._limits.ruled_out(self._first) if token < scores.shape[-1]]
        if ruled_out:
            scores = scores.index_fill(0, torch.tensor(ruled_out), -torch.inf)
            if not scores.isfinite().any():
                raise StudioError(
                    "write.all_ruled_out",
                    "The settings leave the model no token to write: raise the length of runs that must not repeat, or "
                    "set it to 0.",
                )
        return scores

    def take(self, token: int) -> None:
        """Record ``token`` as the next one of the text."""
        self._first = False
        self._seen.add(token)
        self._limits.take(token)


class _Limits:
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


def _broken() -> StudioError:
    return StudioError(
        "model.not_a_number",
        "The model's numbers are broken (NaN or infinity), so it cannot write: its training went wrong. Train it again "
        "with a lower learning rate, or use an earlier checkpoint.",
    )


def filtered(scores: Tensor, sampling: Sampling) -> Tensor:
    """Apply temperature, top-k, top-p, min-p and typical-p, in this order, to scores [vocab_size].

    Tokens that are left out get -inf.
    """
    if sampling.temperature != 1:
        scores = scores / sampling.temperature
    if 0 < sampling.top_k < scores.shape[-1]:
        scores = keep_top_k(scores, sampling.top_k)
    if sampling.top_p < 1:
        scores = keep_top_p(scores, sampling.top_p)
    if sampling.min_p > 0:
        scores = keep_min_p(scores, sampling.min_p)
    return keep_typical(scores, sampling.typical_p) if sampling.typical_p < 1 else scores


def penalise_repetition(scores: Tensor, seen: Tensor, penalty: float) -> Tensor:
    """Make the ``seen`` ids, which must be distinct, less likely (Keskar et al., 2019).

    Their scores are divided by ``penalty`` where positive and multiplied by it where negative.
    """
    repeated = scores[seen]
    return scores.index_copy(0, seen, torch.where(repeated < 0, repeated * penalty, repeated / penalty))


def keep_top_k(scores: Tensor, count: int) -> Tensor:
    """Keep the ``count`` highest scores (Fan et al., 2018)."""
    return scores.masked_fill(scores < scores.topk(count).values[-1], -torch.inf)


def keep_top_p(scores: Tensor, share: float) -> Tensor:
    """Keep the likeliest tokens whose probabilities together reach ``share``, at least one (Holtzman et al., 2020)."""
    ascending, order = scores.sort()
    left_out = ascending.softmax(dim=-1).cumsum(dim=-1) <= 1 - share
    left_out[-1] = False
    return scores.masked_fill(left_out.scatter(0, order, left_out), -torch.inf)


def keep_min_p(scores: Tensor, share: float) -> Tensor:
    """Keep the tokens with at least ``share`` of the highest probability, at least one (Nguyen et al., 2024)."""
    probabilities = scores.softmax(dim=-1)
    left_out = probabilities < share * probabilities.max()
    left_out[probabilities.argmax()] = False
    return scores.masked_fill(left_out, -torch.inf)


def keep_typical(scores: Tensor, mass: float) -> Tensor:
    """Keep the tokens whose surprise is nearest to the entropy until their probabilities reach ``mass``, at least one.

    Locally typical sampling (Meister et al., 2022).
    """
    logarithms = scores.log_softmax(dim=-1)
    entropy = -(logarithms * logarithms.exp()).nansum()
    distances, order = (-logarithms - entropy).abs().sort()
    reached = int((scores[order].softmax(dim=-1).cumsum(dim=-1) < mass).sum())
    left_out = distances > distances[min(reached, len(distances) - 1)]
    left_out[0] = False
    return scores.masked_fill(left_out.scatter(0, order, left_out), -torch.inf)
