"""What is being built, where, and for which system."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
NAME = "gpt-studio"
TITLE = "GPT Studio"
SUMMARY = "Make a GPT of your own: text, tokenizer, training, chat"
DESCRIPTION = (
    "Pick text, train a tokenizer on it, train a model while you watch it learn, get a folder that every Hugging Face "
    "library loads, and talk to it, or to any other such folder. Everything runs on your own computer, offline, in "
    "English and Spanish, and everything that the window does is a command in the terminal too."
)
VENDOR = "The GPT Studio authors"
LICENCE = "Apache-2.0"
_FIRST_DAY_OF_ZIP = 315_532_800
"""1980-01-01: no archive can hold an earlier time."""


class BuildError(Exception):
    """The build cannot go on: one sentence that says why and what to do."""


@dataclass(frozen=True)
class Build:
    """One build. ``epoch`` is the time, in seconds since 1970, that everything built carries."""

    version: str
    system: str
    epoch: int
    dist: Path

    @property
    def work(self) -> Path:
        """The folder of intermediate results."""
        return ROOT / "build" / self.system

    @property
    def venv(self) -> Path:
        return self.work / "venv"

    @property
    def python(self) -> Path:
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def analysis(self) -> Path:
        """Where PyInstaller notes what it took from where."""
        return self.work / "pyinstaller"

    @property
    def frozen(self) -> Path:
        """The folder that runs: the program with everything it needs."""
        return self.work / "frozen" / NAME

    @property
    def libraries(self) -> Path:
        """The part of the frozen folder that PyInstaller fills."""
        return self.frozen / "_internal"

    @property
    def application(self) -> Path:
        """On macOS: the application that PyInstaller makes of the frozen folder."""
        return self.frozen.parent / f"{TITLE}.app"

    @property
    def filled_folders(self) -> list[Path]:
        """Every folder that PyInstaller fills. The application for macOS divides its files between two."""
        parts = [self.application / "Contents" / part for part in ("Frameworks", "Resources")]
        return [folder for folder in (self.libraries, *parts) if folder.is_dir()]

    @property
    def program(self) -> Path:
        """What a person starts in a terminal."""
        if self.application.is_dir():
            return self.application / "Contents" / "MacOS" / NAME
        return self.frozen / (f"{NAME}.exe" if os.name == "nt" else NAME)

    @property
    def icons(self) -> Path:
        return ROOT / "build" / "icons"

    @property
    def title(self) -> str:
        """The beginning of every artifact's name."""
        return f"{NAME}-{self.version}-{self.system}"


def this_build(dist: Path) -> Build:
    return Build(version=version(), system=this_system(), epoch=source_date(), dist=dist)


def version() -> str:
    text = (ROOT / "gpt_studio" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        raise BuildError("gpt_studio/__init__.py names no __version__.")
    return found[1]


def this_system() -> str:
    """For example ``linux-x86_64``, ``windows-x86_64``, ``macos-arm64``."""
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
    machine = platform.machine().lower()
    return f"{system}-{ {'amd64': 'x86_64', 'aarch64': 'arm64'}.get(machine, machine) }"


def source_date() -> int:
    """SOURCE_DATE_EPOCH, else the time of the last commit, else a fixed day."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    asked = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True)
    return int(asked.stdout) if asked.returncode == 0 and asked.stdout.strip() else _FIRST_DAY_OF_ZIP


def run(command: list[str | Path], what: str, **options: object) -> None:
    """Run one tool. Raises BuildError if it fails."""
    words = [str(word) for word in command]
    print(f"+ {' '.join(words[:8])}{' ...' if len(words) > 8 else ''}", flush=True)
    try:
        code = subprocess.run(words, check=False, **options).returncode  # type: ignore[call-overload]
    except FileNotFoundError:
        raise BuildError(f"{what} needs {words[0]}, which is not installed here.") from None
    if code:
        raise BuildError(f"{what} failed: {words[0]} ended with {code}; its own words are above.")
