"""Locates the program's resources and the user's folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "GPT_STUDIO_HOME"


def resources() -> Path:
    """The folder of icons, translations and styles: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


@dataclass(frozen=True)
class Home:
    """The user's folder and its subfolders. The code that first writes into a folder makes it."""

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
    def adapters(self) -> Path:
        return self.root / "adapters"

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
