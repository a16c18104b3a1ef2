"""How long a run will be, before it starts: the steps that fit a time budget, and how often it measures, saves and
writes a sample."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gpt_studio.training.settings import TrainingSettings

USEFUL_SHARE = 0.93
MEASURING_SHARE = 0.02
FORWARD_SPEED = 3  # a forward pass is a third of a step
SAMPLE_SHARE = 0.02
SAMPLE_SECONDS = (5.0, 120.0)
SAMPLES_RARER = 1 / 20
EVALUATIONS = 20
FEWEST_EVALUATIONS, MOST_MEASURING = 8, 0.2
SMALLEST_MEASURE = 4096
BESIDE_MEASURING = 1.5
WRITE_BYTES_PER_SECOND = 150e6
CHECKPOINT_SECONDS = (30.0, 600.0)
CHECKPOINT_SHARE = 0.02
CHEAP_SECONDS, CHEAP_SHARE = 0.25, 0.1


def planned_steps(settings: TrainingSettings, seconds_a_step: float, windows: int) -> int:
    """The length in steps of a run whose text has so many ``windows``. Of a time budget, USEFUL_SHARE goes into
    steps, the rest into measuring, samples and saving."""
    if settings.steps is not None:
        return settings.steps
    if settings.epochs is not None:
        return max(1, math.ceil(settings.epochs * windows / settings.sequences_a_step))
    assert settings.budget_seconds is not None
    return max(1, int(settings.budget_seconds * USEFUL_SHARE / seconds_a_step))


def steps_beside_measuring(steps: int, *, tokens_per_step: int, held_out_tokens: int) -> int:
    """Of ``steps`` that fit the time, how many are left beside the measurements of a run that goes on from a model.

    Each reads held-out text and about half of SMALLEST_MEASURE of other text. BESIDE_MEASURING times as long takes what
    comes with it: saving, answers that are compared, and the beginning and the end.
    """
    tokens = min(SMALLEST_MEASURE, held_out_tokens) + SMALLEST_MEASURE / 2
    cost = (1 + BESIDE_MEASURING) * tokens / (FORWARD_SPEED * tokens_per_step)
    every = max(1, _often_when_going_on(steps, tokens_per_step))
    return max(1, round(steps / (1 + cost / every)))


def _often_when_going_on(steps: int, tokens_per_step: int) -> int:
    """Steps between two measurements of a run that goes on from a model: it soon learns its text by heart, which only
    they tell. Where they would take more than MOST_MEASURING of the time, there are FEWEST_EVALUATIONS."""
    affordable = round(2 * SMALLEST_MEASURE / (MOST_MEASURING * FORWARD_SPEED * tokens_per_step))
    return max(1, round(steps / EVALUATIONS), min(affordable, steps // FEWEST_EVALUATIONS))


def seconds_to_save(parameters: int) -> float:
    """A checkpoint of a model with so many ``parameters``, and its folder."""
    return 16 * parameters / WRITE_BYTES_PER_SECOND


def seconds_to_next_sample(elapsed: float) -> float:
    """How long to wait for the next sample in a run that has taken so many seconds: it changes less and less."""
    soonest, latest = SAMPLE_SECONDS
    return min(max(soonest, SAMPLES_RARER * elapsed), latest)


@dataclass(frozen=True)
class Intervals:
    """Steps between two measurements (of ``evaluate_tokens`` tokens) and between two checkpoints."""

    evaluate_every: int
    evaluate_tokens: int
    checkpoint_every: int


def intervals(
    settings: TrainingSettings,
    *,
    steps: int,
    seconds_a_step: float,
    tokens_per_step: int,
    parameters: int,
    goes_on: bool = False,
) -> Intervals:
    """Measuring and saving cost about two hundredths of the time each. ``parameters``: how many are saved.

    ``goes_on``: from a model, which is often short, and measured on other text too.
    """
    tokens_a_step = MEASURING_SHARE * FORWARD_SPEED * tokens_per_step
    often = _often_when_going_on(steps, tokens_per_step) if goes_on else max(1, round(steps / EVALUATIONS))
    if settings.steps is None and settings.epochs is None and not goes_on:
        # A run of seconds has no time to measure the least useful number of tokens so often.
        often = max(often, round(SMALLEST_MEASURE / tokens_a_step))
    every = settings.evaluate_every or often
    measured = tokens_a_step * every
    shortest, longest = CHECKPOINT_SECONDS
    pause = min(max(shortest, seconds_to_save(parameters) / CHECKPOINT_SHARE), longest)
    between = max(1, round(pause / (seconds_a_step * every))) * every
    cheap = seconds_to_save(parameters) < max(CHEAP_SECONDS, CHEAP_SHARE * seconds_a_step * every)
    return Intervals(
        evaluate_every=every,
        evaluate_tokens=max(SMALLEST_MEASURE, round(measured)),
        # Only what was saved can be kept as the best, so a run that may end early saves at each measurement, unless
        # that would take much of its time.
        checkpoint_every=settings.checkpoint_every or (every if settings.early_stopping and cheap else between),
    )
