"""Where dialogs for saving begin, and the names that they propose."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths

_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST_NAME = 80


def documents() -> Path:
    """The person's folder for documents, or the nearest thing that exists."""
    kinds = QStandardPaths.StandardLocation
    places = (QStandardPaths.writableLocation(kind) for kind in (kinds.DocumentsLocation, kinds.DesktopLocation))
    return next((Path(place) for place in places if place and Path(place).is_dir()), Path.home())


def file_name(*words: str) -> str:
    """``words`` joined, without characters that file systems refuse; empty ones are left out."""
    joined = " ".join(filter(None, (" ".join(_NOT_IN_FILE_NAMES.sub(" ", each).split()) for each in words)))
    return joined[:_LONGEST_NAME].strip(" .")
