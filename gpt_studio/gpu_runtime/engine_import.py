"""Imports torch from an engine, by putting its folder first on ``sys.path``, and watches the import.

An import that fails or ends the process switches the engine off, so that the next start uses the program's own torch.
"""

from __future__ import annotations

import shutil
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.limits import SHOWN_CHARACTERS
from gpt_studio.gpu_runtime.engines import Engine, engines_folder, this_build


def activate(root: Path | None = None) -> Message | None:
    """Let this process import torch from the engine that fits it, if any; returns a message for the person, or None.

    Call it before torch is imported. ``root`` is the folder of all engines.
    """
    root = root or engines_folder()
    build = this_build() if root.is_dir() else None
    if build is None:
        return None
    engine = Engine.for_build(root, build)
    if engine.to_be_removed():
        shutil.rmtree(engine.folder, ignore_errors=True)
        return None
    if engine.build() != build or engine.in_use():
        return None
    if engine.ended_the_process():
        engine.switch_off()
    reason = engine.switched_off()
    if reason is not None:
        return None if engine.told() else _switched_off(reason)
    sys.path.insert(0, str(engine.folder))
    sys.meta_path.insert(0, _TorchFinder(engine))
    return None


def _switched_off(reason: Message) -> Message:
    return say(
        "engine.off",
        "The engine for your NVIDIA GPU is switched off, because {reason}: the processor is used. Settings offers to "
        "try it again or to remove it.",
        reason=reason,
    )


class _TorchFinder(MetaPathFinder):
    """Wraps the loader of torch. It stays installed, because finding torch does not always import it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find_spec(self, name: str, _path: Any, _target: ModuleType | None = None) -> ModuleSpec | None:
        if name != "torch":
            return None
        spec = PathFinder.find_spec(name, [str(self._engine.folder)])
        if spec is None or spec.origin is None:
            raise _failed(self._engine, "its files are not all there")
        spec.loader = _Watched(self._engine, name, spec.origin)
        return spec


class _Watched(SourceFileLoader):
    def __init__(self, engine: Engine, name: str, path: str) -> None:
        super().__init__(name, path)
        self._engine = engine

    def exec_module(self, module: ModuleType) -> None:
        try:
            with self._engine.being_imported():
                super().exec_module(module)
        except Exception as error:
            raise _failed(self._engine, str(error) or type(error).__name__) from error


class _Refused(MetaPathFinder):
    """Refuses further imports of torch: parts of the failed one may be in memory, and no other can load beside them."""

    def __init__(self, error: StudioError) -> None:
        self._error = error

    def find_spec(self, name: str, _path: Any, _target: ModuleType | None = None) -> ModuleSpec | None:
        if name == "torch":
            raise self._error
        return None


def _failed(engine: Engine, detail: str) -> StudioError:
    detail = (detail.strip().splitlines() or [""])[0][: 2 * SHOWN_CHARACTERS]
    engine.switch_off(detail or "no reason was given")
    error = StudioError(
        "engine.failed",
        "The engine for your NVIDIA GPU could not be loaded ({detail}), so it was switched off: start GPT Studio "
        "again, and the processor is used.",
        detail=detail,
    )
    sys.meta_path.insert(0, _Refused(error))
    return error
