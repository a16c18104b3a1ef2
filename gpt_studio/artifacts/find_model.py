"""Finds the model at a path that a person chose: a model's folder, a checkpoint, or a folder of a Hugging Face cache.

Reads only names and very small files. Needs no torch.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from gpt_studio.artifacts import names
from gpt_studio.artifacts.checkpoint_folders import (
    checkpoints_in,
    model_of_checkpoint,
    shown_name,
    trainer_checkpoints_in,
)
from gpt_studio.artifacts.not_a_model import explain_file, explain_folder
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.limits import REFERENCE_BYTES
from gpt_studio.core.regular_file import is_there, links_followed, read_regular

SNAPSHOTS, REFERENCES, MAIN = "snapshots", "refs", "main"
_COMMIT = re.compile(r"[0-9A-Za-z_-]{1,64}")
_SHOWN = 10


@dataclass(frozen=True)
class ModelPlace:
    """``folder`` holds config.json, the tokenizer and, unless there is a ``checkpoint``, the weights.

    ``checkpoint`` is a checkpoint folder of GPT Studio, whose weights have the names used inside the program.
    ``notes`` say which folder was opened if it is not the chosen one.
    """

    folder: Path
    checkpoint: Path | None = None
    notes: tuple[Message, ...] = ()

    @property
    def chosen(self) -> Path:
        """The path with which :func:`find_model` finds this model again."""
        return self.checkpoint or self.folder

    @property
    def name(self) -> str:
        return shown_name(self.chosen)


@contextlib.contextmanager
def found_model(path: Path, step: int | None = None, *, follow_links: bool = False) -> Iterator[ModelPlace]:
    """Context manager for :func:`find_model`; with ``follow_links``, the folder's links may lead anywhere meanwhile."""
    place = find_model(path, step)
    with links_followed(place.folder, follow_links):
        yield place


def find_model(path: Path, step: int | None = None) -> ModelPlace:
    """The model in ``path``, or its checkpoint of ``step``.

    Raises StudioError, saying what is there instead, if ``path`` is not a model or has no such checkpoint.
    """
    if not path.is_dir():
        raise explain_file(path)
    if not is_there(path / names.CONFIG):
        if (model := model_of_checkpoint(path)) is not None and is_there(model / names.CONFIG):
            return _checkpoint(model, int(path.name.removeprefix("step-")) if step is None else step)
        if (cached := _in_cache(path)) is not None:
            path, notes = cached
            return replace(find_model(path, step), notes=notes)
    if step is not None:
        return _checkpoint(path, step)
    if not is_there(path / names.CONFIG):
        raise explain_folder(path)
    return ModelPlace(path)


def tokenizer_folder(path: Path) -> Path:
    """The folder of the tokenizer's files, for a path to them, to a checkpoint, or to a model in a Hugging Face cache.

    Raises StudioError for a file.
    """
    if not path.is_dir():
        raise explain_file(path)
    model = model_of_checkpoint(path)
    if model is not None and not is_there(path / names.TOKENIZER):
        return model
    if not any(is_there(path / name) for name in names.TOKENIZER_FILES) and (cached := _in_cache(path)) is not None:
        return cached[0]
    return path


def _checkpoint(folder: Path, step: int) -> ModelPlace:
    ours, trainers = checkpoints_in(folder), trainer_checkpoints_in(folder)
    if step in ours and is_there(folder / names.CONFIG):
        return ModelPlace(folder, ours[step])
    if step in trainers:
        return find_model(trainers[step])
    known = {**trainers, **ours}
    if not known:
        raise StudioError(
            "model.no_checkpoints",
            "{folder} has no checkpoints, so there is none of step {step}: leave the step out, or choose another "
            "folder.",
            folder=folder,
            step=step,
        )
    raise StudioError(
        "model.no_such_checkpoint",
        "There is no checkpoint of step {step} in {folder}: choose one of these steps: {known}.",
        step=step,
        folder=folder,
        known=_steps(known),
    )


def _steps(known: Mapping[int, Path]) -> str:
    """The steps as text, only the newest if there are many."""
    steps = sorted(known)
    return ("… " if len(steps) > _SHOWN else "") + ", ".join(map(str, steps[-_SHOWN:]))


def _in_cache(path: Path) -> tuple[Path, tuple[Message, ...]] | None:
    """The snapshot to open for a model's folder in a Hugging Face cache, with a note; None for another folder."""
    if path.name == SNAPSHOTS and path.parent.name.startswith("models--"):
        path = path.parent
    there = path / SNAPSHOTS
    if there.is_symlink() or not there.is_dir():
        return None
    try:
        found = {each.name: each for each in there.iterdir() if each.is_dir() and not each.is_symlink()}
    except OSError:
        return None
    main = _main(path)
    if main not in found:
        if not found:
            raise StudioError(
                "cache.empty",
                "{folder} is the folder of a model in a Hugging Face cache, and no version of it was downloaded: "
                "download the model again.",
                folder=path,
            )
        if len(found) > 1:
            raise StudioError(
                "cache.several",
                "{folder} is the folder of a model in a Hugging Face cache that holds {count} versions, and does not "
                "say which one is the main one: choose one of the folders in {snapshots}.",
                folder=path,
                count=len(found),
                snapshots=there,
            )
        main = next(iter(found))
    note = say(
        "cache.snapshot",
        "The folder is that of a model in a Hugging Face cache: its version {version} was opened.",
        version=main,
    )
    return found[main], (note,)


def _main(path: Path) -> str:
    """The version that ``refs/main`` names, or ""."""
    place = path / REFERENCES / MAIN
    if place.parent.is_symlink() or not is_there(place):
        return ""
    try:
        named = read_regular(place, REFERENCE_BYTES).decode("ascii", "replace").strip()
    except StudioError:
        return ""
    return named if _COMMIT.fullmatch(named) else ""
