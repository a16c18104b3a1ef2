"""Small JSON files in the user's folder: one dataclass each, with the version of its format."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from gpt_studio.core import durable
from gpt_studio.core.decode import damaged, decode
from gpt_studio.core.errors import StudioError, say, shortened
from gpt_studio.core.format_version import FORMAT, check_format
from gpt_studio.core.strict_json import read_object

Kind = TypeVar("Kind")


def read_versioned(kind: type[Kind], path: Path, known: int) -> Kind:
    """What the file holds; ``kind`` with its defaults where there is none. ``known`` is the newest format.

    Raises StudioError for a damaged file, NewerFormatError for one of a newer program; both stay as they are.
    """
    if not path.exists():
        return kind()
    try:
        content = read_object(path, odd_names=True)
    except StudioError as error:
        if error.message.key != "json.damaged":
            raise
        raise damaged(path, error.message.values["reason"]) from error
    try:
        check_format(content, known, path)
    except ValueError as error:
        said = shortened(repr(content[FORMAT]))
        raise damaged(path, say("stored.value", "{field} cannot be {value!r}", field=FORMAT, value=said)) from error
    return decode(kind, {name: value for name, value in content.items() if name != FORMAT}, path)


def write_versioned(value: Any, path: Path, known: int) -> None:
    """Raises StudioError if the disk refuses."""
    content = {FORMAT: known} | asdict(value)
    durable.write_text(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
