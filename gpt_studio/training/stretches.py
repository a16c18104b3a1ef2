"""How long the stretches of text are that a model reads: short ones at first, whole sequences at the end.

A new model first learns which tokens follow which, and for that the nearest ones tell most. So each sequence of a
batch is cut into stretches, each read by itself, which grow as the run goes on (sequence length warm-up, Li et al.
2022). A step reads the same tokens whatever their length. What that brings: tests/benchmarks/RESULTS.md.
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


def mean_seconds(at_first: float, at_last: float, context_length: int) -> float:
    """Seconds of a step, the mean of a run whose first steps take ``at_first`` and last ones ``at_last``.

    Of one step, attention takes time in proportion to the length of the stretches, and nothing else depends on it.
    """
    shortest = 1 / stretches_at(0.0, context_length)
    mean, begin = 0.0, 0.0
    for end, _ in STAGES:
        length = 1 / stretches_at(begin, context_length)
        share = 1.0 if shortest == 1 else (length - shortest) / (1 - shortest)
        mean += (end - begin) * (at_first + share * (at_last - at_first))
        begin = end
    return mean
