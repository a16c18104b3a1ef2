"""One thing that an installed program tries on itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """``run`` tries it and returns in a few words what it found; it raises if something is wrong."""

    name: str
    run: Callable[[], str]
