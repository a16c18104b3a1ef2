"""What a reply consists of: a row of leaves, each laid out by itself. No Qt."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Kind(enum.Enum):
    TEXT = enum.auto()
    HEADING = enum.auto()
    CODE = enum.auto()
    MATH = enum.auto()
    RULE = enum.auto()
    TABLE = enum.auto()


@dataclass(frozen=True)
class Run:
    """Text that looks the same throughout. ``link``: the address that it leads to; ``code`` covers mathematics too,
    which is shown as it was written."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Leaf:
    """One paragraph, heading, stretch of code or mathematics, rule, or some rows of a table.

    ``depth`` and ``quoted`` count the lists and the quotations that it stands in, ``marker`` is what begins a list's
    item. ``level`` is that of a heading. ``apart``: an empty line stands before it. ``goes_on``: it belongs to the leaf
    before it, which became too long. ``rows`` holds the cells of a table, the first row being its head unless it goes
    on, and ``sides`` how each column is set: "left", "center", "right".
    """

    kind: Kind
    runs: Runs = ()
    level: int = 0
    depth: int = 0
    quoted: int = 0
    marker: str = ""
    apart: bool = False
    goes_on: bool = False
    language: str = ""
    rows: tuple[tuple[Runs, ...], ...] = ()
    sides: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def plain(self) -> bool:
        """Whether it looks as its source does."""
        return self.kind is Kind.TEXT and not self.marker and not self.quoted and self.runs == (Run(self.text),)
