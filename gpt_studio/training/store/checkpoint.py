"""Saves checkpoints of a run and finds them again. A checkpoint is written as a whole or not at all.

``training/checkpoints/step-000000500/`` holds ``model.safetensors`` (float32 masters by our parameter names),
``optimizer.safetensors``, ``state.json`` and ``MANIFEST.json``. A checkpoint that has its name is never written again.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from gpt_studio.artifacts.checkpoint_folders import CHECKPOINTS, TRAINING, by_step, checkpoint_name
from gpt_studio.artifacts.safetensors_data import read_tensors, store_tensors
from gpt_studio.artifacts.safetensors_header import read_header
from gpt_studio.core.disk_errors import DiskError, disk_errors
from gpt_studio.core.durable import clear_staging, is_intact, remove_folder, staged_folder, sync_folder
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import as_json
from gpt_studio.core.format_version import NewerFormatError
from gpt_studio.models.build import build_on_meta
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.fixed_parameters import fixed_parameters
from gpt_studio.models.lora import LoraShape, adapter_shapes
from gpt_studio.training.learning.comparison import rank
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.training.store.pins import pinned_steps
from gpt_studio.training.store.run_state import STATE, RunState, read_state

__all__ = [
    "Checkpoint",
    "NotFiniteError",
    "RunState",
    "best_checkpoint",
    "bytes_of",
    "check_finite",
    "check_fits",
    "checkpoints",
    "checkpoints_folder",
    "clear_leftovers",
    "last_good_checkpoint",
    "load_checkpoint",
    "newest_checkpoint",
    "read_state",
    "save_checkpoint",
]

KEPT = 3
WEIGHTS, OPTIMIZER = "model.safetensors", "optimizer.safetensors"
# What AdamW and Muon remember of a parameter: a count, numbers of its shape, or one for each row or each column.
_MEMORY = {"step", "exp_avg", "exp_avg_sq", "momentum_buffer", "neuron_squares"}


@dataclass(frozen=True)
class Checkpoint:
    state: RunState
    weights: dict[str, Tensor]
    optimizer: dict[str, Tensor]


class NotFiniteError(StudioError):
    """Weights or optimizer hold a number that is infinite or none at all: nothing was written."""


def checkpoints_folder(model_folder: Path) -> Path:
    """Where the checkpoints are. Raises DiskError for a link, which would let a stranger's folder point anywhere."""
    folder = model_folder / TRAINING / CHECKPOINTS
    for path in (folder.parent, folder):
        if path.is_symlink():
            raise DiskError(
                "checkpoint.link",
                "{path} is a link, which GPT Studio does not follow when it writes: put the folder itself there.",
                path=path,
            )
    return folder


def save_checkpoint(
    model_folder: Path, state: RunState, weights: dict[str, Tensor], optimizer: dict[str, Tensor]
) -> Path:
    """Commit a checkpoint, then prune older ones: the last three, the best on held-out text and pinned ones stay.

    Raises NotFiniteError instead of writing anything that is not finite, and DiskError if the disk refuses.
    """
    check_finite(weights, optimizer)
    folder = checkpoints_folder(model_folder)
    target = folder / checkpoint_name(state.step)
    if not _is_there_already(target, state):
        with staged_folder(target) as staging:
            store_tensors(staging / WEIGHTS, weights)
            store_tensors(staging / OPTIMIZER, optimizer)
            (staging / STATE).write_text(json.dumps(as_json(state), indent=1, allow_nan=False), encoding="utf-8")
    _prune(folder)
    return target


def _is_there_already(target: Path, state: RunState) -> bool:
    """Whether an earlier attempt has already committed this checkpoint. Anything else of that name is set aside.

    A sound checkpoint of another state is there where a run that went back comes to the same step again.
    """
    if not os.path.lexists(target):
        return False
    with disk_errors(target):
        intact = is_intact(target)
        if intact and dataclasses.replace(read_state(target), elapsed=state.elapsed) == state:
            sync_folder(target.parent)
            return True
        os.rename(target, _aside(target, "earlier" if intact else "broken"))
    return False


def check_finite(*groups: Mapping[str, Tensor]) -> None:
    """Raise NotFiniteError if a number in one of the tensors is infinite or none at all."""
    for group in groups:
        for name, tensor in group.items():
            if tensor.is_floating_point() and not bool(torch.isfinite(tensor).all()):
                raise NotFiniteError(
                    "checkpoint.not_finite",
                    "{name} holds numbers that are infinite or no numbers at all, so nothing was saved: go on from an "
                    "earlier checkpoint with a lower learning rate.",
                    name=name,
                )


def bytes_of(*groups: Mapping[str, Tensor]) -> int:
    """How much room the tensors take."""
    return sum(tensor.numel() * tensor.element_size() for group in groups for tensor in group.values())


def newest_checkpoint(model_folder: Path, on_broken: Callable[[Path], None] = lambda _: None) -> Path | None:
    """The newest checkpoint that verifies. A broken one is set aside under another name, never deleted.

    ``on_broken`` hears of each, by the name that it has now.
    """
    for folder in reversed(checkpoints(model_folder)):
        if is_intact(folder):
            return folder
        on_broken(_set_aside(folder))
    return None


