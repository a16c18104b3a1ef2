"""The checkpoints of a model: which there are, and which are kept for good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.training.store.checkpoint import best_checkpoint, checkpoints, checkpoints_folder, read_state
from gpt_studio.training.store.pins import pin, pinned_steps
from gpt_studio.training.store.recipe import recipe_path


@dataclass(frozen=True)
class ListCheckpoints:
    """Before listing, the steps in ``pin`` are pinned, and those in ``unpin`` let go."""

    folder: Path
    pin: tuple[int, ...] = ()
    unpin: tuple[int, ...] = ()


@dataclass(frozen=True)
class CheckpointEntry:
    """``bits_per_byte`` is infinite where it could not be measured; ``size`` in bytes."""

    step: int
    bits_per_byte: float
    size: int
    best: bool
    pinned: bool


@dataclass(frozen=True)
class CheckpointList:
    folder: Path
    entries: tuple[CheckpointEntry, ...]


def run(request: ListCheckpoints, context: JobContext) -> CheckpointList:
    """Oldest first; damaged ones are left out. Raises StudioError if no training was begun in the folder."""
    if not recipe_path(request.folder).is_file():
        raise StudioError(
            "checkpoint.no_run", "No training was begun in {folder}: choose the folder of a model trained here.",
            folder=request.folder,
        )  # fmt: skip
    place = checkpoints_folder(request.folder)
    for step in request.pin:
        pin(place, step)
    for step in request.unpin:
        pin(place, step, pinned=False)
    return CheckpointList(request.folder, tuple(_entries(request.folder, pinned_steps(place), context)))


def _entries(folder: Path, pinned: frozenset[int], context: JobContext) -> Iterable[CheckpointEntry]:
    best = best_checkpoint(folder)
    for path in checkpoints(folder):
        context.raise_if_cancelled()
        try:
            state = read_state(path)
        except StudioError:
            continue
        size = sum(file.lstat().st_size for file in path.iterdir())
        yield CheckpointEntry(
            state.step, state.bits_per_byte, size, best is not None and path == best[0], state.step in pinned
        )
