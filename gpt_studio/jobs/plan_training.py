"""What a training would need, while it is still being chosen: parameters, disk, memory, and what cannot work."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.fields import problem_of, settings_of
from gpt_studio.core.job import JobContext
from gpt_studio.models.presets import PRESETS, Preset
from gpt_studio.models.shape import ModelShape, check_shape
from gpt_studio.training.settings import TrainingSettings, check_settings

__all__ = ["PRESETS", "FieldProblem", "ModelShape", "PlanTraining", "Preset", "TrainingPlan", "TrainingSettings", "run"]


@dataclass(frozen=True)
class PlanTraining:
    shape: ModelShape
    settings: TrainingSettings
    vocab_size: int


@dataclass(frozen=True)
class FieldProblem:
    """``field`` is the name of the field of ModelShape or TrainingSettings where the sentence belongs, or ""."""

    field: str
    what: Message


@dataclass(frozen=True)
class TrainingPlan:
    """Sizes in bytes. With problems of the shape the sizes are 0. ``disk_bytes`` counts checkpoints too."""

    parameters: int
    folder_bytes: int
    disk_bytes: int
    memory_bytes: int
    memory_available: int
    tokens_per_step: int
    learning_rate: float
    problems: tuple[FieldProblem, ...]


def run(request: PlanTraining, context: JobContext) -> TrainingPlan:
    """Never raises for what a person may type: it is said in ``problems``. Takes milliseconds once torch is loaded."""
    from gpt_studio.models.registry import family
    from gpt_studio.training.forecast import MemoryNeed, available_memory, memory_need
    from gpt_studio.training.optimizer import default_learning_rate

    problems = [*_field_problems(request.shape), *_field_problems(request.settings)]
    if not problems:
        problems += [*_whole_problem(check_shape, request.shape), *_whole_problem(check_settings, request.settings)]
    if problems:
        return TrainingPlan(0, 0, 0, 0, 0, 0, 0.0, tuple(problems))
    config = family(request.shape.model_type).from_shape(request.shape, request.vocab_size)
    need: MemoryNeed = memory_need(config, request.settings)
    available = available_memory(request.settings.device)
    if need.total > available:
        problems.append(FieldProblem("batch_size", need.refusal(available).message))
    return TrainingPlan(
        parameters=need.parameters,
        folder_bytes=need.folder,
        disk_bytes=need.disk,
        memory_bytes=need.total,
        memory_available=available,
        tokens_per_step=request.settings.batch_size * request.settings.accumulation * request.shape.context_length,
        learning_rate=request.settings.learning_rate or default_learning_rate(need.parameters),
        problems=tuple(problems),
    )


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
        return [FieldProblem(str(error.message.values.get("field", "")), error.message)]
    return []
