"""Text of another kind than what a model is tuned on, on which it is measured what the model forgets.

It is text that a training on it holds out, without conversations: what is read again meanwhile (dataset/rehearsal.py)
is never measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus, iter_documents
from gpt_studio.corpora.mixture import TrainingText, corpora_of
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.dataset.split import Splitter
from gpt_studio.tokenization.tokenizer import Tokenizer

MOST_TOKENS = 2048
LONGEST_WINDOW = 256
_MOST_OF_ONE = 1024  # characters of a document, so that a long one is not all that is measured
_MOST_DOCUMENTS = 4000


@dataclass(frozen=True)
class GeneralText:
    """``tokens`` one text after another, of ``text_bytes`` bytes. ``name`` is that of the text, "" for the built-in
    sample."""

    name: str
    tokens: npt.NDArray[np.uint32]
    text_bytes: int

    @property
    def bytes_per_token(self) -> float:
        return self.text_bytes / max(1, len(self.tokens))


def general_text(known: TrainingText | None, tokenizer: Tokenizer, cache: Path, context: JobContext) -> GeneralText:
    """The first texts of ``known`` that are held out, or its first ones where there are none; None is the sample.

    Of a mixture as much of each corpus. Raises StudioError if there is no text in it, and JobCancelled.
    """
    text = known or Corpus("sample", (SAMPLE,))
    corpora = corpora_of(text)
    ids: list[int] = []
    size = 0
    for corpus in corpora:
        until = len(ids) + MOST_TOKENS // len(corpora)
        for document in _texts(corpus.kept_in(cache), context):
            begin, end = tokenizer.document_ends(document)
            pieces = tokenizer.pieces_of(document)
            ids += [*begin, *(number for piece in pieces for number in tokenizer.encode(piece)), *end]
            size += len(document.encode("utf-8", "replace"))
            if len(ids) >= until:
                break
    if len(ids) < 2:
        raise StudioError(
            "training.nothing_to_remember",
            "{place} holds no text beside conversations, so what the model forgets cannot be measured on it: choose "
            "another text, or none for the built-in sample.",
            place=text.name,
        )
    return GeneralText("" if text.sources == (SAMPLE,) else text.name, np.array(ids, dtype=np.uint32), size)


def _texts(corpus: Corpus, context: JobContext) -> Iterator[str]:
    """The held-out texts; where there are none, those that are learnt."""
    learnt: list[str] = []
    found = False
    for _, halves in Splitter().split(islice(iter_documents(corpus, context), _MOST_DOCUMENTS)):
        train, held_out = (None if half is None else half.text[:_MOST_OF_ONE] for half in halves)
        if held_out and held_out.strip():
            found = True
            yield held_out
        elif train and train.strip() and len(learnt) < MOST_TOKENS:
            learnt.append(train)
    if not found:
        yield from learnt
