"""Collect the licence texts of everything that is bundled in one folder, with a list."""

from __future__ import annotations

import re
import shutil
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

from release.inventory import Inventory, SystemPackage
from release.project import LICENCE, PACKAGING, ROOT, TITLE, Build, BuildError

TEXTS = PACKAGING / "licences"

UNSAID = {
    "colorama": "BSD-3-Clause",
    "gguf": "MIT",
    "jinja2": "BSD-3-Clause",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "mpmath": "BSD-3-Clause",
    "numba": "BSD-2-Clause",
    "olefile": "BSD-2-Clause AND HPND",
    "pathspec": "MPL-2.0",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyinstaller-hooks-contrib": "Apache-2.0",
    "safetensors": "Apache-2.0",
    "sympy": "BSD-3-Clause",
    "tokenizers": "Apache-2.0",
    "tomli-w": "MIT",
    "wcwidth": "MIT",
}
"""Licences that a distribution states only in its texts, or in words that are no SPDX expression."""
NO_TEXT = {
    "fastwarc": ("../../LICENSE",),
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt", "QT.md"),
    "resiliparse": ("../../LICENSE",),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "tokenizers": ("../../LICENSE",),
}
"""Texts, relative to packaging/licences, for distributions that bring none."""
_TEXT = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_SPDX = re.compile(r"[\w.+-]+(?: WITH [\w.+-]+)?(?: (?:AND|OR) [\w.+-]+(?: WITH [\w.+-]+)?)*")


def licence_of(known: Distribution) -> dict[str, Any]:
    """The licence of a distribution as CycloneDX writes it."""
    named = licence_name(known)
    return {"expression": named} if _SPDX.fullmatch(named) else {"license": {"name": named}}


def licence_name(known: Distribution) -> str:
    """An SPDX expression if one is known. Raises BuildError if no licence is stated."""
    said = next((known.metadata[key] for key in ("License-Expression", "License") if key in known.metadata), "")
    named = UNSAID.get(_normalised(known)) or said.strip().partition("\n")[0]
    if not named:
        raise BuildError(f"{known.metadata['Name']} does not say its licence: look, and add it to release/licences.py.")
    return named


def collect_licences(build: Build, inventory: Inventory, folder: Path) -> None:
    """Fill ``folder``: a list, GPT Studio's own licence, and a folder of texts for each thing that is bundled."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE.txt")
    rows = [_interpreter(folder)]
    rows += [_distribution(known, folder) for known in inventory.distributions if _normalised(known) != "gpt-studio"]
    rows += [_system_package(known, folder) for known in inventory.system]
    (folder / "README.md").write_text(_list(build, rows), encoding="utf-8")


def _distribution(known: Distribution, folder: Path) -> tuple[str, str, str]:
    name = _normalised(known)
    sources = [
        Path(str(known.locate_file(file)))
        for file in known.files or ()
        if ".dist-info" in file.parts[0] and _TEXT.search("/".join(file.parts[1:]))
    ]
    sources += [(TEXTS / text).resolve() for text in NO_TEXT.get(name, ())]
    if not sources:
        raise BuildError(f"{name} brings no licence text: add one to packaging/licences and release/licences.py.")
    _copy_texts(sources, folder / name)
    return known.metadata["Name"], known.version, licence_name(known)


def _copy_texts(sources: list[Path], target: Path) -> None:
    target.mkdir()
    taken: set[str] = set()
    for source in sorted(sources):
        name, number = source.name, 2
        while name.lower() in taken:
            name, number = f"{source.stem}-{number}{source.suffix}", number + 1
        taken.add(name.lower())
        shutil.copyfile(source, target / name)


def _interpreter(folder: Path) -> tuple[str, str, str]:
    import sys
    import sysconfig

    candidates = [
        Path(sysconfig.get_path("stdlib"), "LICENSE.txt"),
        Path(sys.base_prefix, "LICENSE.txt"),
        Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright"),
    ]
    text = next((path for path in candidates if path.is_file()), None)
    if text is None:
        raise BuildError("Python's own licence text is not beside Python: install it (python3-doc has it).")
    (folder / "python").mkdir()
    shutil.copyfile(text, folder / "python" / "LICENSE.txt")
    return "Python", sys.version.split()[0], "PSF-2.0"


def _system_package(known: SystemPackage, folder: Path) -> tuple[str, str, str]:
    text = Path("/usr/share/doc") / known.name / "copyright"
    if text.is_file():
        (folder / known.name).mkdir()
        shutil.copyfile(text, folder / known.name / "copyright")
    files = ", ".join(file.name for file in known.files)
    return known.name, known.version or "of the building system", f"see its text; bundled: {files}"


def _list(build: Build, rows: list[tuple[str, str, str]]) -> str:
    table = "\n".join(f"| {name} | {version} | {licence} |" for name, version, licence in rows)
    return (
        f"# Licences\n\n{TITLE} {build.version} is under {LICENCE} (LICENSE.txt). It comes with the following, each "
        "under its own licence; the texts are in the folders beside this file.\n\n"
        "Qt and PySide6 are used under the LGPL, version 3. pyside6-essentials/QT.md says how to replace them with "
        f"your own.\n\n| what | version | licence |\n|---|---|---|\n{table}\n"
    )


def _normalised(known: Distribution) -> str:
    return re.sub(r"[-_.]+", "-", known.metadata["Name"]).lower()
