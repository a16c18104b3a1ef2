"""Freeze the program with PyInstaller, prune the folder, and try the program."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from release.compress import compress_installer
from release.project import PACKAGING, Build, run
from release.prune import prune, remove_leftovers
from release.windows import write_version_resource


def make_icons(build: Build) -> None:
    shutil.rmtree(build.icons, ignore_errors=True)
    run([build.python, PACKAGING / "icons.py", build.icons], "Drawing the icons")


def freeze(build: Build) -> None:
    """Let PyInstaller collect the program, then prune the folder."""
    for left in (build.analysis, build.frozen.parent):
        shutil.rmtree(left, ignore_errors=True)
    build.analysis.mkdir(parents=True)
    write_version_resource(build, build.icons.parent / "windows-version.txt")
    command: list[str | Path] = [build.python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", build.frozen.parent, "--workpath", build.analysis, PACKAGING / "gpt-studio.spec"]
    # The hash seed decides the order of sets, and with it the bytes of compiled modules.
    steady = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(build.epoch)}
    run(command, "Freezing", env=os.environ | steady)
    saved = sum(prune(folder) for folder in build.filled_folders)
    # Two folders of the application for macOS link to each other: pruning one can leave dead links in the other.
    for folder in build.filled_folders:
        remove_leftovers(folder)
    saved += compress_installer(build.libraries)
    print(f"Pruned {saved / 1e6:.0f} MB", flush=True)


def try_out(build: Build) -> None:
    """Run the self-test of the frozen program. Raises BuildError if it fails."""
    run([build.program, "--self-test"], "The self-test of the frozen program")
