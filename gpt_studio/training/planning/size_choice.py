"""Chooses the size of a model for a time: measures how fast this machine trains, then asks the scaling laws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.dataset.batches import fitting_context
from gpt_studio.hardware.machine import choose_device
from gpt_studio.models.build import parameter_count
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.intervals import USEFUL_SHARE
from gpt_studio.training.parallel.distributed import ALONE, Team
from gpt_studio.training.planning.decide import checked_memory
from gpt_studio.training.planning.scaling import (
    MOST_PARAMETERS_A_TOKEN,
    Candidate,
    SizeChoice,
    choose,
    hidden_parameters,
    ladder,
    speed_between,
    work_a_token,
)
from gpt_studio.training.run.assembly import RunInputs
from gpt_studio.training.settings import TrainingSettings

# Rungs of the ladder that may be measured. The first is; each next one while it or a larger one would be the choice if
# it used the machine HOPED times as well as the last, for the larger a model, the better it uses a fast machine.
MEASURED = (0, 2, 3, 5, 7)
HOPED = 1.5
MEASURING_MINUTES = 0.7
# In a run of seconds on a processor, more updates count for more than what smaller batches cost, and an output layer of
# its own lets the model begin with what can be counted (training/learning/bigram_init.py; tests/benchmarks/RESULTS.md).
SHORT_MINUTES, SHORT_BATCH = 0.5, 4


@dataclass(frozen=True)
class Size:
    """The size that was chosen: ``shape``, ``settings`` with the batch that suits the time, and why (``choice``)."""

    shape: ModelShape
    settings: TrainingSettings
    choice: SizeChoice


def check_has_minutes(settings: TrainingSettings) -> None:
    """Raise StudioError if the length is not given as a time."""
    if settings.steps is not None or settings.epochs is not None:
        raise StudioError(
            "size.minutes",
            "The size of the model can be chosen for a time only: give the length in minutes, or choose a size.",
        )


def size_for_the_time(
    inputs: RunInputs, template: ModelShape, seconds_a_step: Callable[[RunInputs], float], team: Team = ALONE
) -> Size:
    """The size that is expected to learn most from the text of ``inputs`` in the minutes of its settings.

    The config of ``inputs`` only tells the vocabulary. ``seconds_a_step`` measures the machine, for some seconds. The
    context length of ``template`` is shortened for a text that is too short for it.
    """
    check_has_minutes(inputs.settings)
    train_tokens = inputs.dataset.distinct_tokens
    template = replace(template, context_length=fitting_context(inputs.dataset.train.tokens, template.context_length))
    assert inputs.settings.budget_seconds is not None
    minutes = inputs.settings.budget_seconds / 60
    short = minutes < SHORT_MINUTES
    rungs = ladder(replace(template, tied=template.tied and not short), short=short)
    settings = with_batch_for(minutes, inputs.settings)
    measuring = replace(settings, minutes=min(minutes, MEASURING_MINUTES))
    # What is measured first fits wherever anything does.
    most = MOST_PARAMETERS_A_TOKEN * train_tokens
    fitting = [
        rung
        for rung in rungs
        if rung == rungs[MEASURED[0]] or (hidden_parameters(rung) <= most and _fits(rung, inputs, measuring, team))
    ]

    def choice(hoped: float) -> SizeChoice:
        speed = speed_between(measured, hoped)
        candidates = [
            Candidate(shape, hidden_parameters(shape), speed(work_a_token(shape, inputs.config.vocab_size)))
            for shape in fitting
        ]
        return choose(candidates, minutes * 60 * USEFUL_SHARE, train_tokens)

    measured: list[tuple[float, float]] = []
    for number in MEASURED:
        shape = rungs[number]
        if measured and (shape not in fitting or rungs.index(choice(HOPED).candidate.shape) < number):
            break
        config = family(shape.model_type).from_shape(shape, inputs.config.vocab_size)
        seconds = seconds_a_step(replace(inputs, config=config, settings=measuring))
        tokens = settings.sequences_a_step * shape.context_length
        measured.append((work_a_token(shape, inputs.config.vocab_size), tokens / seconds))
    chosen = choice(1.0)
    chosen = replace(chosen, epochs=chosen.tokens / max(inputs.dataset.train.tokens, 1))
    return Size(chosen.candidate.shape, settings, chosen)


def with_batch_for(minutes: float, settings: TrainingSettings) -> TrainingSettings:
    """``settings`` with the batch that suits the time, unless the person chose another than the usual one."""
    usual = TrainingSettings()
    as_usual = (settings.batch_size, settings.accumulation) == (usual.batch_size, usual.accumulation)
    if as_usual and minutes < SHORT_MINUTES and choose_device(settings.device).type == "cpu":
        return replace(settings, batch_size=SHORT_BATCH)
    return settings


def reasons_for(size: Size, vocab_size: int) -> Message:
    """Why this size, in a sentence."""
    shape, choice = size.shape, size.choice
    parameters = parameter_count(family(shape.model_type).from_shape(shape, vocab_size))
    return say(
        "size.chosen",
        "In {minutes:g} {minutes:|minute|minutes} this machine reads about {tokens:.1f} million tokens ({epochs:.1f} "
        "times the text) with a model of {parameters:.1f} million parameters ({layers} {layers:|layer|layers}, hidden "
        "size {hidden_size}), which is expected to learn most in that time: a larger one would read too little, a "
        "smaller one grasp too little.",
        minutes=(size.settings.budget_seconds or 0.0) / 60,
        tokens=choice.tokens / 1e6,
        epochs=choice.epochs,
        parameters=parameters / 1e6,
        layers=shape.layers,
        hidden_size=shape.hidden_size,
    )


def _fits(shape: ModelShape, inputs: RunInputs, settings: TrainingSettings, team: Team) -> bool:
    config = family(shape.model_type).from_shape(shape, inputs.config.vocab_size)
    try:
        checked_memory(replace(inputs, config=config, settings=settings), team)
    except StudioError:
        return False
    return True
