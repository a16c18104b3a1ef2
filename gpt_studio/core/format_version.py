"""The format version that stored things carry. What a newer program wrote is refused, and left as it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gpt_studio.core.errors import StudioError

FORMAT = "format"


class NewerFormatError(StudioError):
    """A newer GPT Studio wrote this. Nothing may write over it, for what this one does not know would be lost."""


def check_format(stored: Mapping[str, Any], known: int, path: Path) -> None:
    """Raise NewerFormatError if ``stored``, read from ``path``, is of a later format than ``known``.

    What carries no version was written before there was one. Raises ValueError for one that is no positive number.
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
