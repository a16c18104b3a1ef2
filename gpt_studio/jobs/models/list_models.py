"""List the models in the user's folder, each with what its card shows."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from pathlib import Path

from gpt_studio.artifacts import names
from gpt_studio.artifacts.adapter_base import base_of
from gpt_studio.artifacts.checkpoint_folders import checkpoints_in, shown_name
from gpt_studio.artifacts.find_model import found_model
from gpt_studio.artifacts.summary import summary
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.folder_lock import is_locked
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.core.regular_file import LinkLeadsOutError
from gpt_studio.models.registry import check_known
from gpt_studio.training.store.recipe import Recipe, read_recipe, recipe_path
from gpt_studio.training.store.result import read_result
from gpt_studio.training.store.run_state import read_state


@dataclass(frozen=True)
class ListModels:
    """The models and the adapters. ``trusted``: folders whose links may lead to files anywhere."""

    home: Home
    trusted: frozenset[Path] = frozenset()


@dataclass(frozen=True)
class ModelEntry:
    """What a card shows. Facts of the training are None for a folder that was not trained here. ``tokenizer`` is the
    name of the tokenizer that it was trained with, "" where it has none of its own.

    ``steps`` of ``total_steps`` are done; ``can_resume`` says that a run stopped before its end, ``in_training`` that
    someone is writing there now. ``base`` is the name of the model that it went on from. ``problem`` says why the
    folder cannot be used as it is; ``link`` is there if that is a link out of the folder. ``changed`` is a Unix time,
    ``size_bytes`` leaves out the checkpoints. ``adapter_of``: of an adapter, the folder of the model that it is put
    onto, whose facts the entry shows.
    """

    folder: Path
    name: str
    changed: float
    model_type: str = ""
    parameters: int = 0
    context_length: int = 0
    vocab_size: int = 0
    size_bytes: int = 0
    has_template: bool = False
    data: str | None = None
    tokenizer: str = ""
    base: str | None = None
    steps: int | None = None
    total_steps: int | None = None
    bits_per_byte: float | None = None
    can_resume: bool = False
    in_training: bool = False
    problem: Message | None = None
    adapter_of: Path | None = None
    link: LinkLeadsOutError | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class _Progress:
    """How far a run is, from its result or its newest checkpoint."""

    steps: int
    bits_per_byte: float | None
    finished: bool = False


def run(request: ListModels, context: JobContext) -> tuple[ModelEntry, ...]:
    """The models, the newest first. Reads only small files, no weights, and changes nothing."""
    entries = []
    for folder in (*_folders_in(request.home.models), *_folders_in(request.home.adapters)):
        context.raise_if_cancelled()
        entries.append(entry_of(folder, folder in request.trusted))
    return tuple(sorted(entries, key=lambda entry: (-entry.changed, entry.name)))


def _folders_in(shelf: Path) -> list[Path]:
    try:
        return [path for path in shelf.iterdir() if path.is_dir() and not path.name.startswith(".")]
    except OSError:
        return []


def entry_of(folder: Path, follow_links: bool) -> ModelEntry:
    """What the card of the model in ``folder`` shows. Reads only small files."""
    recipe = _recipe_of(folder)
    return _with_history(_present(folder, recipe, follow_links), recipe)


def _present(folder: Path, recipe: Recipe | None, follow_links: bool) -> ModelEntry:
    """What the artifact files say, or what is wrong with them."""
    base = base_of(folder)
    try:
        with found_model(base or folder, follow_links=follow_links) as found_place:
            place = found_place.folder
            found = summary(place)
            check_known(found.model_type)
    except (StudioError, OSError) as error:
        problem = _problem_of(folder, error, recipe)
        link = error if isinstance(error, LinkLeadsOutError) else None
        return ModelEntry(
            folder, folder.name, _changed(folder), in_training=is_locked(folder), problem=problem, link=link
        )
    return ModelEntry(
        folder=folder,
        name=folder.name,
        changed=_changed(folder / names.ADAPTER_WEIGHTS)
        if base
        else max(found.changed, _changed(place / names.WEIGHTS)),
        model_type=found.model_type,
        parameters=found.parameters,
        context_length=found.context_length,
        vocab_size=found.vocab_size,
        size_bytes=found.size_bytes if base is None else _size(folder / names.ADAPTER_WEIGHTS),
        has_template=found.has_template or (folder / names.CHAT_TEMPLATE).is_file(),
        in_training=is_locked(folder),
        adapter_of=base,
    )


def _problem_of(folder: Path, error: StudioError | OSError, recipe: Recipe | None) -> Message:
    if is_locked(folder) and not (folder / names.CONFIG).exists():
        return say(
            "model.first_checkpoint", "The training has just begun: the model appears with its first checkpoint."
        )
    if recipe is not None and not (folder / names.CONFIG).exists():
        return say(
            "model.no_checkpoint",
            "The training stopped before its first checkpoint: resume it, or move the folder to the bin.",
        )
    if isinstance(error, StudioError):
        return error.message
    return say(
        "folder.unreadable",
        "{folder} cannot be read ({reason}): check its permissions and the disk.",
        folder=folder,
        reason=error.strerror or str(error),
    )


def _with_history(entry: ModelEntry, recipe: Recipe | None) -> ModelEntry:
    """Add what the training recorded beside the model."""
    if recipe is None:
        return entry
    progress = _progress(entry.folder)
    return replace(
        entry,
        data=recipe.corpus.name,
        tokenizer=Path(recipe.tokenizer).name,
        base=shown_name(Path(recipe.base)) if recipe.base else None,
        steps=progress.steps,
        total_steps=max(recipe.resolved.steps, progress.steps),
        bits_per_byte=progress.bits_per_byte,
        can_resume=not progress.finished and not entry.in_training,
    )


def _recipe_of(folder: Path) -> Recipe | None:
    """The recipe; None for a folder made elsewhere, and for a damaged recipe, since the model works without it."""
    try:
        return read_recipe(recipe_path(folder))
    except StudioError:
        return None


def _progress(folder: Path) -> _Progress:
    newest = max(_checkpoints(folder), key=lambda progress: progress.steps, default=_Progress(0, None))
    result = read_result(folder)
    if result is not None and result.steps >= newest.steps:
        return _Progress(result.steps, result.bits_per_byte, result.finished)
    return newest


def _checkpoints(folder: Path) -> list[_Progress]:
    """Each readable checkpoint, from its small state file: checking the weights would take seconds."""
    found = []
    for checkpoint in checkpoints_in(folder).values():
        try:
            state = read_state(checkpoint)
            found.append(_Progress(state.step, state.bits_per_byte if math.isfinite(state.bits_per_byte) else None))
        except StudioError:
            continue
    return found


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
