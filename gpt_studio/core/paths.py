"""Where things are: the program's resources and the user's folder."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.errors import StudioError

HOME_VARIABLE = "GPT_STUDIO_HOME"
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def resources() -> Path:
    """The folder of icons, translations and styles: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


@dataclass(frozen=True)
class Home:
    """The user's folder and its parts. Folders are made by whoever first writes into them."""

    root: Path

    @property
    def corpora(self) -> Path:
        return self.root / "corpora"

    @property
    def tokenizers(self) -> Path:
        return self.root / "tokenizers"

    @property
    def models(self) -> Path:
        return self.root / "models"

    @property
    def conversations(self) -> Path:
        return self.root / "conversations"

    @property
    def exports(self) -> Path:
        return self.root / "exports"

    @property
    def cache(self) -> Path:
        return self.root / "cache"


def find_home(chosen: Path | None = None) -> Home:
    """``chosen``, else the folder named by GPT_STUDIO_HOME, else ``~/GPT Studio``."""
    if chosen is None:
        named = os.environ.get(HOME_VARIABLE)
        chosen = Path(named) if named else Path.home() / "GPT Studio"
    return Home(chosen.expanduser().absolute())


def check_name(name: str) -> str:
    """``name`` if it can be a folder's name on Linux, Windows and macOS alike.

    Raises StudioError otherwise.
    """
    bad = (
        not name.strip()
        or name != name.strip()
        or name.startswith(".")
        or name.endswith(".")
        or len(name.encode()) > 120
        or _FORBIDDEN.search(name) is not None
        or name.split(".")[0].lower() in _RESERVED
    )
    if bad:
        raise StudioError(
            "name.invalid",
            'The name "{name}" cannot be used for a folder: use up to 100 letters, digits, spaces, hyphens or dots, '
            "without a dot at either end.",
            name=name,
        )
    return name


def unused(folder: Path) -> Path:
    """``folder``, or the first of ``folder 2``, ``folder 3``, ... that does not exist."""
    candidate, number = folder, 2
    while candidate.exists():
        candidate = folder.with_name(f"{folder.name} {number}")
        number += 1
    return candidate
