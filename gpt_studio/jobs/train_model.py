"""Train a model into a folder: from scratch, on from another model, or on from where a run stopped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.events import (
    CheckpointSaved,
    Evaluated,
    Paused,
    Resumed,
    RunPlanned,
    SampleWritten,
    StepDone,
)
from gpt_studio.training.settings import TrainingSettings

__all__ = [
    "CheckpointSaved",
    "Evaluated",
    "Paused",
    "ResumeTraining",
    "Resumed",
    "RunPlanned",
    "SampleWritten",
    "StepDone",
    "TrainModel",
    "TrainedModel",
    "resume",
    "run",
]


@dataclass(frozen=True)
class TrainModel:
    """A new run. ``folder`` must not hold a model yet; ``cache`` keeps the encoded text.

    From scratch: ``shape`` and ``tokenizer``. Fine-tuning: ``base``, an artifact folder whose shape and tokenizer
    are used; ``shape`` and ``tokenizer`` are None then.
    """

    folder: Path
    corpus: Corpus
    settings: TrainingSettings
    cache: Path
    tokenizer: Path | None = None
    shape: ModelShape | None = None
    base: Path | None = None


@dataclass(frozen=True)
class ResumeTraining:
    """Go on with the run in ``folder`` from its newest sound checkpoint."""

    folder: Path
    cache: Path


@dataclass(frozen=True)
class TrainedModel:
    """How a run ended. ``finished`` is False when it was stopped (and saved) before its last step."""

    folder: Path
    parameters: int
    steps: int
    total_steps: int
    loss: float
    held_out_loss: float
    bits_per_byte: float
    seconds: float
    finished: bool


def run(request: TrainModel, context: JobContext) -> TrainedModel:
    """Emits Progress while it prepares, then the events of training/events.py; ends early, saved, when cancelled."""
    raise AssertionError("written with the training")


def resume(request: ResumeTraining, context: JobContext) -> TrainedModel:
    """As :func:`run`. Raises StudioError if there is nothing to go on from."""
    raise AssertionError("written with the training")
