"""Reports on the files of a corpus one by one, and previews them."""

from __future__ import annotations

import enum
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.assistant import is_same
from gpt_studio.corpora.cleaning import Duplicates, key_of
from gpt_studio.corpora.corpus import (
    Corpus,
    documents_of,
    extraction_of,
    fingerprint,
    remedying_of,
    repeated_in_others,
    size_of,
    start_reading,
    was_refused,
)
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.encodings import EncodingSample
from gpt_studio.corpora.formats.epub import EPUB
from gpt_studio.corpora.formats.html import HTML
from gpt_studio.corpora.formats.markdown import MARKDOWN
from gpt_studio.corpora.formats.pdf import PDF
from gpt_studio.corpora.formats.plain_text import PLAIN_TEXT
from gpt_studio.corpora.line_breaks import is_long_line, is_wrapped
from gpt_studio.corpora.marks import marks_in
from gpt_studio.corpora.reading import Reading, TextField
from gpt_studio.corpora.scan_memory import Key, Remembers, ScanMemory, identity_of
from gpt_studio.corpora.sources import SAMPLE, LeftOut, Source, find_sources

if TYPE_CHECKING:
    from gpt_studio.corpora.remedying import Remedying

NO_TOKENS: Mapping[str, bool] = {}
SAMPLE_TITLE = say("corpus.sample", "Built-in sample")
SAMPLE_NAME = str(SAMPLE_TITLE)
_BETWEEN_DOCUMENTS = "\n\n"
_LOOKED_AT = 200_000  # characters of a file, to find out how its lines are broken
_FEWEST_BREAKS = 20  # of lines within paragraphs; fewer are no reason to suggest anything
_NAMED_REPEATED = 1000
_MOST_SPEAKERS = 200
_WITHOUT_FIELDS = (PLAIN_TEXT, MARKDOWN, PDF, EPUB, HTML)
"""Formats in which the choice of a text field changes nothing."""
_PASSING = frozenset(("file.gone", "file.forbidden", "file.changing", "corpus.file_unreadable"))
"""Problems that may be gone the next time, although the file is the same."""


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
class Speaker:
    """Somebody in a chat, and ``count``: how often that one speaks until another does."""

    name: str
    count: int

    def is_called(self, name: str) -> bool:
        """Whether ``name``, as a person may write it, means this speaker."""
        return is_same(self.name, name)


@dataclass(frozen=True)
class FileReport:
    """One file: ``size`` in bytes; ``characters`` and ``documents`` after cleaning, as training reads them.

    ``conversations`` are those of the documents that have turns.
    ``doubt`` says that ``encoding`` is a doubtful guess; ``samples`` then show a piece of the file in it and in other
    encodings. ``fields`` are those that could be the text field. ``wrapped``: its lines are broken at a fixed width;
    ``long_line``: most of it is in lines that are far too long. ``repeated``: the numbers of the documents that are
    skipped because they stood before, in the order of the file from 0 on, not more than the first thousand.
    ``speakers``: who speaks in the chats of the file and how often, the most frequent first.
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
    fields: tuple[TextField, ...] = ()
    wrapped: bool = False
    long_line: bool = False
    conversations: int = 0
    needs_password: bool = False
    repeated: tuple[int, ...] = ()
    speakers: tuple[Speaker, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing of it could be read."""
        return not self.documents and was_refused(self.problem)

    @property
    def name(self) -> str:
        """The file's name, or "Built-in sample"."""
        return SAMPLE_NAME if self.path == SAMPLE else Path(self.path).name


@dataclass(frozen=True)
class FileFacts:
    """What one file holds, whatever stands in the others.

    ``report`` counts every document. ``keys`` and ``lengths`` hold the key (``cleaning.key_of``) and the characters of
    each; ``marks`` those marks that stand in single documents, by the document's number. From document ``parts_from``
    on, they are parts of a text that marks divide. ``lasting``: they stay true as long as the
    file stays as it is. Not so where a password was asked for or given, or a library is missing.
    """

    report: FileReport
    keys: array[int]
    lengths: array[int]
    parts_from: int
    marks: tuple[tuple[int, Counter[str]], ...] = ()
    lasting: bool = True

    @property
    def documents(self) -> int:
        return len(self.keys)


