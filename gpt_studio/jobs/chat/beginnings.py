"""Find beginnings: the first words of texts that a model has learned from, and what people say first in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from gpt_studio.artifacts.checkpoint_folders import model_of_checkpoint
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.cleaning import Duplicates
from gpt_studio.corpora.corpus import Corpus, documents_of, extraction_of, size_of, start_reading
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.mixture import Mixture
from gpt_studio.corpora.sources import Source
from gpt_studio.corpora.text_cache import is_kept
from gpt_studio.training.store.recipe import read_recipe, recipe_path

_Each = TypeVar("_Each")
MOST = 3
_LARGEST_FILE = 4 << 20  # bytes: more takes longer than a person looks at an empty page
_MOST_FILES = 6
_MOST_DOCUMENTS = 40  # of a file
_MOST_LINES = 60  # of a document
_LINES_LOOKED_AT = 400  # of a document
_FEWEST_WORDS, _MOST_WORDS, _LONGEST = 3, 5, 40
MOST_QUESTIONS = 40
_FEWEST_SAID, _MOST_SAID = 2, 8  # words of a question
_ENDINGS = ".,;:!?…"  # a beginning is there to be gone on with


@dataclass(frozen=True)
class FindBeginnings:
    """``folder`` is that of a model or of one of its checkpoints, ``cache`` that of the home."""

    folder: Path
    cache: Path


@dataclass(frozen=True)
class Beginnings:
    """``texts`` are first words of texts, ``questions`` first things that are said in conversations."""

    texts: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def find_beginnings(request: FindBeginnings, context: JobContext) -> Beginnings:
    """At most :data:`MOST` texts, each of another one where there are several, and :data:`MOST_QUESTIONS` questions;
    none for a model that was not trained here, and where the texts are gone or could not be read quickly. Raises
    JobCancelled only."""
    try:
        model = model_of_checkpoint(request.folder) or request.folder
        text = read_recipe(recipe_path(model)).corpus.kept_in(request.cache)
        corpora = [part.corpus for part in text.parts] if isinstance(text, Mixture) else [text]
        documents = [document for corpus in corpora for document in _documents(corpus, context)]
    except (StudioError, OSError):
        return Beginnings()
    starts = dict.fromkeys(_starts([document.text for document in documents if document.text]))
    questions = dict.fromkeys(filter(_is_short, (each.turns[0].text for each in documents if each.turns)))
    return Beginnings(tuple(_spread(list(starts), MOST)), tuple(_spread(list(questions), MOST_QUESTIONS)))


def _is_quickly_read(source: Source, corpus: Corpus, context: JobContext) -> bool:
    if source.is_sample:
        return True
    if source.problem is not None or source.format is None or size_of(source) > _LARGEST_FILE:
        return False
    if not source.format.extracted:
        return True
    assert corpus.texts is not None
    return is_kept(corpus.texts.place(start_reading(source, corpus), source.format, context), password="")


def _documents(corpus: Corpus, context: JobContext) -> list[Document]:
    """The first ones of some files."""
    found = [each for each in corpus.find_sources(context) if _is_quickly_read(each, corpus, context)]
    sources = _spread(found, _MOST_FILES)
    first: list[Document] = []
    with extraction_of(sources, corpus, context) as extraction:
        for source in sources:
            context.raise_if_cancelled()
            reading = start_reading(source, corpus)
            documents = documents_of(source, reading, corpus.cleaning, Duplicates(), None, extraction)
            first += islice(documents, _MOST_DOCUMENTS)
    return first


def _starts(texts: Sequence[str]) -> Iterator[str]:
    """The beginnings of all texts; of a single one also those of its lines."""
    lines = _MOST_LINES if len(texts) < MOST else 1
    for text in texts:
        begun = list(_begun(text.splitlines()[:_LINES_LOOKED_AT]))
        yield from islice([start for start, whole in begun if not whole] or [start for start, _ in begun], lines)


def _begun(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The first words of each line that begins with words, and whether they are all of it, as in a title, with which
    a model would have to go on in a new line."""
    for line in lines:
        whole = line.split()
        words = whole[:_MOST_WORDS]
        if len(words) >= _FEWEST_WORDS and all(any(map(str.isalpha, word)) for word in words[:_FEWEST_WORDS]):
            while len(" ".join(words)) > _LONGEST and len(words) > 1:
                words.pop()
            yield " ".join(words)[:_LONGEST].rstrip(_ENDINGS), len(words) == len(whole)


def _is_short(said: str) -> bool:
    """Whether it is a short sentence that begins as one."""
    words = said.split()
    fits = _FEWEST_SAID <= len(words) <= _MOST_SAID and len(said) <= _LONGEST and "\n" not in said
    return fits and said[-1] in ".?!" and not said[0].islower()


def _spread(found: list[_Each], most: int) -> list[_Each]:
    """At most so many, from the beginning to the end of ``found``."""
    return [found[place * len(found) // most] for place in range(most)] if len(found) > most else found
