"""The checkpoints of a model: which there are, and how good each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.training.store.checkpoint import best_checkpoint, checkpoints, checkpoints_folder, read_state
from gpt_studio.training.store.pins import pinned_steps
from gpt_studio.training.store.recipe import recipe_path


@dataclass(frozen=True)
class ListCheckpoints:
    folder: Path


@dataclass(frozen=True)
class CheckpointEntry:
    """``folder`` can be opened, exported and trained further as a model's can. ``bits_per_byte`` is infinite where it
    could not be measured; ``size`` in bytes."""

    step: int
    folder: Path
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
    pinned = pinned_steps(checkpoints_folder(request.folder))
    return CheckpointList(request.folder, tuple(_entries(request.folder, pinned, context)))


def _entries(folder: Path, pinned: frozenset[int], context: JobContext) -> Iterable[CheckpointEntry]:
    best = best_checkpoint(folder)
    for path in checkpoints(folder):
        context.raise_if_cancelled()
        try:
            state = read_state(path)
        except StudioError:
            continue
        size = sum(file.lstat().st_size for file in path.iterdir())
        is_best = best is not None and path == best[0]
        yield CheckpointEntry(state.step, path, state.bits_per_byte, size, is_best, state.step in pinned)
