"""Read what a run was started with and has reported so far, to show it again. Also names the events of a run, without
loading torch."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from gpt_studio.artifacts.config_file import read_config_entries
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.events import (
    CheckpointSaved,
    Evaluated,
    Hint,
    Paused,
    Resumed,
    RunPlanned,
    SampleWritten,
    SaveFailed,
    SaveRecovered,
    StepDone,
)
from gpt_studio.training.metrics import METRICS, read_metrics
from gpt_studio.training.recipe import read_recipe, recipe_path
from gpt_studio.training.settings import DEFAULT_MINUTES, TrainingSettings
from gpt_studio.training.watch import KEEP_BEST, LOWER_RATE

__all__ = [
    "KEEP_BEST",
    "LOWER_RATE",
    "CheckpointSaved",
    "Evaluated",
    "Hint",
    "History",
    "Paused",
    "ReadHistory",
    "Resumed",
    "RunPlanned",
    "SampleWritten",
    "SaveFailed",
    "SaveRecovered",
    "StartedWith",
    "StepDone",
    "run",
]

Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class ReadHistory:
    """``folder`` is a model's folder."""

    folder: Path


@dataclass(frozen=True)
class StartedWith:
    """What was chosen for a run; what it names may be gone by now. ``settings`` always has a length.

    From scratch: ``shape``, and ``tokenizer`` or None for one that was trained first. Else ``base``. ``vocab_size`` is
    0 where it is not known.
    """

    folder: Path
    corpus: Corpus
    settings: TrainingSettings
    shape: ModelShape | None = None
    tokenizer: Path | None = None
    vocab_size: int = 0
    base: Path | None = None


@dataclass(frozen=True)
class History:
    """Columns of equal length: one row a step, one row a measurement on held-out text. Losses in nats a token.

    ``total_steps`` is 0 where nothing was reported; ``started_with`` is None where there is no recipe.
    """

    folder: Path
    total_steps: int
    samples: tuple[SampleWritten, ...]
    started_with: StartedWith | None
    steps: Numbers = field(repr=False, compare=False)
    losses: Numbers = field(repr=False, compare=False)
    learning_rates: Numbers = field(repr=False, compare=False)
    tokens_per_second: Numbers = field(repr=False, compare=False)
    evaluated_steps: Numbers = field(repr=False, compare=False)
    held_out_losses: Numbers = field(repr=False, compare=False)
    bits_per_byte: Numbers = field(repr=False, compare=False)

    @property
    def last_step(self) -> int:
        return int(self.steps[-1]) if len(self.steps) else 0


def run(request: ReadHistory, context: JobContext) -> History:
    """A folder without a history gives an empty one."""
    records = read_metrics(request.folder / "training" / METRICS)
    context.raise_if_cancelled()
    done = [record for record in records if record.get("event") == "step_done"]
    measured = [record for record in records if record.get("event") == "evaluated"]
    written = [record for record in records if record.get("event") == "sample_written"]
    return History(
        folder=request.folder,
        total_steps=_count(done[-1].get("steps")) if done else 0,
        samples=tuple(SampleWritten(each["step"], each.get("prompt", ""), each.get("text", "")) for each in written),
        started_with=_started_with(request.folder),
        steps=_column(done, "step"),
        losses=_column(done, "loss"),
        learning_rates=_column(done, "learning_rate"),
        tokens_per_second=_column(done, "tokens_per_second"),
        evaluated_steps=_column(measured, "step"),
        held_out_losses=_column(measured, "loss"),
        bits_per_byte=_column(measured, "bits_per_byte"),
    )


def _started_with(folder: Path) -> StartedWith | None:
    try:
        recipe = read_recipe(recipe_path(folder))
    except StudioError:
        return None
    settings = recipe.settings
    if (settings.minutes, settings.steps, settings.epochs) == (None, None, None):
        settings = replace(settings, minutes=DEFAULT_MINUTES)
    return StartedWith(
        folder=folder,
        corpus=recipe.corpus,
        settings=settings,
        shape=None if recipe.base else recipe.shape or ModelShape(),
        tokenizer=Path(recipe.tokenizer) if recipe.tokenizer else None,
        vocab_size=_vocab_size(folder),
        base=Path(recipe.base) if recipe.base else None,
    )


def _vocab_size(folder: Path) -> int:
    """Known with the first checkpoint."""
    try:
        size = read_config_entries(folder).get("vocab_size")
    except StudioError:
        return 0
    return size if type(size) is int else 0


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _column(records: list[dict[str, Any]], name: str) -> Numbers:
    """One number a record; what is missing or null is NaN."""
    return np.array([value if (value := record.get(name)) is not None else np.nan for record in records], dtype=float)
