"""Reports on the files of a corpus one by one, and previews them."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.cleaning import Cleaning, Duplicates
from gpt_studio.corpora.corpus import Corpus, documents_of, extraction_of, size_of, start_reading, was_refused
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.encodings import EncodingSample
from gpt_studio.corpora.extraction import Extraction
from gpt_studio.corpora.line_breaks import is_long_line, is_wrapped
from gpt_studio.corpora.marks import marks_in
from gpt_studio.corpora.reading import Reading
from gpt_studio.corpora.sources import SAMPLE, LeftOut, Source, find_sources

NO_TOKENS: Mapping[str, bool] = {}
SAMPLE_TITLE = say("corpus.sample", "Built-in sample")
SAMPLE_NAME = str(SAMPLE_TITLE)
_BETWEEN_DOCUMENTS = "\n\n"
_LOOKED_AT = 200_000  # characters of a file, to find out how its lines are broken
_FEWEST_BREAKS = 20  # of lines within paragraphs; fewer are no reason to suggest anything


class MarkUse(enum.Enum):
    """What becomes of a mark: it ends a document, it is encoded as a special token, or it stays plain text."""

    DIVIDES = "divides"
    SPECIAL_TOKEN = "special_token"
    PLAIN_TEXT = "plain_text"


@dataclass(frozen=True)
class MarkCount:
    """How often a written special token is in a text, and what becomes of it."""

    mark: str
    count: int
    use: MarkUse


@dataclass(frozen=True)
class FileReport:
    """One file: ``size`` in bytes; ``characters`` and ``documents`` after cleaning, as training reads them.

    ``conversations`` are those of the documents that have turns. ``doubt`` says that ``encoding`` is a doubtful guess;
    ``samples`` then show a piece of the file in it and in other encodings. ``fields`` are those that could be the text
    field. ``wrapped``: its lines are broken at a fixed width; ``long_line``: most of it is in lines that are far too
    long.
    """

    path: str
    size: int
    characters: int
    documents: int
    encoding: str
    format: str
    problem: Message | None
    doubt: Message | None = None
    samples: tuple[EncodingSample, ...] = ()
    marks: tuple[MarkCount, ...] = ()
    fields: tuple[str, ...] = ()
    wrapped: bool = False
    long_line: bool = False
    conversations: int = 0
    needs_password: bool = False

    @property
    def refused(self) -> bool:
        """Whether nothing of it could be read."""
        return not self.documents and was_refused(self.problem)

    @property
    def name(self) -> str:
        """The file's name, or "Built-in sample"."""
        return SAMPLE_NAME if self.path == SAMPLE else Path(self.path).name


def _unheard(_source: Source, _fraction: float) -> None:
    """What a scan says of its progress where nobody listens."""


def scan(
    corpus: Corpus,
    context: JobContext | None = None,
    *,
    special_tokens: Mapping[str, bool] = NO_TOKENS,
    left_out: LeftOut | None = None,
    progressed: Callable[[Source, float], None] = _unheard,
) -> Iterator[FileReport]:
    """Read every file of a corpus once and yield its report as soon as it is complete.

    ``special_tokens`` are those of the tokenizer, if it is known: True for one that is recognised in texts.
    ``left_out`` collects what is not read. Never raises for bad input: the report holds the problem. Raises
    JobCancelled if ``context`` is cancelled.
    """
    context = context or JobContext()
    duplicates = Duplicates()
    sources = list(corpus.find_sources(left_out))
    with extraction_of(sources, corpus, context) as extraction:
        for source in sources:
            context.raise_if_cancelled()
            reading = start_reading(source, corpus)
            reading.progressed = partial(progressed, source)
            yield _report(source, reading, corpus.cleaning, duplicates, special_tokens, extraction, context)


def _report(
    source: Source,
    reading: Reading,
    cleaning: Cleaning,
    duplicates: Duplicates,
    special_tokens: Mapping[str, bool],
    extraction: Extraction,
    context: JobContext,
) -> FileReport:
    characters = documents = conversations = 0
    marks: Counter[str] = Counter()
    beginning = ""
    for document in documents_of(source, reading, cleaning, duplicates, extraction):
        context.raise_if_cancelled()
        characters += document.characters
        documents += 1
        conversations += bool(document.turns)
        for text in (document.text, *(turn.text for turn in document.turns)):
            marks.update(marks_in(text, special_tokens))
        if len(beginning) < _LOOKED_AT and document.text:
            beginning += document.text[:_LOOKED_AT] + _BETWEEN_DOCUMENTS
    return FileReport(
        path=SAMPLE if source.is_sample else str(source.path),
        size=size_of(source),
        characters=characters,
        documents=documents,
        encoding=reading.encoding,
        format=source.format.name if source.format else "",
        problem=reading.problem,
        doubt=reading.doubt,
        samples=reading.samples,
        marks=_mark_counts(reading.ends, marks, special_tokens),
        fields=reading.fields,
        wrapped=not source.is_sample and is_wrapped(beginning, _FEWEST_BREAKS),
        long_line=is_long_line(beginning),
        conversations=conversations,
        needs_password=reading.needs_password,
    )


def _mark_counts(ends: Counter[str], others: Counter[str], special_tokens: Mapping[str, bool]) -> tuple[MarkCount, ...]:
    """The marks grouped by use: dividing, special, plain. The first and last group begin with the most frequent."""
    dividing = [MarkCount(mark, count, MarkUse.DIVIDES) for mark, count in ends.most_common()]
    special = [
        MarkCount(mark, others[mark], MarkUse.SPECIAL_TOKEN)
        for mark, recognised in special_tokens.items()
        if recognised and others[mark]
    ]
    plain = [
        MarkCount(mark, count, MarkUse.PLAIN_TEXT)
        for mark, count in others.most_common()
        if not special_tokens.get(mark, False)
    ]
    return (*dividing, *special, *plain)


def preview(path: str | Path, corpus: Corpus, limit_characters: int = 5_000, context: JobContext | None = None) -> str:
    """The beginning of one file of the corpus (or of ``sample:``), cleaned with the corpus's settings.

    In a conversation each turn follows its role. Raises StudioError if the file holds no readable text, and
    JobCancelled if ``context`` is cancelled.
    """
    shown = ""
    sources = list(find_sources((str(path),)))
    with extraction_of(sources, corpus, context or JobContext()) as extraction:
        for source in sources:
            reading = start_reading(source, corpus)
            for document in documents_of(source, reading, corpus.cleaning, Duplicates(), extraction):
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
