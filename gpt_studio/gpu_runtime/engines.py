"""Engines: a torch installed beside the program, which replaces the one that comes with it.

An engine is a folder of packages for exactly one version of torch, one Python and one platform. Its marker file is
written last, so a folder without it is incomplete. engine_import.py activates an engine.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gpt_studio.core.durable import write_text
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.folder_lock import LOCK, FolderLock, is_locked
from gpt_studio.core.limits import SHOWN_CHARACTERS
from gpt_studio.core.strict_json import read_object

FOLDER_VARIABLE = "GPT_STUDIO_ENGINES"
_MARKER, _OFF, _REMOVAL, _STARTING = "engine.json", "switched-off.json", "remove", "starting"
_NOTE_BYTES = 100_000


@dataclass(frozen=True)
class Build:
    """What an engine was made for: the public version of torch, the version of Python, and the platform."""

    torch: str
    python: str
    platform: str


def this_build() -> Build | None:
    """The build that fits this program; None if the version of its own torch is unknown."""
    import sysconfig  # here, because start-up must not wait for these imports where there is no engine
    from importlib.metadata import PackageNotFoundError, version

    try:
        torch = version("torch").partition("+")[0]
    except PackageNotFoundError:
        return None
    return Build(torch, f"{sys.version_info.major}.{sys.version_info.minor}", sysconfig.get_platform())


def engines_folder() -> Path:
    """The folder of all engines: GPT_STUDIO_ENGINES, else in the system's folder for the user's program data."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named).absolute()
    if sys.platform == "win32":
        data = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        data = Path.home() / "Library" / "Application Support"
    else:
        data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return data / "gpt-studio" / "engines"


@dataclass(frozen=True)
class Engine:
    """One engine's folder and the state files in it."""

    folder: Path

    @classmethod
    def for_build(cls, root: Path, build: Build) -> Engine:
        return cls(root / f"{build.torch}-cuda")

    def build(self) -> Build | None:
        """What it was made for; None if it is missing or incomplete."""
        noted = self._read(_MARKER)
        try:
            return Build(str(noted["torch"]), str(noted["python"]), str(noted["platform"]))
        except KeyError:
            return None

    def note_complete(self, build: Build) -> None:
        """Write the marker of a complete engine. Raises DiskError."""
        self._write(_MARKER, asdict(build))

    def switched_off(self) -> Message | None:
        """Why it is switched off, as part of a sentence; None if it may be used."""
        if not (self.folder / _OFF).exists():
            return None
        detail = str(self._read(_OFF).get("detail", ""))
        if not detail:
            return say("engine.ended_the_program", "it ended GPT Studio while it was loaded")
        return say("engine.not_loaded", "it could not be loaded ({detail})", detail=detail)

    def switch_off(self, detail: str = "") -> None:
        """Do not use it from the next start on. ``detail``: the error; "" means that it ended the process."""
        with contextlib.suppress(StudioError):
            self._write(_OFF, {"detail": detail[: 4 * SHOWN_CHARACTERS], "told": False})

    def told(self) -> bool:
        """Whether the person was told before that it is switched off; records that they are told now."""
        noted = self._read(_OFF)
        with contextlib.suppress(StudioError):
            self._write(_OFF, noted | {"told": True})
        return noted.get("told") is True

    def switch_on(self) -> None:
        """Allow it again from the next start on. Raises OSError."""
        (self.folder / _OFF).unlink(missing_ok=True)

    def to_be_removed(self) -> bool:
        return (self.folder / _REMOVAL).exists()

    def remove_at_next_start(self) -> None:
        """Mark it for removal at the next start. Raises DiskError."""
        self._write(_REMOVAL, {})

    def in_use(self) -> bool:
        """Whether this process imports torch from here."""
        return str(self.folder) in sys.path

    def ended_the_process(self) -> bool:
        """Whether an earlier process ended while it imported torch from here. The record is deleted by this call."""
        starting = self.folder / _STARTING
        # Checked twice, because another process may take or release the lock meanwhile. A new holder writes its name
        # after locking; a leaving one deletes the file before unlocking, except on Windows.
        ended = not is_locked(starting) and FolderLock(starting).holder() is not None and not is_locked(starting)
        if ended:
            with contextlib.suppress(OSError):
                (starting / LOCK).unlink()
        return ended

    @contextlib.contextmanager
    def being_imported(self) -> Iterator[None]:
        """Context manager held while torch is imported, so that the next start sees if that ended the process."""
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(StudioError):  # a read-only folder, or another process is starting too
                stack.enter_context(FolderLock(self.folder / _STARTING))
            yield

    def _read(self, name: str) -> dict[str, Any]:
        try:
            return read_object(self.folder / name, _NOTE_BYTES)
        except StudioError:
            return {}

    def _write(self, name: str, values: dict[str, Any]) -> None:
        write_text(self.folder / name, json.dumps(values))
