"""One token that a model wrote, and what the model said about it."""

from __future__ import annotations

from functools import cached_property

from torch import Tensor


class Step:
    """``token`` was chosen. ``scores`` [vocab_size]: the unnormalised log-probabilities of all tokens before any
    filter; what follows from them is computed when it is asked for. ``odds`` [vocab_size]: the probabilities by which
    it was drawn, after penalties, limits, temperature and filters."""

    def __init__(self, token: int, scores: Tensor, odds: Tensor) -> None:
        self.token = token
        self.scores = scores
        self.odds = odds

    @property
    def log_probability(self) -> float:
        """Of the chosen token, in nats."""
        return float(self.scores[self.token]) - self._total

    def best(self, count: int) -> tuple[tuple[int, float], ...]:
        """The ``count`` likeliest tokens with their log-probabilities in nats, the likeliest first."""
        scores, tokens = self.scores.topk(min(count, len(self.scores)))
        return tuple(
            (token, score - self._total) for token, score in zip(tokens.tolist(), scores.tolist(), strict=True)
        )

    @cached_property
    def _total(self) -> float:
        return float(self.scores.logsumexp(0))
