"""What a plot is drawn against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Across:
    """The horizontal axis: its name, its heading in a table, and how a place on it is told in words.

    ``whole``: it has ticks at whole numbers only.
    """

    name: str
    heading: str
    at: Callable[[float], str]
    whole: bool = True
