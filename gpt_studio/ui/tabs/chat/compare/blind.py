"""Hides which column is which until the vote. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from secrets import randbelow

LETTERS = "ABCD"


def drawn_order(number: int, draw: Callable[[int], int] = randbelow) -> tuple[int, ...]:
    """The numbers of the columns in the order in which they are shown, of which no seed tells anything. ``draw`` gives
    a number below its argument."""
    left = list(range(number))
    return tuple(left.pop(draw(len(left))) for _ in range(number))
