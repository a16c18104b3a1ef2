"""One token of a text, and what else could have stood in its place."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LARGEST_EXPONENT = 700
"""Beyond it a float has no room for e to that power."""


@dataclass(frozen=True)
class Candidate:
    """A token that could have come. ``probability`` is the model's own, ``odds`` that after penalties, limits,
    temperature and filters, by which it is drawn. ``ends``: it ends the text. The ``text`` of a token that is a part
    of a character holds U+FFFD."""

    id: int
    text: str
    probability: float
    odds: float
    ends: bool = False

    @property
    def is_part_of_a_character(self) -> bool:
        return "\ufffd" in self.text


@dataclass(frozen=True)
class Choice:
    """The token that stands at a place, and the likeliest ``candidates`` for the place, the likeliest first.

    ``shown`` are the characters that it adds to the text: none where a character is not complete yet.
    ``log_probability`` is the model's own, in nats, ``odds`` the probability by which it was drawn, ``rank`` its place
    among all tokens (1: the likeliest).
    """

    id: int
    text: str
    shown: str
    log_probability: float
    odds: float
    rank: int
    candidates: tuple[Candidate, ...]

    @property
    def probability(self) -> float:
        return math.exp(self.log_probability)

    @property
    def surprise(self) -> float:
        """In bits (Shannon, 1948): 0 for a token that was certain, 1 for one of two equally likely ones."""
        return max(0.0, -self.log_probability / math.log(2))


@dataclass(frozen=True)
class Likelihood:
    """How likely ``tokens`` tokens that stand for ``bytes`` bytes of text are together; ``nats`` is the negated
    logarithm of their probability."""

    tokens: int
    bytes: int
    nats: float

    @property
    def perplexity(self) -> float:
        """Among how many equally likely tokens the model chose at each place, on average."""
        return math.exp(min(self.nats / max(self.tokens, 1), _LARGEST_EXPONENT))

    @property
    def bits_per_byte(self) -> float:
        return self.nats / math.log(2) / max(self.bytes, 1)

    @property
    def zeros(self) -> float:
        """The decimal logarithm of one over their probability: 6 for one in a million."""
        return self.nats / math.log(10)


def likelihood(choices: Iterable[Choice]) -> Likelihood:
    """That of ``choices`` together."""
    found = tuple(choices)
    size = sum(len(choice.shown.encode("utf-8", "surrogatepass")) for choice in found)
    return Likelihood(len(found), size, -math.fsum(choice.log_probability for choice in found))


def hardest(choices: Sequence[Choice], count: int) -> list[int]:
    """The places of at most ``count`` tokens that surprised the model most, the most surprising first."""
    return sorted(range(len(choices)), key=lambda place: choices[place].log_probability)[:count]
