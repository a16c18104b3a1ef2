"""The recipe of a run, ``training/run.toml``: enough to repeat the run exactly."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import tomli_w

from gpt_studio.artifacts.checkpoint_folders import TRAINING
from gpt_studio.core.decode import DecodeError, damaged, decode, within
from gpt_studio.core.durable import as_text, write_text
from gpt_studio.core.errors import Message, StudioError, say, shortened
from gpt_studio.core.format_version import FORMAT, NewerFormatError, check_format
from gpt_studio.core.limits import SETTINGS_BYTES, STEPS
from gpt_studio.core.regular_file import is_there, read_regular
from gpt_studio.corpora.corpus import corpus_from_dict, corpus_to_dict
from gpt_studio.corpora.mixture import Mixture, TrainingText, mixture_from_list, mixture_to_list
from gpt_studio.models.shape import ModelShape, check_shape
from gpt_studio.training.execution_plan import ExecutionPlan
from gpt_studio.training.pace import Pace
from gpt_studio.training.settings import TrainingSettings, check_settings

RECIPE = "run.toml"
_FORMAT = 3  # goes up when an older version would misunderstand what is written
_OF_MIXTURE = 2
_OF_ONE_CORPUS = 1  # what every version can read, because none but a mixture needs more


@dataclass(frozen=True)
class Resolved(ExecutionPlan):
    """What was decided when the run began, on the machine where it began. From there on the run is fixed.

    ``evaluate_tokens`` is the size of the held-out part measured during the run; ``data`` and ``tokenizer_sha256``
    identify the encoded text and the tokenizer. ``budget`` is the time of training in seconds that a run of minutes is
    kept to, 0 for a run of steps. ``base_sha256``: of the model that it goes on from (artifacts/fingerprint.py), "" for
    a new one and in recipes of earlier versions. ``known_data`` identifies the encoded text of which a share is read
    again, "" where none is. ``growth``: how many times as long the last step takes as the first.
    """

    evaluate_every: int = within(minimum=1, maximum=STEPS)
    evaluate_tokens: int = within(minimum=1, maximum=STEPS)
    checkpoint_every: int = within(minimum=1, maximum=STEPS)
    parameters: int = within(minimum=0, maximum=STEPS)
    train_tokens: int = within(minimum=0, maximum=STEPS)
    step_seconds: float = within(minimum=0, maximum=STEPS)
    data: str = within()
    tokenizer_sha256: str = within()
    budget: float = within(0.0, minimum=0, maximum=STEPS)
    growth: float = within(1.0, minimum=1, maximum=STEPS)
    base_sha256: str = within("")
    known_data: str = within("")


@dataclass(frozen=True)
class Recipe:
    """``tokenizer`` and ``base`` are folders ("" where there is none); ``shape`` is None for fine-tuning.

    ``known``: the text that the base should not forget; None where it is not known, and for a new model.
    """

    created: str
    version: str
    corpus: TrainingText
    tokenizer: str
    base: str
    shape: ModelShape | None
    settings: TrainingSettings
    resolved: Resolved
    known: TrainingText | None = None


def recipe_path(folder: Path) -> Path:
    """Where the recipe of the model in ``folder`` is."""
    return folder / TRAINING / RECIPE


def write_recipe(path: Path, recipe: Recipe) -> None:
    content = {
        FORMAT: _format_of(recipe),
        "created": recipe.created,
        "version": recipe.version,
        "tokenizer": recipe.tokenizer,
        "base": recipe.base,
        **text_to_dict(recipe.corpus),
        **({} if recipe.known is None else {"known": text_to_dict(recipe.known)}),
        "model": _given(recipe.shape) if recipe.shape else {},
        "settings": _given(recipe.settings),
        "resolved": _given(recipe.resolved),
    }
    write_text(path, tomli_w.dumps(content))


def _format_of(recipe: Recipe) -> int:
    if recipe.known is not None:
        return _FORMAT
    return _OF_MIXTURE if isinstance(recipe.corpus, Mixture) else _OF_ONE_CORPUS


def text_to_dict(text: TrainingText) -> dict[str, Any]:
    """What the recipe says of the text: its ``corpus``, or the ``corpora`` of a mixture."""
    return {"corpora": mixture_to_list(text)} if isinstance(text, Mixture) else {"corpus": corpus_to_dict(text)}


def read_recipe(path: Path) -> Recipe:
    """Raises StudioError if the file is missing or is not a recipe, NewerFormatError for one of a newer program."""
    if not is_there(path):
        raise StudioError(
            "recipe.missing", "There is no recipe at {path}: choose the run.toml of a model trained here.", path=path
        )
    try:
        content = tomllib.loads(as_text(read_regular(path, SETTINGS_BYTES)))
        check_format(content, _FORMAT, path)
        recipe = _decoded(content, path)
        check_settings(recipe.settings)
        if recipe.shape is not None:
            check_shape(recipe.shape)
        return recipe
    except NewerFormatError:
        raise
    except DecodeError as error:
        raise _damaged(path, error.reason) from error
    except StudioError as error:
        raise _damaged(path, error.message) from error
    except (ValueError, RecursionError) as error:
        raise _damaged(path, shortened(str(error) or type(error).__name__)) from error


def _decoded(content: dict[str, Any], path: Path) -> Recipe:
    """Raises DecodeError for what no run can have decided: a person may have written it."""
    stored = decode(_Stored, {name: value for name, value in content.items() if name != FORMAT}, path)
    if not _is_pace(stored.resolved.pace, stored.resolved.steps):
        raise damaged(path, say("recipe.pace", "pace does not lead to {steps} steps", steps=stored.resolved.steps))
    return Recipe(
        created=stored.created,
        version=stored.version,
        corpus=_text_of(stored, path),
        tokenizer=stored.tokenizer,
        base=stored.base,
        shape=decode(ModelShape, stored.model, path) if stored.model else None,
        settings=stored.settings,
        resolved=stored.resolved,
        known=_text_of(stored.known, path) if stored.known else None,
    )


def _text_of(stored: _StoredText, path: Path) -> TrainingText:
    if bool(stored.corpus) == bool(stored.corpora):
        raise damaged(path, say("recipe.text", "it needs either a corpus or corpora"))
    return mixture_from_list(stored.corpora) if stored.corpora else corpus_from_dict(stored.corpus)


@dataclass(frozen=True, kw_only=True)
class _StoredText:
    """``corpus`` is empty for a mixture of ``corpora``."""

    corpus: dict[str, Any] = field(default_factory=dict)
    corpora: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Stored(_StoredText):
    """The tables of the file: ``model`` is empty for fine-tuning."""

    created: str
    version: str
    tokenizer: str
    base: str
    model: dict[str, Any]
    settings: TrainingSettings
    resolved: Resolved
    known: _StoredText | None = None


def _damaged(path: Path, reason: Message | str) -> StudioError:
    return StudioError(
        "recipe.damaged",
        "The recipe {path} cannot be read ({reason}): restore it or start a new training.",
        path=path,
        reason=reason,
    )


def _is_pace(pace: Pace, steps: int) -> bool:
    """Whether it leads from a first plan, at step 0, to a run of ``steps``."""
    if not pace:
        return True
    return (
        all(0 <= number <= STEPS for change in pace for number in change)
        and all(start <= length for start, length in pace)
        and all(earlier < later for (earlier, _), (later, _) in pairwise(pace))
        and pace[0][0] == 0
        and pace[-1][1] == steps
    )


def _given(config: Any) -> dict[str, Any]:
    """The fields that are set, for TOML has no None: first those of the constructor's positions, then its options."""
    values = dataclasses.asdict(config)
    ordered = sorted(dataclasses.fields(config), key=lambda field: field.kw_only is True)
    return {field.name: values[field.name] for field in ordered if values[field.name] is not None}