def _unheard(_source: Source, _fraction: float) -> None:
    """What a scan says of its progress where nobody listens."""


def scan(
    corpus: Corpus,
    context: JobContext | None = None,
    *,
    special_tokens: Mapping[str, bool] = NO_TOKENS,
    left_out: LeftOut | None = None,
    progressed: Callable[[Source, float], None] = _unheard,
    memory: Remembers[FileFacts] | None = None,
    sources: Sequence[Source] | None = None,
) -> Iterator[FileReport]:
    """Read every file of a corpus once and yield its report as soon as it is complete.

    ``special_tokens`` are those of the tokenizer, if it is known: True for one that is recognised in texts.
    ``left_out`` collects what is not read. Files that ``memory`` knows are not read again. ``sources`` are those of the
    corpus, if they were looked for before. Never raises for bad input: the report holds the problem. Raises
    JobCancelled if ``context`` is cancelled.
    """
    context = context or JobContext()
    duplicates, remedying = Duplicates(), _remedying(corpus, context)
    alone = not corpus.remedies.compares_documents
    memory = memory if memory is not None else ScanMemory[FileFacts]()
    sources = list(corpus.find_sources(context, left_out)) if sources is None else sources
    whole = None if alone else _mark_of(corpus, context)
    keys = [_key(source, corpus, special_tokens, whole) for source in sources]
    known = [memory.find(key) for key in keys]
    if not alone and None in known:
        known = [None] * len(sources)
    unknown = [source for source, facts in zip(sources, known, strict=True) if facts is None]
    with extraction_of(unknown, corpus, context) as extraction:
        for source, key, facts in zip(sources, keys, known, strict=True):
            context.raise_if_cancelled()
            if facts is None:
                reading = start_reading(source, corpus)
                reading.progressed = partial(progressed, source)
                reading.alive = context.raise_if_cancelled
                cleaning = replace(corpus.cleaning, duplicates=False) if alone else corpus.cleaning
                documents = documents_of(source, reading, cleaning, duplicates, remedying, extraction)
                facts = _facts(source, reading, documents, special_tokens, context)
                facts = replace(
                    facts, lasting=not (reading.missing or reading.needs_password or _password(source, corpus))
                )
                if facts.report.problem is None or facts.report.problem.key not in _PASSING:
                    memory.keep(key, facts)
            yield _among_others(facts, duplicates) if alone and corpus.cleaning.duplicates else facts.report


def _remedying(corpus: Corpus, context: JobContext) -> Remedying | None:
    """What applies the remedies. A file that is gone hinders only the search for boilerplate."""
    try:
        return remedying_of(corpus, context)
    except StudioError:
        return remedying_of(corpus.with_remedy("boilerplate", False), context)


def _mark_of(corpus: Corpus, context: JobContext) -> str | None:
    """What tells the texts of ``corpus`` from all others; None if they are kept nowhere, or one is gone."""
    try:
        return fingerprint(corpus, context) if corpus.texts is not None else None
    except StudioError:
        return None


def _password(source: Source, corpus: Corpus) -> str:
    return corpus.texts.passwords.get(str(source.path), "") if corpus.texts is not None else ""


def _key(source: Source, corpus: Corpus, special_tokens: Mapping[str, bool], whole: str | None) -> Key | None:
    """What the facts about ``source`` follow from; None if they cannot be remembered. Where documents are compared,
    all files of the corpus decide, which ``whole`` says."""
    if source.problem is not None or (whole is None and corpus.remedies.compares_documents):
        return None
    place = str(source.path)
    identity = (SAMPLE,) if source.path is None else identity_of(source.path)
    if identity is None:
        return None
    return (
        place,
        identity,
        source.format,
        "" if source.format in _WITHOUT_FIELDS else corpus.text_field,
        corpus.encoding_of(place),
        corpus.encoding,
        replace(corpus.cleaning, duplicates=False),
        corpus.remedies,
        corpus.assistant,
        tuple(special_tokens.items()),
        _password(source, corpus),
        whole,
    )


