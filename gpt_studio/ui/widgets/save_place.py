"""Where dialogs for saving begin, and the names that they propose."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths

_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST_NAME = 60


def documents() -> Path:
    """The person's folder for documents, or the nearest thing that exists."""
    kinds = QStandardPaths.StandardLocation
    places = (QStandardPaths.writableLocation(kind) for kind in (kinds.DocumentsLocation, kinds.DesktopLocation))
    return next((Path(place) for place in places if place and Path(place).is_dir()), Path.home())


def file_name(*words: str) -> str:
    """``words`` joined: without characters that file systems refuse, and cut between words. Empty ones are left out."""
    name = " ".join(filter(None, (" ".join(_NOT_IN_FILE_NAMES.sub(" ", each).split()) for each in words)))
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME + 1].rsplit(" ", 1)[0][:_LONGEST_NAME]
    return name.strip(" .…¿?¡!,;:-")
