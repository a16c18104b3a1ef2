"""What is in a corpus, file by file, and how each begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.cleaning import Duplicates
from gpt_studio.corpora.corpus import Corpus, documents_of, size_of, start_reading
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.formats.jsonl import fields_of_jsonl
from gpt_studio.corpora.sources import SAMPLE, Source, find_sources

__all__ = ["SAMPLE_NAME", "SAMPLE_TITLE", "FileReport", "fields_of_jsonl", "preview", "scan"]

SAMPLE_TITLE = say("corpus.sample", "Built-in sample")
SAMPLE_NAME = str(SAMPLE_TITLE)
_BETWEEN_DOCUMENTS = "\n\n"


@dataclass(frozen=True)
class FileReport:
    """One row: ``size`` in bytes; ``characters`` and ``documents`` after cleaning, as training reads them."""

    path: str
    size: int
    characters: int
    documents: int
    encoding: str
    format: str
    problem: Message | None

    @property
    def name(self) -> str:
        """What a person calls it: the file's name, or "Built-in sample"."""
        return SAMPLE_NAME if self.path == SAMPLE else Path(self.path).name


def scan(corpus: Corpus, context: JobContext | None = None) -> Iterator[FileReport]:
    """Read every file of a corpus once and yield its row as soon as it is known.

    Never raises for bad input: a row says what is wrong. Raises JobCancelled if ``context`` asks to stop.
    """
    context = context or JobContext()
    duplicates = Duplicates()
    for source in find_sources(corpus.sources):
        context.raise_if_cancelled()
        yield _report(source, corpus, duplicates, context)


def _report(source: Source, corpus: Corpus, duplicates: Duplicates, context: JobContext) -> FileReport:
    reading = start_reading(source, corpus)
    characters = documents = 0
    for document in documents_of(source, reading, corpus.cleaning, duplicates):
        context.raise_if_cancelled()
        characters += document.characters
        documents += 1
    return FileReport(
        path=SAMPLE if source.is_sample else str(source.path),
        size=size_of(source),
        characters=characters,
        documents=documents,
        encoding=reading.encoding,
        format=source.format.name if source.format else "",
        problem=reading.problem,
    )


def preview(path: str | Path, corpus: Corpus, limit_characters: int = 5_000) -> str:
    """The beginning of one file of the corpus (or of ``sample:``), cleaned as the corpus asks.

    A conversation shows each turn after its role. Raises StudioError if the file holds no text that can be read.
    """
    shown = ""
    for source in find_sources((str(path),)):
        reading = start_reading(source, corpus)
        for document in documents_of(source, reading, corpus.cleaning, Duplicates()):
            shown += (_BETWEEN_DOCUMENTS if shown else "") + _as_text(document, limit_characters)
            if len(shown) >= limit_characters:
                return shown[:limit_characters]
        if not shown and reading.problem is not None:
            raise StudioError(reading.problem.key, reading.problem.template, **reading.problem.values)
    return shown


def _as_text(document: Document, limit: int) -> str:
    if document.turns:
        return "\n".join(f"{turn.role}: {turn.text[:limit]}" for turn in document.turns)
    return document.text[:limit]