def _facts(
    source: Source,
    reading: Reading,
    documents: Iterator[Document],
    special_tokens: Mapping[str, bool],
    context: JobContext,
) -> FileFacts:
    keys, lengths = array("Q"), array("Q")
    marks: list[tuple[int, Counter[str]]] = []
    parts_from, conversations = -1, 0
    beginning = ""
    size = size_of(source)
    extracted = source.format is not None and source.format.extracted
    characters = 0
    for document in documents:
        context.raise_if_cancelled()
        characters += document.characters
        if not extracted:  # the others said how far they are while their text was taken out
            reading.progressed(min(1.0, characters / max(1, size)))
        if parts_from < 0 and reading.ends:
            parts_from = len(keys)
        found: Counter[str] = Counter()
        conversations += bool(document.turns)
        for text in (document.text, *(turn.text for turn in document.turns)):
            found.update(marks_in(text, special_tokens))
        if found:
            marks.append((len(keys), found))
        if len(beginning) < _LOOKED_AT and document.text:
            beginning += document.text[:_LOOKED_AT] + _BETWEEN_DOCUMENTS
        keys.append(key_of(document))
        lengths.append(document.characters)
    report = FileReport(
        path=SAMPLE if source.is_sample else str(source.path),
        size=size,
        characters=characters,
        documents=len(keys),
        encoding=reading.encoding,
        format=source.format.name if source.format else "",
        problem=reading.problem,
        doubt=reading.doubt,
        samples=reading.samples,
        marks=_mark_counts(reading.ends, _total(marks), special_tokens),
        fields=reading.text_fields,
        wrapped=not source.is_sample and is_wrapped(beginning, _FEWEST_BREAKS),
        long_line=is_long_line(beginning),
        conversations=conversations,
        needs_password=reading.needs_password,
        speakers=tuple(Speaker(*each) for each in reading.speakers.most_common(_MOST_SPEAKERS)),
    )
    return FileFacts(report, keys, lengths, parts_from if parts_from >= 0 else len(keys), tuple(marks))


def _among_others(facts: FileFacts, duplicates: Duplicates) -> FileReport:
    """The report without the documents that stood before: the same object if there are none."""
    duplicates.begin_file()
    repeated = [
        number
        for number, key in enumerate(facts.keys)
        if not duplicates.is_new_key(key, part_of_text=number >= facts.parts_from)
    ]
    report = facts.report
    if not repeated:
        return report
    documents = report.documents - len(repeated)
    gone = set(repeated)
    return replace(
        report,
        characters=report.characters - sum(facts.lengths[number] for number in repeated),
        documents=documents,
        marks=_without(report.marks, _total([each for each in facts.marks if each[0] in gone])),
        problem=report.problem if documents or report.problem is not None else repeated_in_others(report.name),
        wrapped=report.wrapped and documents > 0,
        long_line=report.long_line and documents > 0,
        repeated=tuple(repeated[:_NAMED_REPEATED]),
    )


def _without(marks: Sequence[MarkCount], gone: Counter[str]) -> tuple[MarkCount, ...]:
    """``marks`` as they are without those of skipped documents. Marks that divide stand in no document."""
    left = (
        each if each.use is MarkUse.DIVIDES else replace(each, count=each.count - gone[each.mark]) for each in marks
    )
    return tuple(each for each in left if each.count)


def _total(marks: Sequence[tuple[int, Counter[str]]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for _, found in marks:
        total.update(found)
    return total


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
    remedying = remedying_of(corpus, context or JobContext())
    sources = list(find_sources((str(path),)))
    with extraction_of(sources, corpus, context or JobContext()) as extraction:
        for source in sources:
            reading = start_reading(source, corpus)
            reading.alive = (context or JobContext()).raise_if_cancelled
            for document in documents_of(source, reading, corpus.cleaning, Duplicates(), remedying, extraction):
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
