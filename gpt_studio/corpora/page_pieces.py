"""A piece of text on a printed page."""

from __future__ import annotations

from dataclasses import dataclass

_SAME_WORD = 0.5  # of the height of a line: the widest gap or overlap of letters that may belong to one word


@dataclass(frozen=True)
class Piece:
    """A run of text on one line: its box (from the lower left corner, in points) and what it says."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def follows(self, other: Piece) -> bool:
        """Whether this stands close behind ``other`` on its line."""
        near = _SAME_WORD * other.height
        return abs(self.left - other.right) < near and on_one_line(self, other)

    def with_next(self, other: Piece) -> Piece:
        """This and ``other`` as one, without a space between them, as high as the longer of them."""
        main = other if len(other.text) > len(self.text) else self
        return Piece(self.left, main.bottom, max(self.right, other.right), main.top, self.text + other.text)


def on_one_line(one: Piece, other: Piece) -> bool:
    return abs(one.middle - other.middle) < 0.4 * max(one.height, other.height)
