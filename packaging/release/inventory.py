"""List what is in the frozen folder and where it came from, according to PyInstaller's notes."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from release.compress import compressed
from release.project import Build, BuildError


@dataclass(frozen=True)
class SystemPackage:
    """A package of the building system; ``files`` are its libraries that are bundled."""

    name: str
    version: str
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Inventory:
    """``distributions`` are Python packages, ``system`` packages of the building system; both sorted by name."""

    distributions: tuple[Distribution, ...]
    system: tuple[SystemPackage, ...]


def take_inventory(build: Build) -> Inventory:
    """What is in the folder of ``build`` now, without what was pruned."""
    site = site_packages(build)
    sources = {source.resolve() for source in bundled_sources(build)}
    found = [known for known in distributions(path=[str(site)]) if _has_any(known, sources)]
    prefixes = (site, Path(sys.base_prefix).resolve(), build.work.resolve(), build.icons.parent.parent.resolve())
    outside = [source for source in sources if not any(source.is_relative_to(prefix) for prefix in prefixes)]
    return Inventory(
        distributions=tuple(sorted(found, key=lambda known: known.metadata["Name"].lower())),
        system=tuple(_system_packages(sorted(outside))),
    )


def site_packages(build: Build) -> Path:
    found = sorted((build.venv / "lib").glob("python3.*/site-packages")) or [build.venv / "Lib" / "site-packages"]
    return found[0].resolve()


def bundled_sources(build: Build) -> Iterator[Path]:
    """The file that each bundled module, library and data file was made from."""
    notes = {path.name: ast.literal_eval(path.read_text(encoding="utf-8")) for path in build.analysis.rglob("*.toc")}
    if "COLLECT-00.toc" not in notes or "PYZ-00.toc" not in notes:
        raise BuildError(f"PyInstaller left no notes in {build.analysis}: build again from the beginning.")
    for entry in _entries(notes["PYZ-00.toc"]):
        yield Path(entry[1])
    for target, source, kind in _entries(notes["COLLECT-00.toc"]):
        bundled = build.libraries / target
        if kind in {"BINARY", "EXTENSION", "DATA"} and (bundled.exists() or compressed(bundled).exists()):
            yield Path(source)


def _entries(note: object) -> Iterator[tuple[str, str, str]]:
    """The (name, source, kind) entries anywhere in one of PyInstaller's notes."""
    if isinstance(note, tuple) and len(note) >= 3 and all(isinstance(part, str) for part in note[:3]):
        yield note[0], note[1], note[2]
    elif isinstance(note, list | tuple):
        for part in note:
            yield from _entries(part)


def _has_any(known: Distribution, sources: set[Path]) -> bool:
    """Whether a file of ``known`` is in ``sources``. Names of its programs contain ``..``, hence normpath."""
    return any(Path(os.path.normpath(str(known.locate_file(file)))) in sources for file in known.files or ())


def _system_packages(files: Iterable[Path]) -> Iterator[SystemPackage]:
    """The Debian packages that own ``files``; on other systems each file stands for itself."""
    owned: dict[str, list[Path]] = {}
    for file in files:
        owned.setdefault(_owner(file), []).append(file)
    for name, theirs in sorted(owned.items()):
        yield SystemPackage(name, _version(name), tuple(theirs))


def _owner(file: Path) -> str:
    for candidate in (file, Path("/", *file.parts[2:]) if file.is_relative_to("/usr") else file):
        told = _ask("dpkg-query", "--search", str(candidate))
        if told:
            return told.partition(":")[0]
    return file.name


def _version(package: str) -> str:
    return _ask("dpkg-query", "--show", "--showformat=${Version}\\n", package).partition("\n")[0]


def _ask(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()
    except FileNotFoundError:
        return ""
