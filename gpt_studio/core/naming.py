"""Checks names that people choose: whether every system can use them, and which two could mean the same file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from gpt_studio.core.errors import StudioError, shortened

LONGEST_NAME = 100
_LONGEST_NAME_BYTES = 230  # file systems allow 255; room is left for a suffix and a number
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"
}
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')


def check_name(name: str) -> str:
    """``name`` if it can name a folder on Linux, Windows and macOS; raises StudioError otherwise."""
    bad = (
        not name.strip()
        or name != name.strip()
        or name.startswith(".")
        or name.endswith(".")
        or _FORBIDDEN.search(name) is not None
        or len(name) > LONGEST_NAME
        or len(name.encode()) > _LONGEST_NAME_BYTES
        or name.split(".")[0].strip().lower() in _RESERVED
    )
    if bad:
        raise StudioError(
            "name.invalid",
            'The name "{name}" cannot be used for a folder: use up to {limit} letters, digits, spaces, hyphens or '
            "dots, without a dot at either end, and no name that Windows keeps for devices (CON, NUL, COM1, ...).",
            name=shortened(name),
            limit=LONGEST_NAME,
        )
    return name


def name_key(name: str) -> str:
    """A key that is equal for two names which some file system treats as one file.

    Windows and macOS ignore case, macOS treats composed and decomposed letters alike, and Windows drops dots and
    spaces at the end. Case and composition follow Unicode's canonical caseless match (standard, D145).
    """
    folded = unicodedata.normalize("NFD", name).casefold()
    return unicodedata.normalize("NFC", folded).rstrip(" .")


def clashing(name: str, existing: Iterable[str]) -> str | None:
    """The first of the ``existing`` names that some file system treats as the same as ``name``."""
    key = name_key(name)
    return next((other for other in existing if name_key(other) == key), None)


def clashing_path(path: Path) -> Path | None:
    """The entry beside ``path`` whose name some file system treats as the same; ``path`` itself is preferred.

    None if there is no such entry or the folder cannot be read.
    """
    names = _names_in(path.parent)
    found = path.name if path.name in names else clashing(path.name, names)
    return path.with_name(found) if found is not None else None


def refuse_clash(path: Path) -> None:
    """Raise StudioError if the folder has a differently written name that some file system treats as the same.

    ``path`` itself may exist; the caller decides whether that is allowed.
    """
    found = clashing_path(path)
    if found is not None and found.name != path.name:
        raise StudioError(
            "name.clash",
            'There is already "{other}" in {folder}, and on many computers "{name}" is the same name: choose '
            "another one.",
            other=found.name,
            folder=path.parent,
            name=path.name,
        )


def unused(folder: Path) -> Path:
    """``folder``, or the first of ``folder 2``, ``folder 3``, ... whose name is free there."""
    return folder.with_name(unused_name(folder.name, _names_in(folder.parent)))


def unused_name(name: str, existing: Iterable[str]) -> str:
    """``name``, or the first of ``name 2``, ``name 3``, ... that clashes with none of the ``existing`` ones."""
    taken = {name_key(other) for other in existing}
    candidate, number = name, 2
    while name_key(candidate) in taken:
        candidate = f"{name} {number}"
        number += 1
    return candidate


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []
