"""The finders, in the order of a report."""

from __future__ import annotations

from gpt_studio.corpora.report.control import FINDER as CONTROL
from gpt_studio.corpora.report.duplicate_documents import FINDER as DUPLICATE_DOCUMENTS
from gpt_studio.corpora.report.finder import Finder
from gpt_studio.corpora.report.finding import FindingKind

FINDERS: tuple[Finder, ...] = (
    DUPLICATE_DOCUMENTS,
    CONTROL,
)
_BY_KIND = {finder.kind: finder for finder in FINDERS}


def finder_of(kind: FindingKind) -> Finder:
    """The finder of ``kind``, which has its title and its explanation."""
    return _BY_KIND[kind]
