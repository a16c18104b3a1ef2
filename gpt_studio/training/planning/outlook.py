"""Estimates the seconds, steps and tokens of a run from a short measurement."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gpt_studio.core.job import JobContext
from gpt_studio.training.intervals import SAMPLE_SHARE, Intervals, intervals, seconds_to_save
from gpt_studio.training.planning.decide import Calibrator, decide, steps_of
from gpt_studio.training.planning.part_choice import numbers_of_a_checkpoint
from gpt_studio.training.run.assembly import RunInputs
from gpt_studio.training.store.recipe import Resolved

MEASURED_MINUTES = 5.0  # measures as long as a run of so many minutes would
FORWARD_SHARE = 1 / 3
WRITTEN_TOKEN = 20  # as long as a token that is written takes, so many are read at once


@dataclass(frozen=True)
class Outlook:
    """``seconds`` are those of the training itself, with measuring, saving and samples; ``tokens`` all that is read."""

    resolved: Resolved
    seconds: float
    tokens: int
    epochs: float


def outlook(inputs: RunInputs, context: JobContext, calibrator: Calibrator | None = None) -> Outlook:
    """Takes some seconds. Raises StudioError if the training would not fit into memory."""
    settings = inputs.settings
    asked = replace(settings, minutes=MEASURED_MINUTES, steps=None, epochs=None)
    measured = decide(replace(inputs, settings=asked), context, calibrator=calibrator)
    tokens_per_step = settings.sequences_a_step * inputs.context_length
    steps = steps_of(inputs, measured.step_seconds)
    saved = numbers_of_a_checkpoint(inputs.config, settings)
    between = intervals(
        settings,
        steps=steps,
        seconds_a_step=measured.step_seconds,
        tokens_per_step=tokens_per_step,
        parameters=saved,
        goes_on=inputs.has_learnt,
    )
    tokens = steps * tokens_per_step
    budget = settings.budget_seconds
    return Outlook(
        resolved=replace(measured, steps=steps, budget=budget or 0.0),
        seconds=_seconds(
            steps, measured, saved, between, tokens_per_step, inputs.dataset.held_out.tokens, settings.sample_tokens
        )
        if budget is None
        else budget,
        tokens=tokens,
        epochs=inputs.new_share * tokens / max(inputs.dataset.train.tokens, 1),
    )


def _seconds(
    steps: int,
    measured: Resolved,
    saved: int,
    between: Intervals,
    tokens_per_step: int,
    held_out: int,
    sample_tokens: int,
) -> float:
    step = measured.step_seconds
    evaluated = min(between.evaluate_tokens, held_out)
    evaluations = max(1, steps // between.evaluate_every)
    saves = max(1, steps // between.checkpoint_every)
    evaluating = evaluations * evaluated / tokens_per_step * FORWARD_SHARE * step
    saving = saves * seconds_to_save(saved)
    sample = sample_tokens * WRITTEN_TOKEN / tokens_per_step * FORWARD_SHARE * step
    return (steps * step + evaluating + saving) * (1 + SAMPLE_SHARE) + sample
