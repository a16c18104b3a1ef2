"""The positions of tokens in lines that wrap like text, with a new line after each token that ends one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

GAP = 3


@dataclass(frozen=True)
class Flow:
    """``lefts`` and ``widths`` are in pixels, one per token; ``firsts[r]`` is the first token of line ``r``."""

    lefts: list[float]
    widths: list[float]
    firsts: list[int]

    @property
    def lines(self) -> int:
        return len(self.firsts)

    def tokens_of(self, line: int) -> range:
        end = self.firsts[line + 1] if line + 1 < len(self.firsts) else len(self.lefts)
        return range(self.firsts[line], end)

    def line_of(self, token: int) -> int:
        return bisect_right(self.firsts, token) - 1

    def token_at(self, line: int, x: float) -> int | None:
        """The token at ``x`` pixels in ``line``; None where there is none."""
        if not 0 <= line < len(self.firsts):
            return None
        tokens = self.tokens_of(line)
        token = bisect_right(self.lefts, x, tokens.start, tokens.stop) - 1
        return token if token >= tokens.start and x < self.lefts[token] + self.widths[token] + GAP else None


def flow(widths: Sequence[float], ends_line: Sequence[bool], room: float) -> Flow:
    """Place tokens of these widths in lines ``room`` pixels wide. A token that is wider is cut to ``room``."""
    lefts: list[float] = []
    shown: list[float] = []
    firsts: list[int] = []
    x, fresh = 0.0, True
    for index, wanted in enumerate(widths):
        width = wanted if wanted < room else room
        if fresh or x + width > room:
            firsts.append(index)
            x = 0.0
        lefts.append(x)
        shown.append(width)
        x += width + GAP
        fresh = ends_line[index]
    return Flow(lefts, shown, firsts)
