"""Sequence length warm-up (Li et al. 2022): a new model reads short stretches first, whole sequences at the end.

Each sequence of a batch is cut into stretches of equal length, each read by itself, and the stretches grow as the run
goes on: what a new model learns first is which tokens follow which, and the nearest tokens tell most about that. A
step reads the same number of tokens at any length. Measured in tests/benchmarks/RESULTS.md.
"""

from __future__ import annotations

from gpt_studio.training.settings import TrainingSettings

STAGES = ((0.4, 8), (0.6, 4), (0.8, 2), (1.0, 1))
"""Up to which share of the run a sequence is cut into how many stretches."""
SHORTEST = 32


def grows(settings: TrainingSettings, *, new: bool) -> bool:
    """Whether the stretches of a run grow; ``new`` says that its model begins from scratch."""
    return settings.stretches == "growing" or (settings.stretches == "auto" and new)


def stretches_at(progress: float, context_length: int) -> int:
    """Into how many stretches of equal length, at least SHORTEST, a sequence is cut at ``progress`` (0 to 1)."""
    for end, stretches in STAGES:
        if progress < end and context_length % stretches == 0 and context_length // stretches >= SHORTEST:
            return stretches
    return 1


def first_of_each_length(steps: int, context_length: int) -> list[int]:
    """The updates (0-based) of a run of so many ``steps`` with which stretches of another length begin."""
    lengths = [stretches_at(step / steps, context_length) for step in range(steps)]
    return [step for step, length in enumerate(lengths) if step == 0 or length != lengths[step - 1]]


def mean_cost(begin: float, end: float, growth: float, context_length: int) -> float:
    """How long steps between two places of the run (0 to 1) take in the mean, as a multiple of the first one.

    ``growth`` is how many times as long the last one takes. In a step only the time of attention depends on the length
    of the stretches, in proportion to it.
    """
    if begin >= end:
        return _cost_at(begin, growth, context_length)
    total, start = 0.0, begin
    for stage, _ in STAGES:
        stop = min(stage, end)
        if stop > start:
            total += (stop - start) * _cost_at(start, growth, context_length)
            start = stop
    return total / (end - begin)


def _cost_at(progress: float, growth: float, context_length: int) -> float:
    length, shortest = 1 / stretches_at(progress, context_length), 1 / stretches_at(0.0, context_length)
    return 1.0 if shortest == 1 else 1 + (growth - 1) * (length - shortest) / (1 - shortest)