def last_good_checkpoint(model_folder: Path, before: int) -> Path | None:
    """The newest checkpoint of a step up to ``before`` that verifies and to which a run can go back.

    That is one that every run of this recipe has: saved at its regular step, and not between two skipped updates.
    """
    for folder in reversed(checkpoints(model_folder)):
        if _step_of(folder) > before or not is_intact(folder):
            continue
        state = read_state(folder)
        if state.scheduled and not state.skipped_in_a_row:
            return folder
    return None


def best_checkpoint(model_folder: Path) -> tuple[Path, RunState] | None:
    """The best scheduled checkpoint (training/learning/comparison.py), of those that verify."""
    left = checkpoints(model_folder)
    while (best := _best(left)) is not None and not is_intact(best[0]):
        left.remove(best[0])
    return best


def _best(folders: Iterable[Path]) -> tuple[Path, RunState] | None:
    scheduled = [(folder, state) for folder, state in _states(folders) if state.scheduled]
    return min(scheduled, key=lambda pair: rank(pair[1])) if scheduled else None


def _states(folders: Iterable[Path]) -> list[tuple[Path, RunState]]:
    """The checkpoints that can be read, with their states; damaged ones are left out."""
    found = []
    for folder in folders:
        try:
            found.append((folder, read_state(folder)))
        except StudioError:
            continue
    return found


def load_checkpoint(folder: Path) -> Checkpoint:
    return Checkpoint(
        state=read_state(folder),
        weights=read_tensors(folder / WEIGHTS),
        optimizer=read_tensors(folder / OPTIMIZER),
    )


def check_fits(folder: Path, config: ModelConfig, settings: TrainingSettings, adapter: LoraShape | None = None) -> None:
    """Raise StudioError unless the checkpoint holds exactly the weights of such a model, and memory of these as far as
    they learn by the ``settings``.

    Where only an ``adapter`` learns, its weights alone.
    """
    fixed: frozenset[str] = frozenset()
    if adapter is not None:
        shapes = adapter_shapes(config, adapter)
    else:
        model = build_on_meta(config)
        shapes = {name: tuple(weight.shape) for name, weight in model.named_parameters()}
        fixed = fixed_parameters(model, last_layers=settings.last_layers, learn_embeddings=settings.learn_embeddings)
    found = {name: stored.shape for name, stored in read_header(folder / WEIGHTS).items()}
    remembered = [(key.partition("/"), stored.shape) for key, stored in read_header(folder / OPTIMIZER).items()]
    if found != shapes or any(
        what not in _MEMORY or name in fixed or not _remembers(shape, shapes.get(name))
        for (name, _, what), shape in remembered
    ):
        raise StudioError(
            "checkpoint.other_model",
            "The checkpoint of step {step} belongs to another model than the one in its folder: restore the files that "
            "belong together, or start a new training.",
            step=_step_of(folder),
        )


def _remembers(shape: tuple[int, ...], of: tuple[int, ...] | None) -> bool:
    """Whether numbers of this ``shape`` can be what an optimizer remembers of a parameter."""
    return shape == () or (of is not None and shape in (of, (*of[:-1], 1), (1, *of[1:])))


def checkpoints(model_folder: Path) -> list[Path]:
    """Oldest first, by step and never by clock."""
    return list(by_step(checkpoints_folder(model_folder)).values())


def clear_leftovers(model_folder: Path) -> None:
    """Remove what a killed run left half written. Only for who holds the folder's lock."""
    folder = checkpoints_folder(model_folder)
    for path in (folder, folder.parent, model_folder):
        clear_staging(path)


def _step_of(folder: Path) -> int:
    return int(folder.name.removeprefix("step-"))


def _set_aside(folder: Path) -> Path:
    """Rename a damaged checkpoint. Returns its new path, or the old one if the disk refuses."""
    target = _aside(folder, "broken")
    try:
        os.rename(folder, target)
    except OSError:
        return folder
    return target


def _aside(folder: Path, what: str) -> Path:
    number = 1
    while os.path.lexists(target := folder.with_name(f"{what}-{number}-{folder.name}")):
        number += 1
    return target


def _is_newer(folder: Path) -> bool:
    """Whether a newer program wrote the checkpoint, so that this one cannot judge it and must keep it."""
    try:
        read_state(folder)
    except NewerFormatError:
        return True
    except StudioError:
        return False
    return False


def _prune(folder: Path) -> None:
    """Remove all but the last KEPT, the last KEPT to which a run can go back, the best, and the pinned ones."""
    ordered = list(by_step(folder).values())
    if len(ordered) <= KEPT:
        return
    good = [path for path, state in _states(ordered) if state.scheduled and not state.skipped_in_a_row]
    try:
        pinned = pinned_steps(folder)
    except StudioError:
        return  # Nobody knows what was pinned: better keep too much.
    kept = {*ordered[-KEPT:], *good[-KEPT:], *(path for path in ordered if _step_of(path) in pinned or _is_newer(path))}
    best = _best(ordered)
    for path in ordered:
        if path not in kept and (best is None or path != best[0]):
            remove_folder(path)
