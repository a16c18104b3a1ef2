"""Take a corpus off the user's folder. The texts that it names stay where they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core import durable
from gpt_studio.core.job import JobContext


@dataclass(frozen=True)
class DeleteCorpus:
    path: Path


@dataclass(frozen=True)
class DeletedCorpus:
    """``contents`` are those of the deleted file; :func:`restore` puts it back."""

    path: Path
    contents: bytes


def run(request: DeleteCorpus, context: JobContext) -> DeletedCorpus:
    """Raises StudioError if the disk refuses."""
    context.raise_if_cancelled()
    with durable.disk_errors(request.path):
        deleted = DeletedCorpus(request.path, request.path.read_bytes())
        request.path.unlink()
        durable.sync_folder(request.path.parent)
    return deleted


def restore(request: DeletedCorpus, context: JobContext) -> None:
    """Put back what was deleted. Raises StudioError if the disk refuses."""
    context.raise_if_cancelled()
    durable.write_bytes(request.path, request.contents)
