"""Make the artifacts for Windows: a portable .zip, and a set-up program with Inno Setup."""

from __future__ import annotations

import os
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from release.archive import walk
from release.bill import write_bill
from release.inventory import Inventory
from release.licences import collect_licences
from release.project import NAME, PACKAGING, SUMMARY, TITLE, VENDOR, Build, BuildError, run

LONGEST_PATH = 240
"""Windows refuses 260 characters and more unless long paths are enabled; this leaves a reserve."""
LONGEST_INSTALLATION_FOLDER = len("C:\\Users\\\\AppData\\Local\\Programs\\GPT Studio\\") + 40
"""Its length with 40 characters for the person's name."""


def make_artifacts(build: Build, inventory: Inventory) -> list[Path]:
    """The archive, the set-up program and the bill of materials, in ``build.dist``."""
    collect_licences(build, inventory, build.frozen / "licences")
    bill = build.dist / f"{build.title}.cdx.json"
    write_bill(build, inventory, bill)
    check_path_lengths(build.frozen)
    archive = build.dist / f"{build.title}.zip"
    write_zip(build.frozen, archive, build.epoch)
    return [archive, _set_up(build), bill]


def check_path_lengths(folder: Path) -> None:
    """Raise BuildError for a file that would lie too deep once it is installed."""
    room = LONGEST_PATH - LONGEST_INSTALLATION_FOLDER
    longest = max(walk(folder), key=lambda path: len(str(path.relative_to(folder))))
    name = str(longest.relative_to(folder))
    if len(name) > room:
        raise BuildError(f"{name} has {len(name)} characters and Windows leaves room for {room}: prune or move it.")


def write_zip(folder: Path, path: Path, epoch: int) -> None:
    """Write a zip: sorted, one time for every file."""
    when = datetime.fromtimestamp(epoch, UTC).timetuple()[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in walk(folder):
            if file.is_file():
                entry = zipfile.ZipInfo(f"{TITLE}/{file.relative_to(folder).as_posix()}", when)
                entry.compress_type = zipfile.ZIP_DEFLATED
                with file.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                    shutil.copyfileobj(source, target)


def write_version_resource(build: Build, path: Path) -> None:
    """Write the program's properties that Windows shows, for PyInstaller."""
    numbers = ", ".join((build.version.split(".") + ["0"] * 4)[:4])
    strings = {
        "CompanyName": VENDOR,
        "FileDescription": TITLE,
        "FileVersion": build.version,
        "InternalName": NAME,
        "LegalCopyright": f"{VENDOR}, Apache-2.0",
        "ProductName": TITLE,
        "ProductVersion": build.version,
        "Comments": SUMMARY,
    }
    lines = ",\n".join(f"            StringStruct({key!r}, {value!r})" for key, value in strings.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"VSVersionInfo(\n    ffi=FixedFileInfo(filevers=({numbers}), prodvers=({numbers})),\n    kids=[\n"
        f"        StringFileInfo([StringTable('040904B0', [\n{lines}\n        ])]),\n"
        "        VarFileInfo([VarStruct('Translation', [1033, 1200])]),\n    ],\n)\n",
        encoding="utf-8",
    )


def find_compiler() -> str:
    """The path of Inno Setup's compiler, which need not be on the PATH. Raises BuildError if there is none."""
    roots = [os.environ[name] for name in ("ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA") if name in os.environ]
    places = [Path(root, *middle) for root in roots for middle in ((), ("Programs",))]
    usual = [folder for place in places for folder in sorted(place.glob("Inno Setup [6-9]"), reverse=True)]
    found = shutil.which("iscc") or shutil.which("iscc", path=os.pathsep.join(map(str, usual)))
    if found is None:
        raise BuildError("The set-up program needs Inno Setup 6.3 or newer: install it and run the command again.")
    return found


def _set_up(build: Build) -> Path:
    compiler = find_compiler()
    name = f"{build.title}-setup"
    defined = {
        "AppVersion": build.version,
        "Source": str(build.frozen),
        "Output": str(build.dist),
        "OutputName": name,
        "Icon": str(build.icons / f"{NAME}.ico"),
    }
    command: list[str | Path] = [compiler, "/Q", *(f"/D{key}={value}" for key, value in defined.items())]
    run([*command, PACKAGING / "windows" / f"{NAME}.iss"], "Making the set-up program", env=os.environ)
    return build.dist / f"{name}.exe"
