"""What Linux programs and libraries need of the system: other libraries, and a version of glibc."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from release.project import BuildError

_MAGIC = b"\x7fELF"


@dataclass(frozen=True)
class Needs:
    """``libraries`` by file name; ``glibc`` as (2, 34); ``libstdcxx`` as (3, 4, 25)."""

    libraries: frozenset[str]
    glibc: tuple[int, ...]
    libstdcxx: tuple[int, ...]


def needs_of_folder(folder: Path) -> Needs:
    """What the files in ``folder`` need and ``folder`` itself does not hold."""
    files = list(elf_files(folder))
    each = [needs_of_file(file) for file in files]
    wanted = frozenset(library for needs in each for library in needs.libraries)
    return Needs(
        libraries=wanted - {file.name for file in files},
        glibc=max((needs.glibc for needs in each), default=()),
        libstdcxx=max((needs.libstdcxx for needs in each), default=()),
    )


def elf_files(folder: Path) -> Iterator[Path]:
    for directory, _, names in os.walk(folder):
        for name in sorted(names):
            path = Path(directory, name)
            if not path.is_symlink() and path.is_file():
                with path.open("rb") as file:
                    if file.read(4) == _MAGIC:
                        yield path


def needs_of_file(path: Path) -> Needs:
    asked = subprocess.run(
        ["objdump", "-p", str(path)], capture_output=True, text=True, env=os.environ | {"LC_ALL": "C"}
    )
    if asked.returncode:
        raise BuildError(f"objdump could not read {path}: {asked.stderr.strip()}")
    return parse_needs(asked.stdout)


def parse_needs(printed: str) -> Needs:
    """Read the output of ``objdump -p``. Versions that a library defines itself do not count."""
    references = printed.partition("Version References:")[2]
    return Needs(
        libraries=frozenset(re.findall(r"^\s+NEEDED\s+(\S+)", printed, re.MULTILINE)),
        glibc=_newest(r"\bGLIBC_(\d+(?:\.\d+)+)", references),
        libstdcxx=_newest(r"\bGLIBCXX_(\d+(?:\.\d+)+)", references),
    )


def _newest(pattern: str, text: str) -> tuple[int, ...]:
    return max((tuple(map(int, found.split("."))) for found in re.findall(pattern, text)), default=())
