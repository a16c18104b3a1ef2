"""Read every file of a corpus and report what is in it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gpt_studio.core.errors import Message, say
from gpt_studio.core.events import Event, Progress
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.advice import Advice, advice_on
from gpt_studio.corpora.corpus import Corpus, size_of
from gpt_studio.corpora.reading import TextField
from gpt_studio.corpora.registry import FORMATS
from gpt_studio.corpora.scan import NO_TOKENS, SAMPLE_TITLE, FileFacts, FileReport, MarkCount, MarkUse, Speaker, scan
from gpt_studio.corpora.scan_memory import ScanMemory
from gpt_studio.corpora.scan_store import ScanStore
from gpt_studio.corpora.sources import SAMPLE, LeftOut, Source

_BETWEEN_EVENTS = 0.1  # seconds


@dataclass(frozen=True)
class ScanCorpus:
    """``tokenizer``: the folder of the one that will be used, if it is known. Its special tokens are counted too.

    ``memory`` knows files from earlier scans, as does the cache of the corpus; those that have not changed are not read
    again.
    """

    corpus: Corpus
    tokenizer: Path | None = None
    memory: ScanMemory[FileFacts] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class FilesFound(Event):
    """The files that will be read, in this order."""

    paths: tuple[str, ...]


@dataclass(frozen=True)
class FileScanned(Event):
    """One file was read."""

    report: FileReport


@dataclass(frozen=True)
class NotRead:
    """Files in folders whose kind is not read: their suffix ("" for none), how many, and the first few of them.

    ``code``: they are programs, which are read only in source trees.
    """

    suffix: str
    count: int
    first: tuple[Path, ...]
    code: bool = False


@dataclass(frozen=True)
class CorpusTotals:
    """Sums over the files: ``size`` in bytes, characters and documents after cleaning.

    ``problems`` counts the files with a problem, ``unread`` those of which nothing could be read, ``doubts`` those with
    a doubtful encoding. ``fields`` are the columns of tables and the fields of .jsonl files that can serve as text.
    ``left_out`` are the files in folders whose kind is not read, by suffix;
    ``links`` are links to folders, which are not followed; ``notes`` tell both to a person, and ``about_links`` is the
    one about links. ``advice``: what should be done about the text before a training. ``speakers``: who speaks in the
    chats, the most frequent first.
    """

    files: int
    size: int
    characters: int
    documents: int
    problems: int
    fields: tuple[TextField, ...] = ()
    doubts: int = 0
    marks: tuple[MarkCount, ...] = ()
    left_out: tuple[NotRead, ...] = ()
    links: tuple[Path, ...] = ()
    notes: tuple[Message, ...] = ()
    about_links: Message | None = None
    unread: int = 0
    advice: tuple[Advice, ...] = ()
    speakers: tuple[Speaker, ...] = ()


def run(request: ScanCorpus, context: JobContext) -> CorpusTotals:
    """Emit :class:`FilesFound`, then a :class:`FileScanned` for each file.

    Raises StudioError only for a tokenizer that cannot be opened.
    """
    left_out = LeftOut()
    special = _special_tokens(request.tokenizer) if request.tokenizer is not None else NO_TOKENS
    sources = list(request.corpus.find_sources(context, left_out))
    context.emit(FilesFound(tuple(SAMPLE if source.path is None else str(source.path) for source in sources)))
    steps = _Steps(sources, context)
    reports: list[FileReport] = []
    steps.begin(0)
    texts = request.corpus.texts
    with ScanStore(texts.folder if texts is not None else None, request.memory) as store:
        found = scan(
            request.corpus,
            context,
            special_tokens=special,
            progressed=steps.within,
            memory=store,
            sources=sources,
        )
        for report in found:
            reports.append(report)
            context.emit(FileScanned(report))
            steps.done(report)
            steps.begin(len(reports))
    return CorpusTotals(
        files=len(reports),
        size=sum(report.size for report in reports),
        characters=sum(report.characters for report in reports),
        documents=sum(report.documents for report in reports),
        problems=sum(report.problem is not None for report in reports),
        fields=_fields(reports),
        doubts=sum(report.doubt is not None for report in reports),
        marks=_sum(reports),
        left_out=_not_read(left_out),
        links=tuple(left_out.links),
        notes=left_out.messages(),
        about_links=left_out.about_links(),
        unread=sum(report.refused for report in reports),
        advice=advice_on(reports),
        speakers=_speakers(reports),
    )


def _fields(reports: Iterable[FileReport]) -> tuple[TextField, ...]:
    """The fields of all files, each once, with the values in the first file that has it."""
    found: dict[str, TextField] = {}
    for report in reports:
        for each in report.fields:
            found.setdefault(each.name, each)
    return tuple(found.values())


def _speakers(reports: Iterable[FileReport]) -> tuple[Speaker, ...]:
    counts: Counter[str] = Counter()
    for report in reports:
        counts.update({each.name: each.count for each in report.speakers})
    return tuple(Speaker(*each) for each in counts.most_common())


def _not_read(left_out: LeftOut) -> tuple[NotRead, ...]:
    code = {suffix for known in FORMATS if known.code for suffix in known.suffixes}
    return tuple(
        NotRead(kind, files, tuple(left_out.first[kind]), kind in code) for kind, files in left_out.kinds.most_common()
    )


class _Steps:
    """Says which file is being read, and how much is done, by size. Not more often than a person can follow."""

    def __init__(self, sources: Sequence[Source], context: JobContext) -> None:
        self._sources, self._context = sources, context
        self._whole = max(1, sum(size_of(source) for source in sources))
        self._read = 0
        self._next = 0.0

    def begin(self, number: int) -> None:
        if number < len(self._sources):
            self.within(self._sources[number], 0.0)

    def within(self, source: Source, part: float) -> None:
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _BETWEEN_EVENTS
        name = SAMPLE_TITLE if source.path is None else source.path.name
        fraction = min((self._read + part * size_of(source)) / self._whole, 1.0)
        self._context.emit(Progress(say("corpus.reading_file", "Reading {name}", name=name), fraction))

    def done(self, report: FileReport) -> None:
        self._read += report.size


def _special_tokens(folder: Path) -> dict[str, bool]:
    """Each special token of the tokenizer, and whether it is recognised in texts."""
    from gpt_studio.artifacts.open_tokenizer import open_tokenizer  # not needed to scan without a tokenizer
    from gpt_studio.artifacts.quarantine import Quarantine

    with Quarantine() as quarantine:
        tokenizer = open_tokenizer(folder, quarantine)
    return {token: token in tokenizer.marks for token in tokenizer.special_ids}


def _sum(reports: Iterable[FileReport]) -> tuple[MarkCount, ...]:
    counts: Counter[tuple[str, MarkUse]] = Counter()
    for report in reports:
        for each in report.marks:
            counts[each.mark, each.use] += each.count
    order = list(MarkUse)
    found = (MarkCount(mark, count, use) for (mark, use), count in counts.items())
    return tuple(sorted(found, key=lambda each: (order.index(each.use), -each.count)))
