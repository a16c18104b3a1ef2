"""Measurements on held-out text are compared only if they were made in contexts of the same length.

A longer context makes a token easier to predict. It makes it harder for a model that has only read short stretches so
far (training/learning/sequence_warmup.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Measured(Protocol):
    """Bits per byte, measured in windows of ``context_length`` tokens."""

    @property
    def bits_per_byte(self) -> float: ...

    @property
    def context_length(self) -> int: ...


Kind = TypeVar("Kind", bound=Measured)


def comparable(measured: Sequence[Kind]) -> list[Kind]:
    """Of a row of measurements those that can be compared with the last one."""
    return [each for each in measured if each.context_length == measured[-1].context_length]


def rank(measured: Measured) -> tuple[int, float]:
    """Sorts the best one to the front. The longest contexts count most: at the end a model is to be good with them."""
    return -measured.context_length, measured.bits_per_byte
