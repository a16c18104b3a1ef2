"""Report the state of the engine for NVIDIA GPUs on this machine."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gpt_studio.core.errors import Message
from gpt_studio.core.job import JobContext
from gpt_studio.gpu_runtime.engines import Engine, engines_folder, this_build
from gpt_studio.jobs.gpu_runtime.nvidia import nvidia_gpus

DOWNLOADS = "downloads"
"""The folder, beside the engines, for the downloads of an unfinished installation."""
UNFINISHED = "unfinished"


@dataclass(frozen=True)
class EngineStatus:
    root: Path | None = None


class EngineState(StrEnum):
    """``unsupported``: there is no engine for this kind of machine. ``leaving``: the next start removes it."""

    UNSUPPORTED = "unsupported"
    ABSENT = "absent"
    READY = "ready"
    IN_USE = "in_use"
    SWITCHED_OFF = "switched_off"
    LEAVING = "leaving"


@dataclass(frozen=True)
class EngineReport:
    """Sizes in bytes; ``downloaded`` is that of an unfinished installation. ``others``: engines of other versions."""

    state: EngineState
    torch: str
    gpus: tuple[str, ...]
    folder: Path
    size: int
    downloaded: int
    free: int
    others: tuple[Path, ...]
    reason: Message | None = None


def run(request: EngineStatus, context: JobContext) -> EngineReport:
    """Report the engine's state. Raises no StudioError: what cannot be read counts as absent."""
    root = request.root or engines_folder()
    build = this_build()
    engine = Engine.for_build(root, build) if build is not None else Engine(root)
    others = tuple(path for path in finished(root) if path != engine.folder)
    supported = build is not None and sys.platform != "darwin"
    state = _state(engine, engine.build() == build) if supported else EngineState.UNSUPPORTED
    return EngineReport(
        state,
        build.torch if build is not None else "",
        tuple(gpu.name for gpu in nvidia_gpus()) if supported else (),
        engine.folder,
        size_of(engine.folder) if state not in (EngineState.ABSENT, EngineState.UNSUPPORTED) else 0,
        size_of(root / DOWNLOADS),
        free_bytes(root),
        others,
        engine.switched_off() if state is EngineState.SWITCHED_OFF else None,
    )


def finished(root: Path) -> list[Path]:
    """The folders of all complete engines, those of other versions included."""
    try:
        return sorted(path for path in root.iterdir() if Engine(path).build() is not None)
    except OSError:
        return []


def free_bytes(folder: Path) -> int:
    """Free bytes on the disk that holds or would hold ``folder``; 0 if unknown."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def size_of(folder: Path) -> int:
    """The bytes of all files in ``folder``; what vanishes during the count is skipped."""
    total = 0
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        total += entry.stat(follow_symlinks=False).st_size
        except OSError:
            continue
    return total


def _state(engine: Engine, fits: bool) -> EngineState:
    if not fits:
        return EngineState.ABSENT
    if engine.to_be_removed():
        return EngineState.LEAVING
    if engine.switched_off() is not None:
        return EngineState.SWITCHED_OFF
    return EngineState.IN_USE if engine.in_use() else EngineState.READY
