"""Computes what a training would need (parameters, disk, memory) and what is wrong with its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gpt_studio.core.errors import FieldError, Message, SettingsError, StudioError
from gpt_studio.core.fields import problem_of, settings_of
from gpt_studio.core.job import JobContext
from gpt_studio.core.regular_file import LinkLeadsOutError
from gpt_studio.corpora.mixture import TrainingText, bytes_of_text
from gpt_studio.dataset.split import HELD_OUT
from gpt_studio.jobs.tokenizers.train_tokenizer import fitting_vocabulary
from gpt_studio.models.shape import ModelShape, check_shape
from gpt_studio.training.settings import AUTO, TrainingSettings, check_settings

if TYPE_CHECKING:
    from gpt_studio.models.contract import ModelConfig


@dataclass(frozen=True)
class PlanTraining:
    """From scratch: ``shape`` and ``vocab_size``; 0 stands for the tokenizer that would be trained on ``corpus``.

    Fine-tuning: ``base``, a model's folder, whose shape and vocabulary are used. ``follow_links``: its links may lead
    to files anywhere.
    """

    settings: TrainingSettings
    shape: ModelShape | None = None
    vocab_size: int = 0
    corpus: TrainingText | None = None
    base: Path | None = None
    follow_links: bool = False


@dataclass(frozen=True)
class FieldProblem:
    """``name`` is the field of ModelShape, TrainingSettings or PlanTraining where the sentence belongs, or "".

    ``remedy`` holds settings by their names that would mend it, where such are known. ``link`` is there if the problem
    is a link that leads out of the base's folder.
    """

    name: str
    what: Message
    remedy: Mapping[str, int | str] = field(default_factory=dict)
    link: LinkLeadsOutError | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class TrainingPlan:
    """Sizes in bytes. With problems of the shape they are 0. ``disk_bytes`` counts checkpoints too.

    ``memory_bytes`` and ``tokens_per_step`` are None where they depend on the text: a model to go on from reads as many
    tokens at once as that needs, unless the context is given. It is then a problem only if not even the shortest fits.
    """

    parameters: int
    folder_bytes: int
    disk_bytes: int
    memory_bytes: int | None
    memory_available: int
    tokens_per_step: int | None
    learning_rate: float
    problems: tuple[FieldProblem, ...]


def run(request: PlanTraining, context: JobContext) -> TrainingPlan:
    """Reports wrong settings in ``problems`` and never raises for them. Takes milliseconds once torch is loaded."""
    from gpt_studio.hardware.machine import available_memory
    from gpt_studio.training.learning.default_rates import usual_rate
    from gpt_studio.training.planning.memory import SHORTEST_CONTEXT, check_memory, memory_need
    from gpt_studio.training.planning.method_choice import chosen_method
    from gpt_studio.training.planning.part_choice import check_part

    problems = _problems(request)
    if problems:
        return TrainingPlan(0, 0, 0, 0, 0, 0, 0.0, tuple(problems))
    try:
        config = _config(request)
    except StudioError as error:
        link = error if isinstance(error, LinkLeadsOutError) else None
        return TrainingPlan(0, 0, 0, 0, 0, 0, 0.0, (FieldProblem("base", error.message, link=link),))
    settings = request.settings
    problems += _whole_problem(partial(check_part, config), settings)
    if problems:
        return TrainingPlan(0, 0, 0, 0, 0, 0, 0.0, tuple(problems))
    of_the_text = request.base is not None and settings.tuning_context is None
    if request.base is not None:
        shortest = min(SHORTEST_CONTEXT, config.context_length)
        settings = replace(settings, tuning_context=settings.tuning_context or shortest)
        if settings.method == AUTO:
            settings = replace(settings, method=chosen_method(config, settings)[0])
    need, available = memory_need(config, settings), available_memory(settings.device)
    try:
        need = check_memory(config, settings, available)
    except StudioError as error:
        name = "batch_size" if request.settings.micro_batch is None else "micro_batch"
        remedy = error.remedy if isinstance(error, SettingsError) else {}
        problems.append(FieldProblem(name, error.message, remedy))
    return TrainingPlan(
        parameters=need.parameters,
        folder_bytes=need.folder,
        disk_bytes=need.disk,
        memory_bytes=None if of_the_text else need.total,
        memory_available=available,
        tokens_per_step=None if of_the_text else settings.sequences_a_step * settings.context_in(config.context_length),
        learning_rate=settings.learning_rate or usual_rate(settings, need.parameters, goes_on=request.base is not None),
        problems=tuple(problems),
    )


def _problems(request: PlanTraining) -> list[FieldProblem]:
    """What is wrong with single fields, or else with fields that do not go together."""
    problems = [] if request.shape is None else _field_problems(request.shape)
    problems += _field_problems(request.settings)
    if problems:
        return problems
    shape = [] if request.shape is None else _whole_problem(check_shape, request.shape)
    return [*shape, *_whole_problem(check_settings, request.settings)]


def _config(request: PlanTraining) -> ModelConfig:
    """Raises StudioError if ``base`` is not a model that can be read."""
    from gpt_studio.artifacts.find_model import found_model
    from gpt_studio.artifacts.validate import read_config
    from gpt_studio.models.registry import family

    if request.base is not None:
        with found_model(request.base, follow_links=request.follow_links) as place:
            return read_config(place.folder)
    shape = request.shape or ModelShape()
    return family(shape.model_type).from_shape(shape, request.vocab_size or expected_vocabulary(request.corpus))


def expected_vocabulary(corpus: TrainingText | None) -> int:
    """About the size of the tokenizer that would be trained on ``corpus``, from the sizes of its files."""
    size = bytes_of_text(corpus) if corpus is not None else 0
    return fitting_vocabulary(round(size * (1 - HELD_OUT)))


def _field_problems(config: ModelShape | TrainingSettings) -> list[FieldProblem]:
    found = []
    for described in settings_of(type(config)):
        problem = problem_of(described, getattr(config, described.name))
        if problem is not None:
            found.append(FieldProblem(described.name, problem.message))
    return found


def _whole_problem(check, config) -> list[FieldProblem]:  # type: ignore[no-untyped-def]
    try:
        check(config)
    except StudioError as error:
        return [FieldProblem(error.field if isinstance(error, FieldError) else "", error.message)]
    return []
