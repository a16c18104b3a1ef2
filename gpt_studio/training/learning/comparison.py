"""Which measurements on held-out text can be compared: those that were made in contexts of the same length.

With more of the text before it a token is foreseen better, and by a model that has only read short stretches so far
(training/learning/sequence_warmup.py) worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Measured(Protocol):
    """Bits per byte, where each token was foreseen from at most ``context_length`` - 1 tokens and itself."""

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
