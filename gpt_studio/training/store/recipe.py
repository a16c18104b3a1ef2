"""The recipe of a run, ``training/run.toml``: enough to repeat the run exactly."""

from __future__ import annotations

import dataclasses
import math
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, get_type_hints

import tomli_w

from gpt_studio.artifacts.checkpoint_folders import TRAINING
from gpt_studio.core.durable import as_text, write_text
from gpt_studio.core.errors import Message, StudioError, shortened
from gpt_studio.core.format_version import FORMAT, NewerFormatError, check_format
from gpt_studio.core.limits import SETTINGS_BYTES, STEPS
from gpt_studio.core.regular_file import is_there, read_regular
from gpt_studio.corpora.corpus import Corpus, corpus_from_dict, corpus_to_dict
from gpt_studio.models.shape import ModelShape, check_shape
from gpt_studio.training.pace import Pace
from gpt_studio.training.settings import TrainingSettings, check_settings

RECIPE = "run.toml"
_FORMAT = 1
_AT_LEAST_ONE = {"steps", "threads", "evaluate_every", "evaluate_tokens", "checkpoint_every", "growth"}
_MOST = {"learning_rate": 1.0, "weight_decay": 10.0, "micro_batch": 4096}
_CHOICES = {"device": ("cpu", "cuda", "mps"), "precision": ("float32", "bfloat16"), "attention": ("sdpa", "matmul")}


@dataclass(frozen=True)
class Resolved:
    """What was decided when the run began, on the machine where it began. From there on the run is fixed.

    ``learning_rate`` is the peak, ``weight_decay`` what belongs to it; ``evaluate_tokens`` is the size of the
    held-out part measured during the run; ``data`` and ``tokenizer_sha256`` identify the encoded text and the
    tokenizer. ``budget`` is the time of training in seconds that a run of minutes is kept to, 0 for a run of steps;
    ``pace`` (see training/pace.py) tells how ``steps`` came about where it was changed on the way. At most
    ``micro_batch`` sequences go through the model at the same time, 0 stands for the whole batch; ``compiled``
    tells whether torch.compile made a program of the model, ``growing`` whether sequences are read in stretches that
    grow (learning/sequence_warmup.py), ``from_pairs`` whether its first weights were counted (learning/bigram_init.py).
    ``growth``: how many times as long the last step takes as the first. ``cut_short``: the step at which somebody, or
    early stopping, asked the run to come to its end before its time, 0 if nobody did.
    """

    steps: int
    learning_rate: float
    device: str
    precision: str
    attention: str
    threads: int
    evaluate_every: int
    evaluate_tokens: int
    checkpoint_every: int
    parameters: int
    train_tokens: int
    step_seconds: float
    data: str
    tokenizer_sha256: str
    budget: float = 0.0
    pace: Pace = ()
    micro_batch: int = 0
    compiled: bool = False
    weight_decay: float = 0.1
    growing: bool = False
    from_pairs: bool = False
    growth: float = 1.0
    cut_short: int = 0


@dataclass(frozen=True)
class Recipe:
    """``tokenizer`` and ``base`` are folders ("" where there is none); ``shape`` is None for fine-tuning."""

    created: str
    version: str
    corpus: Corpus
    tokenizer: str
    base: str
    shape: ModelShape | None
    settings: TrainingSettings
    resolved: Resolved


def recipe_path(folder: Path) -> Path:
    """Where the recipe of the model in ``folder`` is."""
    return folder / TRAINING / RECIPE


def write_recipe(path: Path, recipe: Recipe) -> None:
    content = {
        FORMAT: _FORMAT,
        "created": recipe.created,
        "version": recipe.version,
        "tokenizer": recipe.tokenizer,
        "base": recipe.base,
        "corpus": corpus_to_dict(recipe.corpus),
        "model": _given(recipe.shape) if recipe.shape else {},
        "settings": _given(recipe.settings),
        "resolved": _given(recipe.resolved),
    }
    write_text(path, tomli_w.dumps(content))


def read_recipe(path: Path) -> Recipe:
    """Raises StudioError if the file is missing or is not a recipe, NewerFormatError for one of a newer program."""
    if not is_there(path):
        raise StudioError(
            "recipe.missing", "There is no recipe at {path}: choose the run.toml of a model trained here.", path=path
        )
    try:
        content = tomllib.loads(as_text(read_regular(path, SETTINGS_BYTES)))
        check_format(content, _FORMAT, path)
        recipe = Recipe(
            created=str(content["created"]),
            version=str(content["version"]),
            corpus=corpus_from_dict(content["corpus"]),
            tokenizer=str(content["tokenizer"]),
            base=str(content["base"]),
            shape=ModelShape(**content["model"]) if content["model"] != {} else None,
            settings=TrainingSettings(**content["settings"]),
            resolved=_resolved(content["resolved"]),
        )
        check_settings(recipe.settings)
        if recipe.shape is not None:
            check_shape(recipe.shape)
        return recipe
    except NewerFormatError:
        raise
    except KeyError as error:
        raise _damaged(path, f"{error} is missing") from error
    except StudioError as error:
        raise _damaged(path, error.message) from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(path, shortened(str(error) or type(error).__name__)) from error


def _damaged(path: Path, reason: Message | str) -> StudioError:
    return StudioError(
        "recipe.damaged",
        "The recipe {path} cannot be read ({reason}): restore it or start a new training.",
        path=path,
        reason=reason,
    )


def _resolved(content: dict[str, Any]) -> Resolved:
    """Raises ValueError for what no run can have decided: a person may have written it."""
    changes = content.get("pace", [])
    if not isinstance(changes, list) or not all(isinstance(change, list) and len(change) == 2 for change in changes):
        raise ValueError(f"pace cannot be {changes!r:.80}")
    resolved = Resolved(**(content | {"pace": tuple((step, steps) for step, steps in changes)}))
    for name, kind in get_type_hints(Resolved).items():
        value = getattr(resolved, name)
        if not (_is_pace(value, resolved.steps) if name == "pace" else _fits(name, kind, value)):
            raise ValueError(f"{name} cannot be {value!r:.80}")
    return resolved


def _fits(name: str, kind: type, value: Any) -> bool:
    if kind in (bool, str):
        return type(value) is kind and value in _CHOICES.get(name, (value,))
    if type(value) is not int and (kind is int or type(value) is not float):
        return False
    return math.isfinite(value) and (name in _AT_LEAST_ONE) <= value <= _MOST.get(name, STEPS)


def _is_pace(pace: Pace, steps: int) -> bool:
    """Whether it leads from a first plan, at step 0, to a run of ``steps``."""
    if not pace:
        return True
    return (
        all(type(number) is int and 0 <= number <= STEPS for change in pace for number in change)
        and all(start <= length for start, length in pace)
        and all(earlier < later for (earlier, _), (later, _) in pairwise(pace))
        and pace[0][0] == 0
        and pace[-1][1] == steps
    )


def _given(config: Any) -> dict[str, Any]:
    """The fields that are set: TOML has no None."""
    return {name: value for name, value in dataclasses.asdict(config).items() if value is not None}
