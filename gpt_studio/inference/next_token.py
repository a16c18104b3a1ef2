"""From logits to the next token: the same arithmetic, in the same order, as Hugging Face transformers."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor

from gpt_studio.core.errors import StudioError
from gpt_studio.inference.sampling import Sampling


class NextToken:
    """Chooses tokens for one text. ``seen`` are the ids of the prompt, for the repetition penalty.

    With temperature 0 the likeliest token is taken; otherwise the draw comes from a generator seeded by ``sampling``.
    """

    def __init__(self, sampling: Sampling, seen: Iterable[int]) -> None:
        self._sampling = sampling
        self._seen = set(seen)
        self._generator = torch.Generator()
        if sampling.seed is None:
            self._generator.seed()
        else:
            self._generator.manual_seed(sampling.seed)

    def choose(self, logits: Tensor) -> int:
        """The next id for logits [vocab_size]."""
        scores = logits.to("cpu", torch.float32)
        if not scores.isfinite().all():
            raise _broken()
        if self._sampling.repetition_penalty != 1:
            scores = penalise_repetition(scores, torch.tensor(list(self._seen)), self._sampling.repetition_penalty)
        if self._sampling.temperature == 0:
            chosen = int(scores.argmax())
        else:
            probabilities = filtered(scores, self._sampling).softmax(dim=-1)
            if not probabilities.isfinite().all():
                raise _broken()
            chosen = int(torch.multinomial(probabilities, 1, generator=self._generator))
        self._seen.add(chosen)
        return chosen


def _broken() -> StudioError:
    return StudioError(
        "model.not_a_number",
        "The model's numbers are broken (NaN or infinity), so it cannot write: its training went wrong. Train it again "
        "with a lower learning rate, or use an earlier checkpoint.",
    )


def filtered(scores: Tensor, sampling: Sampling) -> Tensor:
    """Temperature, then top-k, then top-p on scores [vocab_size]; what is left out becomes -inf."""
    if sampling.temperature != 1:
        scores = scores / sampling.temperature
    if 0 < sampling.top_k < scores.shape[-1]:
        scores = keep_top_k(scores, sampling.top_k)
    return keep_top_p(scores, sampling.top_p) if sampling.top_p < 1 else scores


def penalise_repetition(scores: Tensor, seen: Tensor, penalty: float) -> Tensor:
    """Make the ``seen`` ids, each given once, less likely (Keskar et al., 2019).

    Their scores are divided by ``penalty`` where positive and multiplied by it where negative.
    """
    repeated = scores[seen]
    return scores.index_copy(0, seen, torch.where(repeated < 0, repeated * penalty, repeated / penalty))


def keep_top_k(scores: Tensor, count: int) -> Tensor:
    """Leave the ``count`` highest scores (Fan et al., 2018)."""
    return scores.masked_fill(scores < scores.topk(count).values[-1], -torch.inf)


def keep_top_p(scores: Tensor, share: float) -> Tensor:
    """Leave the likeliest tokens whose probabilities reach ``share``, at least one (Holtzman et al., 2020)."""
    ascending, order = scores.sort()
    left_out = ascending.softmax(dim=-1).cumsum(dim=-1) <= 1 - share
    left_out[-1] = False
    return scores.masked_fill(left_out.scatter(0, order, left_out), -torch.inf)
