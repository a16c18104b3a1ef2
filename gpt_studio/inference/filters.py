"""Filters of the scores of the next token: which of the likely tokens may be drawn.

Each takes scores [vocab_size] and returns new ones with -inf for the tokens that are left out. The arithmetic is that
of Hugging Face transformers.
"""

from __future__ import annotations

import torch
from torch import Tensor

from gpt_studio.inference.sampling_settings import Sampling

_FEW = (512, 4096)
"""Of a large vocabulary only so many of the highest scores are sorted, or so many, where the others surely are left
out."""


def filtered(scores: Tensor, sampling: Sampling) -> Tensor:
    """Apply temperature, top-k, top-p, min-p and typical-p, in this order."""
    if sampling.temperature != 1:
        scores = scores / sampling.temperature
    if 0 < sampling.top_k < scores.shape[-1]:
        scores = keep_top_k(scores, sampling.top_k)
    if sampling.top_p < 1:
        scores = keep_top_p(scores, sampling.top_p)
    if sampling.min_p > 0:
        scores = keep_min_p(scores, sampling.min_p)
    return keep_typical(scores, sampling.typical_p) if sampling.typical_p < 1 else scores


def keep_top_k(scores: Tensor, count: int) -> Tensor:
    """Keep the ``count`` highest scores (Fan et al., 2018)."""
    return scores.masked_fill(scores < scores.topk(count).values[-1], -torch.inf)


def keep_top_p(scores: Tensor, share: float) -> Tensor:
    """Keep the likeliest tokens whose probabilities together reach ``share``, at least one (Holtzman et al., 2020)."""
    for few in _FEW:
        if len(scores) > 4 * few and (kept := _top_of_many(scores, share, few)) is not None:
            return kept
    ascending, order = scores.sort()
    left_out = ascending.softmax(dim=-1).cumsum(dim=-1) <= 1 - share
    left_out[-1] = False
    return scores.masked_fill(left_out.scatter(0, order, left_out), -torch.inf)


def _top_of_many(scores: Tensor, share: float, few: int) -> Tensor | None:
    """:func:`keep_top_p` by the ``few`` highest scores alone; None if they do not reach ``share``."""
    highest, order = scores.topk(few)
    before = (highest - scores.logsumexp(0)).exp().cumsum(0)
    reached = int((before < share).sum()) + 1
    if reached > few:
        return None
    kept = order[:reached]
    return torch.full_like(scores, -torch.inf).index_copy_(0, kept, scores[kept])


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
