"""Read what a run has reported so far, to draw it again. Also names the events of a run, without loading torch."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from gpt_studio.core.job import JobContext
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
    "StepDone",
    "run",
]

Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class ReadHistory:
    """``folder`` is a model's folder."""

    folder: Path


@dataclass(frozen=True)
class History:
    """Columns of equal length: one row a step, one row a measurement on held-out text. Losses in nats a token.

    ``total_steps`` is 0 where nothing was reported.
    """

    folder: Path
    total_steps: int
    samples: tuple[SampleWritten, ...]
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
        steps=_column(done, "step"),
        losses=_column(done, "loss"),
        learning_rates=_column(done, "learning_rate"),
        tokens_per_second=_column(done, "tokens_per_second"),
        evaluated_steps=_column(measured, "step"),
        held_out_losses=_column(measured, "loss"),
        bits_per_byte=_column(measured, "bits_per_byte"),
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _column(records: list[dict[str, Any]], name: str) -> Numbers:
    """One number a record; what is missing or null is NaN."""
    return np.array([value if (value := record.get(name)) is not None else np.nan for record in records], dtype=float)
