"""Names that people give to what they keep: which of them every system can use, and which mean the same file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from gpt_studio.core.errors import StudioError, shortened

LONGEST_NAME = 100
_LONGEST_NAME_BYTES = 230  # file systems take 255; an ending and a number must still fit
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"
}
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')


def check_name(name: str) -> str:
    """``name`` if it can be a folder's name on Linux, Windows and macOS alike.

    Raises StudioError otherwise.
    """
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
    """The same for two names that some file system takes for one file.

    Windows and macOS do not tell capitals apart, macOS does not tell composed letters from decomposed ones, and
    Windows drops dots and spaces at the end. Unicode calls this a canonical caseless match (standard, D145).
    """
    folded = unicodedata.normalize("NFD", name).casefold()
    return unicodedata.normalize("NFC", folded).rstrip(" .")


def clashing(name: str, existing: Iterable[str]) -> str | None:
    """The first of the ``existing`` names that some file system does not tell from ``name``."""
    key = name_key(name)
    return next((other for other in existing if name_key(other) == key), None)


def clashing_path(path: Path) -> Path | None:
    """What lies in the same folder under a name that some file system does not tell from that of ``path``.

    ``path`` itself comes before others. None where there is nothing of the kind, or no such folder.
    """
    names = _names_in(path.parent)
    found = path.name if path.name in names else clashing(path.name, names)
    return path.with_name(found) if found is not None else None


def refuse_clash(path: Path) -> None:
    """Raise StudioError where something has a name that some file system does not tell from that of ``path``.

    ``path`` itself may exist: whether that is taken is for the caller to say.
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
    """``folder``, or the first of ``folder 2``, ``folder 3``, ... whose name nothing there has."""
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
