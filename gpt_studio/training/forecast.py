"""What a training will need, before it starts: parameters, memory, disk, and the steps that fit a time budget."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gpt_studio.core.errors import StudioError
from gpt_studio.models.build import parameter_count
from gpt_studio.models.contract import ModelConfig
from gpt_studio.training.checkpoint import KEPT
from gpt_studio.training.loss import SLICE_ELEMENTS
from gpt_studio.training.machine import available_memory
from gpt_studio.training.settings import DEFAULT_MINUTES, TrainingSettings

__all__ = ["MemoryNeed", "available_memory", "intervals", "memory_need", "planned_steps"]

RUNTIME_BYTES = 350 << 20
USEFUL_SHARE = 0.93
MEASURING_SHARE = 0.02
EVALUATIONS = 20
SMALLEST_MEASURE = 4096
WRITE_BYTES_PER_SECOND = 150e6
CHECKPOINT_SECONDS = (30.0, 600.0)
CHECKPOINT_SHARE = 0.02


@dataclass(frozen=True)
class MemoryNeed:
    """All in bytes, except ``parameters``. ``folder`` is the finished model, ``disk`` adds its checkpoints."""

    parameters: int
    weights: int
    activations: int
    folder: int
    disk: int

    @property
    def total(self) -> int:
        return RUNTIME_BYTES + self.weights + self.activations

    def refusal(self, available: int) -> StudioError:
        """The sentence for a training that does not fit into ``available`` bytes."""
        return StudioError(
            "training.memory",
            "This training needs about {need:.1f} GB of memory and {available:.1f} GB are free: choose a smaller batch "
            "size, context length or model.",
            need=self.total / 1e9,
            available=available / 1e9,
        )


def memory_need(config: ModelConfig, settings: TrainingSettings) -> MemoryNeed:
    """An estimate for the worst case: bfloat16 copies beside float32 masters, or float32 activations."""
    parameters = parameter_count(config)
    tokens = settings.batch_size * config.context_length
    # Kept for the backward pass, per token and layer: inputs and outputs of the norms, projections and the
    # feed-forward network, and the attention weights of every head over the context, before and after softmax.
    per_layer = 10 * config.hidden_size + 4 * config.intermediate_size + 2 * config.heads * config.context_length
    number = 2 if settings.precision == "bfloat16" else 4
    logits = min(tokens * config.vocab_size, SLICE_ELEMENTS) * 12
    folder = 4 * parameters + (4 << 20)
    return MemoryNeed(
        parameters=parameters,
        weights=(4 + 4 + 8 + (0 if settings.precision == "float32" else 4)) * parameters,
        activations=tokens * config.layers * per_layer * number + logits,
        folder=folder,
        disk=folder + (KEPT + 2) * 12 * parameters,
    )


def planned_steps(settings: TrainingSettings, seconds_a_step: float, steps_per_epoch: float) -> int:
    """The length of the run in steps. Of a time budget, USEFUL_SHARE goes into steps, the rest into measuring,
    samples and saving."""
    if settings.steps is not None:
        return settings.steps
    if settings.epochs is not None:
        return max(1, math.ceil(settings.epochs * steps_per_epoch))
    minutes = DEFAULT_MINUTES if settings.minutes is None else settings.minutes
    return max(1, int(minutes * 60 * USEFUL_SHARE / seconds_a_step))


@dataclass(frozen=True)
class Intervals:
    """Steps between two measurements (of ``evaluate_tokens`` tokens) and between two checkpoints."""

    evaluate_every: int
    evaluate_tokens: int
    checkpoint_every: int


def intervals(
    settings: TrainingSettings, *, steps: int, seconds_a_step: float, tokens_per_step: int, parameters: int
) -> Intervals:
    """Measuring and saving cost about two hundredths of the time each; a forward pass is a third of a step."""
    every = settings.evaluate_every or max(1, round(steps / EVALUATIONS))
    measured = MEASURING_SHARE * 3 * tokens_per_step * every
    write_seconds = 16 * parameters / WRITE_BYTES_PER_SECOND
    shortest, longest = CHECKPOINT_SECONDS
    pause = min(max(shortest, write_seconds / CHECKPOINT_SHARE), longest)
    between = max(1, round(pause / (seconds_a_step * every))) * every
    return Intervals(
        evaluate_every=every,
        evaluate_tokens=max(SMALLEST_MEASURE, round(measured)),
        # Only what was saved can be kept as the best, so a run that may end early saves at each measurement.
        checkpoint_every=settings.checkpoint_every or (every if settings.early_stopping else between),
    )
