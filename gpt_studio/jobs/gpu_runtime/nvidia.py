"""List this machine's NVIDIA GPUs as their driver reports them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 20.0
_QUERY = ("--query-gpu=name,driver_version", "--format=csv,noheader")


@dataclass(frozen=True)
class Gpu:
    name: str
    driver: str


def nvidia_gpus() -> tuple[Gpu, ...]:
    """The GPUs that the driver reports; none if there is no driver or it does not answer."""
    program = _nvidia_smi()
    if program is None:
        return ()
    try:
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        asked = subprocess.run(
            [program, *_QUERY], capture_output=True, timeout=_SECONDS, check=False, creationflags=hidden
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    if asked.returncode != 0:
        return ()
    rows = [line.split(",") for line in asked.stdout.decode("utf-8", "replace").splitlines()]
    return tuple(Gpu(row[0].strip(), row[1].strip()) for row in rows if len(row) == 2 and row[0].strip())


def _nvidia_smi() -> str | None:
    """The path of nvidia-smi, which comes with the driver; None if it is missing."""
    found = shutil.which("nvidia-smi")
    if found is None and sys.platform == "win32":
        in_windows = Path(os.environ.get("SYSTEMROOT", "C:\\Windows"), "System32", "nvidia-smi.exe")
        return str(in_windows) if in_windows.is_file() else None
    return found
