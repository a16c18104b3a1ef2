"""Show how a file begins, as training reads it, and what is taken out of it on the way."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.marked_preview import Fate, Piece, marked_preview

PREVIEW_CHARACTERS = 5_000


@dataclass(frozen=True)
class PreviewText:
    """``path`` is a file of ``corpus``, or ``sample:``. ``repeated`` are the numbers of the documents in it that are
    skipped because they stand before, as a scan found."""

    path: str
    corpus: Corpus
    limit: int = PREVIEW_CHARACTERS
    repeated: tuple[int, ...] = ()


@dataclass(frozen=True)
class TextPreview:
    """``whole``: the file ends where the pieces end."""

    path: str
    pieces: tuple[Piece, ...]
    whole: bool

    @property
    def text(self) -> str:
        """What training reads."""
        return "".join(piece.text for piece in self.pieces if piece.fate in (Fate.KEPT, Fate.ADDED))


def run(request: PreviewText, context: JobContext) -> TextPreview:
    """Raises StudioError if the file holds no text that can be read."""
    context.raise_if_cancelled()
    pieces, whole = marked_preview(request.path, request.corpus, request.limit, request.repeated, context)
    return TextPreview(request.path, pieces, whole)
