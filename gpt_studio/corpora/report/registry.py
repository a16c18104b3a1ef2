"""The finders, in the order of a report."""

from __future__ import annotations

from gpt_studio.corpora.report import (
    boilerplate,
    control,
    duplicate_documents,
    encoding,
    hyphens,
    invisible,
    long_documents,
    long_lines,
    mixed_languages,
    mojibake,
    near_duplicates,
    not_prose,
    other_languages,
    personal,
    private_marks,
    repeated_paragraphs,
    short_documents,
    wrapped_lines,
)
from gpt_studio.corpora.report.finder import Finder
from gpt_studio.corpora.report.finding import FindingKind

FINDERS: tuple[Finder, ...] = (
    duplicate_documents.FINDER,
    near_duplicates.FINDER,
    repeated_paragraphs.FINDER,
    boilerplate.FINDER,
    encoding.FINDER,
    mojibake.FINDER,
    control.FINDER,
    invisible.FINDER,
    hyphens.FINDER,
    wrapped_lines.FINDER,
    long_lines.FINDER,
    short_documents.FINDER,
    long_documents.FINDER,
    other_languages.FINDER,
    mixed_languages.FINDER,
    not_prose.FINDER,
    personal.FINDER,
    private_marks.FINDER,
)
_BY_KIND = {finder.kind: finder for finder in FINDERS}


def finder_of(kind: FindingKind) -> Finder:
    """The finder of ``kind``, which has its title and its explanation."""
    return _BY_KIND[kind]
