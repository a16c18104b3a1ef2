"""Finds the checkpoints of a model by the names of their folders. Needs no torch.

GPT Studio keeps ``training/checkpoints/step-000000500/`` inside the model's folder. The Trainer of transformers
writes ``checkpoint-500/``, each of which is a complete model.
"""

from __future__ import annotations

import re
from pathlib import Path

from gpt_studio.core.limits import STEPS

TRAINING = "training"
CHECKPOINTS = "checkpoints"
_OURS = re.compile(r"step-([0-9]{9,12})")
_TRAINERS = re.compile(r"checkpoint-([0-9]{1,12})")


def checkpoint_name(step: int) -> str:
    return f"step-{step:09d}"


def checkpoints_in(model_folder: Path) -> dict[int, Path]:
    """The checkpoints written by GPT Studio, by step, the oldest first. Links are left out."""
    folder = model_folder / TRAINING / CHECKPOINTS
    return {} if folder.parent.is_symlink() or folder.is_symlink() else by_step(folder, _OURS)


def trainer_checkpoints_in(folder: Path) -> dict[int, Path]:
    """The checkpoints of transformers' Trainer in ``folder``, by step, the oldest first. Links are left out."""
    return by_step(folder, _TRAINERS)


def model_of_checkpoint(checkpoint: Path) -> Path | None:
    """The folder of the model, if ``checkpoint`` has the path of one of its checkpoints; else None."""
    place = checkpoint.absolute()
    is_one = _OURS.fullmatch(place.name) and place.parent.name == CHECKPOINTS and place.parent.parent.name == TRAINING
    return place.parents[2] if is_one else None


def shown_name(folder: Path, step: int | None = None) -> str:
    """The display name of the model in ``folder``; that of a checkpoint is the model's name and the step."""
    model = model_of_checkpoint(folder)
    if model is not None:
        folder, step = model, int(folder.name.removeprefix("step-"))
    return folder.name if step is None else f"{folder.name} @{step}"


def by_step(folder: Path, pattern: re.Pattern[str] = _OURS) -> dict[int, Path]:
    """The folders in ``folder`` whose names match ``pattern``, by the step in group 1; empty if it cannot be read."""
    try:
        there = [path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()]
    except OSError:
        return {}
    found = [(int(match[1]), path) for path in there if (match := pattern.fullmatch(path.name))]
    return {step: path for step, path in sorted(found) if step <= STEPS}
