"""Text of another kind than what a model is tuned on, on which it is measured what the model forgets.

It is the beginning of the built-in sample, or of a text that a person chose, without conversations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus, iter_documents
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.tokenization.tokenizer import Tokenizer

MOST_TOKENS = 2048
LONGEST_WINDOW = 256
_MOST_OF_ONE = 1024  # characters of a document, so that a long one is not all that is measured
_MOST_DOCUMENTS = 400


@dataclass(frozen=True)
class GeneralText:
    """``tokens`` one text after another, of ``text_bytes`` bytes. ``name`` is that of the file or folder, "" for the
    built-in sample."""

    name: str
    tokens: npt.NDArray[np.uint32]
    text_bytes: int

    @property
    def bytes_per_token(self) -> float:
        return self.text_bytes / max(1, len(self.tokens))


def general_text(place: str, tokenizer: Tokenizer, cache: Path, context: JobContext) -> GeneralText:
    """The first texts of ``place``, a file or folder; "" is the built-in sample.

    Raises StudioError if there is no text in it, and JobCancelled.
    """
    name = Path(place).name
    corpus = Corpus(name or "sample", (place or SAMPLE,)).kept_in(cache)
    ids: list[int] = []
    size = 0
    for text in _texts(corpus, context):
        begin, end = tokenizer.document_ends(text)
        ids += [*begin, *(number for piece in tokenizer.pieces_of(text) for number in tokenizer.encode(piece)), *end]
        size += len(text.encode("utf-8", "replace"))
        if len(ids) >= MOST_TOKENS:
            break
    if len(ids) < 2:
        raise StudioError(
            "training.nothing_to_remember",
            "{place} holds no text beside conversations, so what the model forgets cannot be measured on it: choose "
            "another text, or none for the built-in sample.",
            place=place,
        )
    return GeneralText(name, np.array(ids, dtype=np.uint32), size)


def _texts(corpus: Corpus, context: JobContext) -> Iterator[str]:
    for number, document in enumerate(iter_documents(corpus, context)):
        if number >= _MOST_DOCUMENTS:
            return
        if document.text.strip():
            yield document.text[:_MOST_OF_ONE]
