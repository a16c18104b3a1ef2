"""Reads the small JSON files of a model's folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gpt_studio.core.regular_file import is_there, unreadable
from gpt_studio.core.strict_json import read_object

__all__ = ["read_object", "read_optional_object", "unreadable"]


def read_optional_object(path: Path) -> dict[str, Any]:
    """As :func:`read_object`; empty if there is no such file."""
    return read_object(path) if is_there(path) else {}
