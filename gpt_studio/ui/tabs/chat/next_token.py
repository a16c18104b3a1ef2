"""What temperature and filters make of the chances of a next token. No Qt, no torch: for a few tokens, to show."""

from __future__ import annotations

import math
from collections.abc import Sequence

from gpt_studio.inference.sampling_settings import Sampling

EXAMPLE: tuple[float, ...] = (0.34, 0.19, 0.12, 0.09, 0.06, 0.045, 0.033, 0.025, 0.018, 0.012)
"""Chances as a small model has them after a few words; what is missing to 1 falls to all other tokens."""


def after(before: Sequence[float], sampling: Sampling) -> tuple[float, ...]:
    """The chances after temperature, top-k, top-p, min-p and typical-p. ``before`` are those of the likeliest tokens,
    the likeliest first; the rest up to 1 is shared by tokens that are less likely than all of them."""
    if not before:
        return ()
    if sampling.temperature == 0:
        return (1.0, *(0.0 for _token in before[1:]))
    rest = max(0.0, 1 - sum(before))
    least = before[-1]
    others = max(1, math.ceil(rest / max(least, 1e-9) * 3)) if rest > 1e-6 else 0
    raised = [chance ** (1 / sampling.temperature) for chance in before]
    tail = (rest / others) ** (1 / sampling.temperature) if others else 0.0
    left = [True] * len(raised)
    tail_left = others > 0
    if sampling.top_k:
        left = [place < sampling.top_k for place in range(len(raised))]
        tail_left = tail_left and sampling.top_k > len(raised)
    total = sum(chance for chance, kept in zip(raised, left, strict=True) if kept) + tail * others * tail_left
    if sampling.top_p < 1:
        sum_before = 0.0
        for place, chance in enumerate(raised):
            left[place] = left[place] and (place == 0 or sum_before < sampling.top_p)
            sum_before += chance / total
        tail_left = tail_left and sum_before < sampling.top_p
    if sampling.min_p:
        left = [kept and chance >= sampling.min_p * raised[0] for chance, kept in zip(raised, left, strict=True)]
        tail_left = tail_left and tail >= sampling.min_p * raised[0]
    if sampling.typical_p < 1:
        left, tail_left = _typical(raised, left, tail * tail_left, others, sampling.typical_p)
    total = sum(chance for chance, kept in zip(raised, left, strict=True) if kept) + tail * others * tail_left
    return tuple(chance / total if kept else 0.0 for chance, kept in zip(raised, left, strict=True))


def _typical(
    chances: Sequence[float], left: Sequence[bool], tail: float, others: int, mass: float
) -> tuple[list[bool], bool]:
    """Which are left of those whose surprise is nearest to the one to be expected, until they reach ``mass``."""
    total = sum(chance for chance, kept in zip(chances, left, strict=True) if kept) + tail * others
    groups = [(place, chance / total, 1) for place, chance in enumerate(chances) if left[place]]
    if tail:
        groups.append((-1, tail / total, others))
    expected = -sum(chance * number * math.log(chance) for _place, chance, number in groups if chance > 0)
    reached, kept = 0.0, set[int]()
    for place, chance, number in sorted(groups, key=lambda group: abs(-math.log(group[1]) - expected)):
        if reached >= mass:
            break
        kept.add(place)
        reached += chance * number
    return [place in kept for place in range(len(chances))], -1 in kept
