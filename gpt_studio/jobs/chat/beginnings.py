"""Find beginnings for texts: the first words of texts that a model has learned from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from gpt_studio.artifacts.checkpoint_folders import model_of_checkpoint
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.cleaning import Duplicates
from gpt_studio.corpora.corpus import Corpus, documents_of, extraction_of, size_of, start_reading
from gpt_studio.corpora.mixture import Mixture
from gpt_studio.corpora.sources import Source
from gpt_studio.corpora.text_cache import is_whole
from gpt_studio.training.store.recipe import read_recipe, recipe_path

_Each = TypeVar("_Each")
MOST = 3
_LARGEST_FILE = 4 << 20  # bytes: more takes longer than a person looks at an empty page
_MOST_FILES = 6
_MOST_DOCUMENTS = 40  # of a file
_MOST_LINES = 60  # of a document
_FEWEST_WORDS, _MOST_WORDS, _LONGEST = 3, 5, 40
_ENDINGS = ".,;:!?…"  # a beginning is there to be gone on with


@dataclass(frozen=True)
class FindBeginnings:
    """``folder`` is that of a model or of one of its checkpoints, ``cache`` that of the home."""

    folder: Path
    cache: Path


def find_beginnings(request: FindBeginnings, context: JobContext) -> tuple[str, ...]:
    """At most :data:`MOST` beginnings, each of another text where there are several; none for a model that was not
    trained here, and where the texts are gone or could not be read quickly. Raises JobCancelled only."""
    try:
        model = model_of_checkpoint(request.folder) or request.folder
        text = read_recipe(recipe_path(model)).corpus.kept_in(request.cache)
        corpora = [part.corpus for part in text.parts] if isinstance(text, Mixture) else [text]
        starts = list(dict.fromkeys(start for corpus in corpora for start in _starts(corpus, context)))
    except (StudioError, OSError):
        return ()
    return tuple(_spread(starts, MOST))


def _is_quickly_read(source: Source, corpus: Corpus, context: JobContext) -> bool:
    if source.is_sample:
        return True
    if source.problem is not None or source.format is None or size_of(source) > _LARGEST_FILE:
        return False
    if not source.format.extracted:
        return True
    assert corpus.texts is not None
    return is_whole(corpus.texts.place(start_reading(source, corpus), source.format, context))


def _starts(corpus: Corpus, context: JobContext) -> Iterator[str]:
    """The beginnings of all texts; of a single one also those of its lines."""
    found = [each for each in corpus.find_sources() if _is_quickly_read(each, corpus, context)]
    sources = _spread(found, _MOST_FILES)
    texts: list[str] = []
    with extraction_of(sources, corpus, context) as extraction:
        for source in sources:
            context.raise_if_cancelled()
            reading = start_reading(source, corpus)
            documents = documents_of(source, reading, corpus.cleaning, Duplicates(), None, extraction)
            texts += [each.text for each in islice(documents, _MOST_DOCUMENTS) if each.text]
    lines = _MOST_LINES if len(texts) < MOST else 1
    for text in texts:
        yield from islice(_begun(line for line in text.splitlines()), lines)


def _begun(lines: Iterable[str]) -> Iterator[str]:
    """The first words of each line that begins with words."""
    for line in lines:
        words = line.split()[:_MOST_WORDS]
        if len(words) >= _FEWEST_WORDS and all(any(map(str.isalpha, word)) for word in words[:_FEWEST_WORDS]):
            while len(" ".join(words)) > _LONGEST and len(words) > 1:
                words.pop()
            yield " ".join(words)[:_LONGEST].rstrip(_ENDINGS)


def _spread(found: list[_Each], most: int) -> list[_Each]:
    """At most so many, from the beginning to the end of ``found``."""
    return [found[place * len(found) // most] for place in range(most)] if len(found) > most else found
