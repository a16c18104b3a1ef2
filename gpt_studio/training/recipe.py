"""The recipe of a run, ``training/run.toml``: enough to repeat the run exactly."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli_w

from gpt_studio.core.durable import write_text
from gpt_studio.core.errors import StudioError
from gpt_studio.core.limits import SETTINGS_BYTES
from gpt_studio.core.regular_file import read_regular
from gpt_studio.corpora.corpus import Corpus, corpus_from_dict, corpus_to_dict
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.pace import Pace
from gpt_studio.training.settings import TrainingSettings

TRAINING = "training"
RECIPE = "run.toml"


@dataclass(frozen=True)
class Resolved:
    """What was decided when the run began, on the machine where it began. From there on the run is fixed.

    ``learning_rate`` is the peak, ``weight_decay`` what belongs to it; ``evaluate_tokens`` is the size of the
    held-out part measured during the run; ``data`` and ``tokenizer_sha256`` identify the encoded text and the
    tokenizer. ``budget`` is the time of training in seconds that a run of minutes is kept to, 0 for a run of steps;
    ``pace`` (see training/pace.py) tells how ``steps`` came about where it was changed on the way. At most
    ``micro_batch`` sequences go through the model at the same time, 0 stands for the whole batch; ``compiled``
    tells whether torch.compile made a program of the model.
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
    """Raises StudioError if the file is missing or is not a recipe."""
    if not path.exists():
        raise StudioError(
            "recipe.missing", "There is no recipe at {path}: choose the run.toml of a model trained here.", path=path
        )
    try:
        content = tomllib.loads(read_regular(path, SETTINGS_BYTES).decode("utf-8"))
        return Recipe(
            created=str(content["created"]),
            version=str(content["version"]),
            corpus=corpus_from_dict(content["corpus"]),
            tokenizer=str(content["tokenizer"]),
            base=str(content["base"]),
            shape=ModelShape(**content["model"]) if content["model"] else None,
            settings=TrainingSettings(**content["settings"]),
            resolved=_resolved(content["resolved"]),
        )
    except (StudioError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise StudioError(
            "recipe.damaged",
            "The recipe {path} cannot be read ({reason}): restore it or start a new training.",
            path=path,
            reason=str(error) or type(error).__name__,
        ) from error


def _resolved(content: dict[str, Any]) -> Resolved:
    pace = tuple((int(step), int(steps)) for step, steps in content.get("pace", ()))
    return Resolved(**(content | {"pace": pace}))


def _given(config: Any) -> dict[str, Any]:
    """The fields that are set: TOML has no None."""
    return {name: value for name, value in dataclasses.asdict(config).items() if value is not None}
