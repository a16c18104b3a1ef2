"""Remove the engine for NVIDIA GPUs and its downloads, or switch it on again."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.disk_errors import disk_errors
from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.core.job import JobContext
from gpt_studio.gpu_runtime.engines import Engine, engines_folder, this_build
from gpt_studio.jobs.gpu_runtime.engine_status import DOWNLOADS, UNFINISHED, finished


@dataclass(frozen=True)
class RemoveEngine:
    """``others``: also remove the engines of other versions of GPT Studio."""

    others: bool = False
    root: Path | None = None


@dataclass(frozen=True)
class EngineRemoved:
    """``later``: this program is using the engine, so the next start removes it."""

    later: bool


def run(request: RemoveEngine, context: JobContext) -> EngineRemoved:
    """Raises StudioError if the disk refuses, or while an engine is being installed."""
    root = request.root or engines_folder()
    if not root.is_dir():
        return EngineRemoved(later=False)
    with FolderLock(root):
        build = this_build()
        own = Engine.for_build(root, build) if build is not None else Engine(root / UNFINISHED)
        folders = {own.folder, *(finished(root) if request.others else ()), root / UNFINISHED, root / DOWNLOADS}
        later = own.in_use()
        if later:
            own.remove_at_next_start()
            folders.discard(own.folder)
        for folder in folders:
            with disk_errors(folder):
                _remove(folder)
    return EngineRemoved(later)


@dataclass(frozen=True)
class RetryEngine:
    root: Path | None = None


def retry(request: RetryEngine, context: JobContext) -> None:
    """Switch an engine on again, from the next start on. Raises StudioError if the disk refuses."""
    root, build = request.root or engines_folder(), this_build()
    if build is not None:
        engine = Engine.for_build(root, build)
        with disk_errors(engine.folder):
            engine.switch_on()


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)
