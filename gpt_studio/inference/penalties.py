"""Penalties: tokens that the text already has become less likely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import torch
from torch import Tensor

from gpt_studio.inference.sampling_settings import Sampling


class Penalties:
    """The penalties of ``sampling`` for a text after ``prompt_ids``.

    The repetition penalty counts the prompt too (as in transformers), the presence and frequency penalties only what
    the model wrote (as OpenAI's interface has them).
    """

    def __init__(self, sampling: Sampling, prompt_ids: Iterable[int]) -> None:
        self._repetition = sampling.repetition_penalty
        self._presence, self._frequency = sampling.presence_penalty, sampling.frequency_penalty
        self._seen = set(prompt_ids)
        self._written = Counter[int]()

    def take(self, token: int) -> None:
        """Record ``token``, which was written."""
        self._seen.add(token)
        self._written[token] += 1

    def applied(self, scores: Tensor) -> Tensor:
        """Scores [vocab_size] after the repetition penalty, then the two others."""
        if self._repetition != 1 and self._seen:
            scores = penalise_repetition(scores, torch.tensor(list(self._seen)), self._repetition)
        if (self._presence or self._frequency) and self._written:
            tokens = torch.tensor(list(self._written))
            counts = torch.tensor(list(self._written.values()), dtype=scores.dtype)
            scores = scores.index_add(0, tokens, counts * -self._frequency - self._presence)
        return scores


def penalise_repetition(scores: Tensor, seen: Tensor, penalty: float) -> Tensor:
    """Make the ``seen`` ids, which must be distinct, less likely (Keskar et al., 2019).

    Their scores are divided by ``penalty`` where positive and multiplied by it where negative.
    """
    repeated = scores[seen]
    return scores.index_copy(0, seen, torch.where(repeated < 0, repeated * penalty, repeated / penalty))
