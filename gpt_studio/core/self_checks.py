"""The type of one self-test of the installed program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One self-test: ``run`` returns its result in a few words, and raises if the test fails."""

    name: str
    run: Callable[[], str]
