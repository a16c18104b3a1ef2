"""The checkpoints of a model: which there are, and how good each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.durable import is_intact
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.training.learning.comparison import rank
from gpt_studio.training.store.checkpoint import checkpoints, checkpoints_folder
from gpt_studio.training.store.pins import pinned_steps
from gpt_studio.training.store.recipe import recipe_path
from gpt_studio.training.store.run_state import read_state


@dataclass(frozen=True)
class ListCheckpoints:
    folder: Path


@dataclass(frozen=True)
class CheckpointEntry:
    """``folder`` can be opened, exported and trained further as a model's can. ``bits_per_byte`` is infinite where it
    could not be measured; it is measured in stretches of ``context_length`` tokens. ``size`` in bytes.

    ``best``: of those that are listed, the one with the fewest bits per byte of those measured in the longest stretches
    (training/learning/comparison.py).
    """

    step: int
    folder: Path
    bits_per_byte: float
    size: int
    best: bool
    pinned: bool
    context_length: int = 0


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
    states = []
    for path in checkpoints(folder):
        context.raise_if_cancelled()
        try:
            states.append((path, read_state(path)))
        except StudioError:
            continue
    ranked = sorted(states, key=lambda pair: rank(pair[1]))
    best = next((path for path, _ in ranked if is_intact(path)), None)
    for path, state in states:
        size = sum(file.lstat().st_size for file in path.iterdir())
        yield CheckpointEntry(
            state.step, path, state.bits_per_byte, size, path == best, state.step in pinned, state.context_length
        )
