"""Singular and plural in the sentences of the engine."""

from __future__ import annotations

from string import Formatter
from typing import Any


class PluralFormatter(Formatter):
    """Formats as ``str.format`` does; besides, ``{steps:|step|steps}`` is the first word where ``steps`` is 1, and
    otherwise the second. A translation chooses its own words, as many as its grammar needs."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec.startswith("|"):
            _, one, many = format_spec.split("|")
            return one if value == 1 else many
        return str(super().format_field(value, format_spec))
