"""The format version of stored files. Files of a newer format are refused and left unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gpt_studio.core.errors import StudioError

FORMAT = "format"


class NewerFormatError(StudioError):
    """A newer GPT Studio wrote this. It must not be overwritten: entries unknown to this version would be lost."""


def check_format(stored: Mapping[str, Any], known: int, path: Path) -> None:
    """Raise NewerFormatError if ``stored``, read from ``path``, has a later format than ``known``.

    No version means 1: the first files carried none. Raises ValueError for a version that is not a positive int.
    """
    found = stored.get(FORMAT, 1)
    if type(found) is not int or found < 1:
        raise ValueError(f"{FORMAT} cannot be {found!r:.80}")
    if found > known:
        raise NewerFormatError(
            "format.newer",
            "{path} was written by a newer version of GPT Studio (format {found}, and this one knows up to {known}): "
            "update GPT Studio to use it. The file was left as it is.",
            path=path,
            found=found,
            known=known,
        )
