"""Compress the bundled ``uv``, which few people need, to a third of its size."""

from __future__ import annotations

import lzma
import shutil
from pathlib import Path

PROGRAMS = ("uv", "uv.exe")
SUFFIX = ".xz"
"""gpt_studio/jobs/gpu_runtime/uv.py looks for this name, and unpacks the program when an engine is installed."""
_PRESET = 9


def compress_installer(folder: Path, preset: int = _PRESET) -> int:
    """Replace ``uv`` by ``uv.xz`` and return how many bytes that saves. The same program gives the same bytes."""
    saved = 0
    for program in (folder / name for name in PROGRAMS):
        if program.is_file():
            packed = compressed(program)
            with program.open("rb") as source, lzma.open(packed, "wb", preset=preset) as target:
                shutil.copyfileobj(source, target)
            saved += program.stat().st_size - packed.stat().st_size
            program.unlink()
    return saved


def compressed(program: Path) -> Path:
    return program.with_name(program.name + SUFFIX)
