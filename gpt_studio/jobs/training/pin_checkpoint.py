"""Pin a checkpoint, so that it is never removed, or unpin it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.job import JobContext
from gpt_studio.training.store.checkpoint import checkpoints_folder
from gpt_studio.training.store.pins import pin


@dataclass(frozen=True)
class PinCheckpoint:
    """``folder`` is the model's; with ``pinned`` False the checkpoint of ``step`` is unpinned."""

    folder: Path
    step: int
    pinned: bool = True


def run(request: PinCheckpoint, context: JobContext) -> None:
    """Raises StudioError if there is no such checkpoint to pin, or if the disk refuses."""
    pin(checkpoints_folder(request.folder), request.step, pinned=request.pinned)
