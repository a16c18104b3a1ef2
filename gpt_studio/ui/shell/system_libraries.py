"""Checks for the system libraries of Qt before Qt is loaded, because Qt aborts the process without naming them."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import PySide6

from gpt_studio.core.system_libraries import missing_library


def need_system_libraries() -> None:
    """Raise StudioError if a library is missing that every way of showing a window needs."""
    if not sys.platform.startswith("linux"):
        return
    problems = [_problem(platform) for platform in platforms(os.environ)]
    if problems and None not in problems:
        error = next(problem for problem in reversed(problems) if problem is not None)
        explained = missing_library(error)
        if explained is not None:
            raise explained from error


def platforms(environment: Mapping[str, str]) -> Sequence[str]:
    """Qt's platform plugins for this environment, in the order in which Qt tries them."""
    chosen = environment.get("QT_QPA_PLATFORM", "")
    if chosen:
        return [each.partition(":")[0] for each in chosen.split(";") if each]
    on_wayland = environment.get("XDG_SESSION_TYPE") == "wayland" or "WAYLAND_DISPLAY" in environment
    return ["wayland", "xcb"] if on_wayland else ["xcb"]


def _problem(platform: str) -> OSError | None:
    plugin = Path(next(iter(PySide6.__path__)), "Qt", "plugins", "platforms", f"libq{platform}.so")
    if not plugin.is_file():  # Qt is installed elsewhere, and reports its errors itself
        return None
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return error
    return None
