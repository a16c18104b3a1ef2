"""Show how a file begins, as training reads it."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.scan import preview

PREVIEW_CHARACTERS = 5_000


@dataclass(frozen=True)
class PreviewText:
    """``path`` is a file of ``corpus``, or ``sample:``."""

    path: str
    corpus: Corpus
    limit: int = PREVIEW_CHARACTERS


@dataclass(frozen=True)
class TextPreview:
    """``whole``: the file ends where ``text`` ends."""

    path: str
    text: str
    whole: bool


def run(request: PreviewText, context: JobContext) -> TextPreview:
    """Raises StudioError if the file holds no text that can be read."""
    context.raise_if_cancelled()
    text = preview(request.path, request.corpus, request.limit + 1, context)
    return TextPreview(request.path, text[: request.limit], whole=len(text) <= request.limit)
