"""``gpt-studio corpus stats``: what is in some text files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.corpus_flags import add_text_field, corpus_of, source
from gpt_studio.cli.display import Seen, describe
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import columns, count, size
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event
from gpt_studio.corpora.scan import FileReport
from gpt_studio.jobs.corpora import scan_corpus
from gpt_studio.jobs.corpora.scan_corpus import CorpusTotals, FileScanned, ScanCorpus

HEADINGS = ("file", "size", "characters", "documents", "encoding", "problem")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "corpus",
        nargs="+",
        type=source,
        metavar="PATH",
        help="text files and folders, or the name of one saved corpus; sample: is the built-in sample",
    )
    add_text_field(parser)


def run(arguments: Namespace, terminal: Terminal) -> int:
    reports: list[FileReport] = []

    def collect(event: Event) -> Seen:
        if isinstance(event, FileScanned):
            reports.append(event.report)
            return None
        return describe(event)

    totals = terminal.run(scan_corpus.run, ScanCorpus(corpus_of(arguments)), collect)
    code = terminal.finish(totals, _lines(reports, totals))
    if not totals.documents and not code:
        raise StudioError("corpus.nothing_read", "None of this is text that can be read: choose other files.")
    return code


def _lines(reports: list[FileReport], totals: CorpusTotals) -> list[str]:
    rows = [
        (
            report.path,
            size(report.size),
            count(report.characters),
            count(report.documents),
            report.encoding,
            str(report.problem or ""),
        )
        for report in reports
    ]
    whole = ("total", size(totals.size), count(totals.characters), count(totals.documents), "", "")
    return columns([HEADINGS, *rows, whole], right=(1, 2, 3))
