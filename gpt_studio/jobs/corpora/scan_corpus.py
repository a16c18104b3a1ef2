"""Read every file of a corpus that is being put together, and say what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.errors import StudioError, say
from gpt_studio.core.events import Event, Progress
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus, size_of
from gpt_studio.corpora.formats.jsonl import JSONL
from gpt_studio.corpora.scan import SAMPLE_TITLE, FileReport, fields_of_jsonl, scan
from gpt_studio.corpora.sources import Source, find_sources


@dataclass(frozen=True)
class ScanCorpus:
    corpus: Corpus


@dataclass(frozen=True)
class FileScanned(Event):
    """One file is read; ``report`` is its row."""

    report: FileReport


@dataclass(frozen=True)
class CorpusTotals:
    """Sums over the files: ``size`` in bytes, characters and documents after cleaning.

    ``problems`` counts the files with a problem; ``fields`` are those that the .jsonl files offer as text.
    """

    files: int
    size: int
    characters: int
    documents: int
    problems: int
    fields: tuple[str, ...] = ()


def run(request: ScanCorpus, context: JobContext) -> CorpusTotals:
    """Emits a :class:`FileScanned` for each file; never raises for bad input."""
    sources = list(find_sources(request.corpus.sources))
    whole = max(1, sum(size_of(source) for source in sources))
    reports: list[FileReport] = []
    _announce(sources[:1], 0.0, context)
    for report in scan(request.corpus, context):
        reports.append(report)
        context.emit(FileScanned(report))
        done = sum(each.size for each in reports) / whole
        _announce(sources[len(reports) : len(reports) + 1], min(done, 1.0), context)
    return CorpusTotals(
        files=len(reports),
        size=sum(report.size for report in reports),
        characters=sum(report.characters for report in reports),
        documents=sum(report.documents for report in reports),
        problems=sum(report.problem is not None for report in reports),
        fields=_fields(sources),
    )


def _announce(next_one: list[Source], fraction: float, context: JobContext) -> None:
    for source in next_one:
        name = SAMPLE_TITLE if source.path is None else source.path.name
        context.emit(Progress(say("corpus.reading_file", "Reading {name}", name=name), fraction))


def _fields(sources: list[Source]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for source in sources:
        if source.path is not None and source.format is JSONL:
            found |= dict.fromkeys(_fields_of(source.path))
    return tuple(found)


def _fields_of(path: Path) -> tuple[str, ...]:
    try:
        return fields_of_jsonl(path)
    except (StudioError, OSError):
        return ()  # the file's row says what is wrong with it
