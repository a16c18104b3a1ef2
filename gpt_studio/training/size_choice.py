"""Chooses the size of a model for a time: measures how fast this machine trains, then asks the scaling laws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.assembly import Material
from gpt_studio.training.machine import available_memory
from gpt_studio.training.memory import memory_need
from gpt_studio.training.scaling import (
    Candidate,
    Choice,
    choose,
    hidden_parameters,
    ladder,
    speed_between,
    work_a_token,
)
from gpt_studio.training.settings import DEFAULT_MINUTES, TrainingSettings

# Rungs of the ladder: the first two of these are always measured, the next ones while a step is quicker than QUICK
# seconds, for the larger a model, the better it uses a fast machine.
MEASURED = (1, 3, 5, 7)
QUICK = 0.03
MEASURING_MINUTES = 0.7
USEFUL_SHARE = 0.93


def check_has_minutes(settings: TrainingSettings) -> None:
    """Raise StudioError if the length is not given as a time."""
    if settings.steps is not None or settings.epochs is not None:
        raise StudioError(
            "size.minutes",
            "The size of the model can be chosen for a time only: give the length in minutes, or choose a size.",
        )


def size_for_the_time(material: Material, template: ModelShape, seconds_a_step: Callable[[Material], float]) -> Choice:
    """The size that is expected to learn most from the text of ``material`` in the minutes of its settings.

    The config of ``material`` only tells the vocabulary. ``seconds_a_step`` measures the machine, for some seconds.
    """
    check_has_minutes(material.settings)
    vocab_size, rungs = material.config.vocab_size, ladder(template)
    available = available_memory(material.settings.device)
    minutes = DEFAULT_MINUTES if material.settings.minutes is None else material.settings.minutes
    settings = replace(material.settings, minutes=min(minutes, MEASURING_MINUTES))
    measured: list[tuple[float, float]] = []
    seconds = 0.0
    for number in MEASURED:
        shape = rungs[number]
        if len(measured) >= 2 and (seconds > QUICK or not _fits(shape, vocab_size, settings, available)):
            break
        config = family(shape.model_type).from_shape(shape, vocab_size)
        seconds = seconds_a_step(replace(material, config=config, settings=settings))
        tokens = settings.batch_size * settings.accumulation * shape.context_length
        measured.append((work_a_token(shape, vocab_size), tokens / seconds))
    speed = speed_between(measured)
    # The smallest ones were measured, so they fit.
    candidates = [
        Candidate(shape, hidden_parameters(shape), speed(work_a_token(shape, vocab_size)))
        for number, shape in enumerate(rungs)
        if number <= MEASURED[1] or _fits(shape, vocab_size, settings, available)
    ]
    return choose(candidates, minutes * 60 * USEFUL_SHARE, material.dataset.train.tokens)


def reasons_for(choice: Choice, parameters: int, minutes: float) -> Message:
    """Why this size, in a sentence."""
    shape = choice.candidate.shape
    return say(
        "size.chosen",
        "In {minutes:g} minutes this machine reads about {tokens:.1f} million tokens ({epochs:.1f} times the text) "
        "with a model of {parameters:.1f} million parameters ({layers} layers, hidden size {hidden_size}), which "
        "is expected to learn most in that time: a larger one would read too little, a smaller one grasp too little.",
        minutes=minutes,
        tokens=choice.tokens / 1e6,
        epochs=choice.epochs,
        parameters=parameters / 1e6,
        layers=shape.layers,
        hidden_size=shape.hidden_size,
    )


def _fits(shape: ModelShape, vocab_size: int, settings: TrainingSettings, available: int) -> bool:
    config = family(shape.model_type).from_shape(shape, vocab_size)
    return memory_need(config, settings).total <= available
