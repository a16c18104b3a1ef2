"""The learning rate at each step: warm-up, then a fall to the end; and Muon's momentum."""

from __future__ import annotations

import math

from gpt_studio.training.settings import TrainingSettings

WSD_DECAY = 0.2
FIRST_MOMENTUM, MOMENTUM, MOMENTUM_STEPS = 0.8, 0.95, 300


def rate_at(step: float, steps: int, peak: float, settings: TrainingSettings) -> float:
    """Learning rate of update ``step`` (0-based, see :func:`pace.schedule_place`) of ``steps``.

    Rises linearly over the warm-up, then falls from ``peak`` to ``settings.final_rate * peak``: along half a cosine
    (Loshchilov and Hutter 2017), along a line, or held and brought down linearly in the last fifth (``wsd``,
    Hu et al. 2024).
    """
    warmup = min(round(settings.warmup * steps), steps - 1)
    if step < warmup:
        return peak * (step + 1) / (warmup + 1)
    progress = (step - warmup) / max(steps - warmup, 1)
    return peak * (settings.final_rate + (1 - settings.final_rate) * _remaining(settings.schedule, progress))


def momentum_at(step: int) -> float:
    """Muon's momentum at update ``step`` (0-based): rises to its value during the first MOMENTUM_STEPS.

    At first the direction of the gradients changes quickly. As in the speed runs of Jordan et al.; measured in
    tests/benchmarks/RESULTS.md.
    """
    return FIRST_MOMENTUM + (MOMENTUM - FIRST_MOMENTUM) * min(1.0, (step + 1) / MOMENTUM_STEPS)


def _remaining(schedule: str, progress: float) -> float:
    """1 at progress 0, falling to 0 at progress 1."""
    if schedule == "cosine":
        return 0.5 * (1 + math.cos(math.pi * progress))
    if schedule == "linear":
        return 1 - progress
    return min(1.0, (1 - progress) / WSD_DECAY)
