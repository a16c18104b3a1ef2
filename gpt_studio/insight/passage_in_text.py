"""A run of tokens that stands word for word in what a model learned from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Memorised:
    """The tokens from ``start`` to before ``end`` stand in the document number ``document`` (from 1) of the text called
    ``corpus``, between ``before`` and ``behind``; ``places``: at how many places."""

    start: int
    end: int
    corpus: str
    document: int
    documents: int
    before: str
    text: str
    behind: str
    places: int
