"""Read what a run was started with and has reported so far, to show it again. Also names the events of a run, without
loading torch."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from gpt_studio.artifacts.config_file import read_config_entries
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.mixture import TrainingText
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.events import Answer, SampleWritten
from gpt_studio.training.settings import DEFAULT_MINUTES, TrainingSettings
from gpt_studio.training.store.answers import read_answers
from gpt_studio.training.store.metrics import METRICS, read_metrics
from gpt_studio.training.store.recipe import read_recipe, recipe_path

Numbers = np.ndarray[Any, np.dtype[np.float64]]

_DONE, _MEASURED, _WRITTEN = "step_done", "evaluated", "sample_written"
_OF_A_STEP = ("step", "loss", "learning_rate", "tokens_per_second", "elapsed")
_OF_A_MEASUREMENT = ("step", "loss", "bits_per_byte", "elapsed", "context_length", "general_bits_per_byte")


@dataclass(frozen=True)
class ReadHistory:
    """``folder`` is a model's folder. ``measurements_only`` leaves out single steps and samples, and is quicker."""

    folder: Path
    measurements_only: bool = False


@dataclass(frozen=True)
class StartedWith:
    """What was chosen for a run; what it names may be gone by now. ``settings`` always has a length.

    From scratch: ``shape``, and ``tokenizer`` or None for one that was trained first. Else ``base``. ``vocab_size`` is
    0 where it is not known.
    """

    folder: Path
    corpus: TrainingText
    settings: TrainingSettings
    shape: ModelShape | None = None
    tokenizer: Path | None = None
    vocab_size: int = 0
    base: Path | None = None


@dataclass(frozen=True)
class History:
    """Columns of equal length: one row a step, one row a measurement on held-out text. Losses in nats a token.

    ``total_steps`` is 0 where nothing was reported; ``started_with`` is None where there is no recipe.
    ``published_step``: the step whose weights a finished run left in the folder. The last row of the measurements is of
    these then. 0 where the run did not finish. ``seconds`` is the time of training up to the last step, pauses left
    out. ``tokens_per_step`` is 0 where it is not known. ``general_bits_per_byte``: of a model that was tuned, on other
    text, NaN where it was not measured. ``answers``: what the base and this model answer.
    """

    folder: Path
    total_steps: int
    samples: tuple[SampleWritten, ...]
    started_with: StartedWith | None
    published_step: int
    seconds: float
    tokens_per_step: int
    steps: Numbers = field(repr=False, compare=False)
    losses: Numbers = field(repr=False, compare=False)
    learning_rates: Numbers = field(repr=False, compare=False)
    tokens_per_second: Numbers = field(repr=False, compare=False)
    evaluated_steps: Numbers = field(repr=False, compare=False)
    held_out_losses: Numbers = field(repr=False, compare=False)
    bits_per_byte: Numbers = field(repr=False, compare=False)
    evaluated_seconds: Numbers = field(repr=False, compare=False)
    general_bits_per_byte: Numbers = field(repr=False, compare=False)
    answers: tuple[Answer, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recorded."""
        return not (len(self.steps) or len(self.evaluated_steps) or self.samples)

    @property
    def evaluated_tokens(self) -> Numbers:
        """How many tokens the model had read at each measurement; NaN where that is not known."""
        return self.evaluated_steps * (self.tokens_per_step or math.nan)

    @property
    def last_step(self) -> int:
        return int(self.steps[-1]) if len(self.steps) else 0


def run(request: ReadHistory, context: JobContext) -> History:
    """A folder without a history gives an empty one."""
    done, measured = _Columns(*_OF_A_STEP), _Columns(*_OF_A_MEASUREMENT)
    samples, total_steps, published_step = list[SampleWritten](), 0, 0
    wanted = (_MEASURED,) if request.measurements_only else (_DONE, _MEASURED, _WRITTEN)
    for record in read_metrics(request.folder / "training" / METRICS, wanted):
        context.raise_if_cancelled()
        if record["event"] == _DONE:
            done.add(record)
            total_steps = _count(record.get("steps"))
        elif record["event"] == _MEASURED:
            measured.add(record)
            if record.get("final"):
                published_step = _count(record.get("published_step"))
        elif record["event"] == _WRITTEN:
            sample = _sample_of(record)
            if samples and samples[-1].step == sample.step:
                samples.pop()  # the weights of an earlier step were kept, and wrote this one
            samples.append(sample)
    started_with = _started_with(request.folder)
    return History(
        folder=request.folder,
        total_steps=total_steps,
        samples=tuple(samples),
        started_with=started_with,
        published_step=published_step,
        seconds=_last(done["elapsed"]) or _last(measured["elapsed"]),
        tokens_per_step=_tokens_per_step(started_with, measured["context_length"]),
        steps=done["step"],
        losses=done["loss"],
        learning_rates=done["learning_rate"],
        tokens_per_second=done["tokens_per_second"],
        evaluated_steps=measured["step"],
        held_out_losses=measured["loss"],
        bits_per_byte=measured["bits_per_byte"],
        evaluated_seconds=measured["elapsed"],
        general_bits_per_byte=_known(measured["general_bits_per_byte"]),
        answers=read_answers(request.folder),
    )


def _sample_of(record: Mapping[str, Any]) -> SampleWritten:
    return SampleWritten(
        record["step"],
        record.get("prompt", ""),
        record.get("text", ""),
        float(record.get("elapsed") or 0.0),
        record.get("thoughts", ""),
    )


class _Columns:
    """Numbers of records by name, eight bytes each; what is missing or null is NaN."""

    def __init__(self, *names: str) -> None:
        self._numbers = {name: array("d") for name in names}

    def add(self, record: Mapping[str, Any]) -> None:
        for name, column in self._numbers.items():
            value = record.get(name)
            column.append(math.nan if value is None else value)

    def __getitem__(self, name: str) -> Numbers:
        return np.array(self._numbers[name])


def _known(numbers: Numbers) -> Numbers:
    return np.where(numbers > 0, numbers, np.nan)


def _last(numbers: Numbers) -> float:
    return float(numbers[-1]) if len(numbers) and math.isfinite(numbers[-1]) else 0.0


def _tokens_per_step(started_with: StartedWith | None, measured_lengths: Numbers) -> int:
    """A model that goes on from another is measured in windows of its whole context; only new ones begin with less."""
    if started_with is None:
        return 0
    whole = measured_lengths[np.isfinite(measured_lengths)]
    measured = int(whole.max()) if len(whole) else 0
    context_length = started_with.shape.context_length if started_with.shape else measured
    return started_with.settings.sequences_a_step * context_length


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
