"""Read the bits per byte of several runs, to lay their curves over each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.training import read_history
from gpt_studio.jobs.training.read_history import History, ReadHistory
from gpt_studio.training.store.recipe import Recipe, read_recipe, recipe_path, text_to_dict
from gpt_studio.training.store.result import read_result

Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class CompareRuns:
    """``folders`` are models' folders."""

    folders: tuple[Path, ...]


@dataclass(frozen=True)
class MeasuredRun:
    """The measurements of one run on held-out text, in columns of equal length. ``corpus`` is the name of its text.

    ``tokens``: how many the model had read; NaN where that is not known. The last row of a run that was stopped is of
    what was saved then, the figure of its card.
    """

    folder: Path
    corpus: str
    steps: Numbers = field(repr=False, compare=False)
    seconds: Numbers = field(repr=False, compare=False)
    tokens: Numbers = field(repr=False, compare=False)
    bits_per_byte: Numbers = field(repr=False, compare=False)


@dataclass(frozen=True)
class Comparison:
    """``runs`` are those with measurements, in the order in which they were asked for; ``without`` are the others.

    ``same_text``: all of them were measured on the same held-out text. Only then can their bits per byte be compared.
    """

    runs: tuple[MeasuredRun, ...]
    without: tuple[Path, ...]
    same_text: bool


def run(request: CompareRuns, context: JobContext) -> Comparison:
    """A folder without a history is among those ``without`` measurements."""
    runs, without, recipes = [], [], []
    for folder in request.folders:
        history = read_history.run(ReadHistory(folder, measurements_only=True), context)
        recipe = _recipe_of(folder)
        if not np.isfinite(history.bits_per_byte).any():
            without.append(folder)
            continue
        recipes.append(recipe)
        runs.append(_measured(folder, "" if recipe is None else recipe.corpus.name, history))
    same = all(_same_text(recipes[0], other) for other in recipes[1:])
    return Comparison(tuple(runs), tuple(without), same)


def _measured(folder: Path, corpus: str, history: History) -> MeasuredRun:
    columns = [history.evaluated_steps, history.evaluated_seconds, history.evaluated_tokens, history.bits_per_byte]
    stopped = read_result(folder)
    if stopped is not None and not stopped.finished and stopped.steps > history.evaluated_steps[-1]:
        read = stopped.steps * (history.tokens_per_step or np.nan)
        saved = (stopped.steps, stopped.seconds, read, stopped.bits_per_byte)
        columns = [np.append(column, value) for column, value in zip(columns, saved, strict=True)]
    steps, seconds, tokens, bits = columns
    return MeasuredRun(folder, corpus, steps, seconds, tokens, bits)


def _recipe_of(folder: Path) -> Recipe | None:
    try:
        return read_recipe(recipe_path(folder))
    except StudioError:
        return None


def _same_text(one: Recipe | None, other: Recipe | None) -> bool:
    """Whether two runs hold out the same text.

    ``data`` identifies text and tokenizer together. Where the tokenizers differ it says nothing of the text, and what
    can be compared is which files were read, and how.
    """
    if one is None or other is None:
        return False
    if one.resolved.data == other.resolved.data:
        return True
    if one.resolved.tokenizer_sha256 == other.resolved.tokenizer_sha256:
        return False
    return _source(one) == _source(other)


def _source(recipe: Recipe) -> dict[str, Any]:
    """The corpus, or each corpus of a mixture, without its name."""
    stored = text_to_dict(recipe.corpus)
    for corpus in (stored.get("corpus"), *(part["corpus"] for part in stored.get("corpora", ()))):
        if corpus is not None:
            del corpus["name"]
    return stored
