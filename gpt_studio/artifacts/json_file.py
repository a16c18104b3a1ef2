"""Reading the small JSON files of a folder, with a sentence for each way they can be damaged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gpt_studio.core.errors import StudioError


def read_object(path: Path) -> dict[str, Any]:
    """The JSON object in ``path``. Raises StudioError if the file cannot be read or is not one."""
    try:
        value = json.loads(path.read_bytes())
    except OSError as error:
        raise unreadable(path, error) from error
    except (ValueError, RecursionError) as error:
        raise _damaged(path) from error
    if not isinstance(value, dict):
        raise _damaged(path)
    return value


def read_optional_object(path: Path) -> dict[str, Any]:
    """As :func:`read_object`; empty where there is no such file."""
    return read_object(path) if path.exists() else {}


def unreadable(path: Path, error: OSError) -> StudioError:
    return StudioError(
        "file.unreadable",
        "{path} cannot be read ({reason}): check that it exists and that you may read it.",
        path=path,
        reason=error.strerror or str(error),
    )


def _damaged(path: Path) -> StudioError:
    return StudioError(
        "json.damaged",
        "{path} is damaged: it does not hold a JSON object. Get a good copy of it.",
        path=path,
    )
