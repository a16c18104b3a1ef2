"""Saving a run and finding it again: safetensors and JSON, whole or not at all, newest by step.

``training/checkpoints/step-000000500/`` holds ``model.safetensors`` (float32 masters by our parameter names),
``optimizer.safetensors``, ``state.json`` and ``MANIFEST.json``.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from safetensors.torch import save_file
from torch import Tensor

from gpt_studio.artifacts.safetensors_data import read_tensors
from gpt_studio.core.durable import is_intact, staged_folder
from gpt_studio.core.errors import StudioError
from gpt_studio.training.recipe import TRAINING

CHECKPOINTS = "checkpoints"
KEPT = 3
_NAME = re.compile(r"step-(\d{9,})")


@dataclass(frozen=True)
class RunState:
    """Where a run is. Chance and data order are functions of the seed and the step, so the step stands for both.

    ``elapsed`` in seconds. ``scheduled`` is False for a save that a stop brought about: such a one never counts as
    the best, so that a run that was stopped and resumed ends with the same model as one that was not.
    """

    step: int
    elapsed: float
    bits_per_byte: float
    held_out_loss: float
    scheduled: bool


@dataclass(frozen=True)
class Checkpoint:
    state: RunState
    weights: dict[str, Tensor]
    optimizer: dict[str, Tensor]


def checkpoints_folder(model_folder: Path) -> Path:
    return model_folder / TRAINING / CHECKPOINTS


def save_checkpoint(
    model_folder: Path, state: RunState, weights: dict[str, Tensor], optimizer: dict[str, Tensor]
) -> Path:
    """Commit a checkpoint, then prune older ones: the last three and the best on held-out text stay."""
    folder = checkpoints_folder(model_folder)
    target = folder / f"step-{state.step:09d}"
    with staged_folder(target) as staging:
        save_file(weights, staging / "model.safetensors")
        save_file(optimizer, staging / "optimizer.safetensors")
        (staging / "state.json").write_text(json.dumps(dataclasses.asdict(state), indent=1), encoding="utf-8")
    _prune(folder)
    return target


def newest_checkpoint(model_folder: Path) -> Path | None:
    """The newest checkpoint that verifies. A broken one is set aside under another name, never deleted."""
    for folder in reversed(_by_step(checkpoints_folder(model_folder))):
        if is_intact(folder):
            return folder
        os.rename(folder, _aside(folder))
    return None


def best_checkpoint(model_folder: Path) -> tuple[Path, RunState] | None:
    """The scheduled checkpoint with the lowest bits per byte."""
    return _best(_by_step(checkpoints_folder(model_folder)))


def _best(folders: list[Path]) -> tuple[Path, RunState] | None:
    states = [(folder, read_state(folder)) for folder in folders]
    scheduled = [(folder, state) for folder, state in states if state.scheduled]
    return min(scheduled, key=lambda pair: pair[1].bits_per_byte) if scheduled else None


def load_checkpoint(folder: Path) -> Checkpoint:
    return Checkpoint(
        state=read_state(folder),
        weights=read_tensors(folder / "model.safetensors"),
        optimizer=read_tensors(folder / "optimizer.safetensors"),
    )


def read_state(folder: Path) -> RunState:
    try:
        return RunState(**json.loads((folder / "state.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise StudioError(
            "checkpoint.damaged",
            "The checkpoint {folder} cannot be read: move it away and resume from an earlier one.",
            folder=folder,
        ) from error


def _by_step(folder: Path) -> list[Path]:
    """Oldest first, by step and never by clock."""
    if not folder.is_dir():
        return []
    found = [(int(match[1]), path) for path in folder.iterdir() if (match := _NAME.fullmatch(path.name))]
    return [path for _, path in sorted(found)]


def _aside(folder: Path) -> Path:
    number = 1
    while (target := folder.with_name(f"broken-{number}-{folder.name}")).exists():
        number += 1
    return target


def _prune(folder: Path) -> None:
    ordered = _by_step(folder)
    best = _best(ordered)
    for path in ordered[:-KEPT]:
        if best is None or path != best[0]:
            shutil.rmtree(path, ignore_errors=True)
