"""``gpt-studio corpus stats``: what is in some text files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.corpus_flags import add_assistant, add_encoding, add_text_field, corpus_of, source
from gpt_studio.cli.display import Seen, describe
from gpt_studio.cli.flags import path
from gpt_studio.cli.model_flags import add_follow_links
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import columns, count, size
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event
from gpt_studio.corpora.advice import AdviceKind
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.scan import FileReport, MarkUse
from gpt_studio.jobs.corpora import judge_amount, scan_corpus
from gpt_studio.jobs.corpora.judge_amount import JudgeAmount
from gpt_studio.jobs.corpora.scan_corpus import CorpusTotals, FileScanned, ScanCorpus

_USES = {
    MarkUse.DIVIDES: "divides documents, and is not part of them",
    MarkUse.SPECIAL_TOKEN: "is recognised as the special token that was named for the tokenizer",
    MarkUse.PLAIN_TEXT: "is read as plain text, unless it is named as a special token when the tokenizer is trained",
}
_REMEDIES = {
    AdviceKind.EMPTY: " Add files with text, or sample:, the built-in one.",
    AdviceKind.WRAPPED: " Join them with --join-lines when you save the corpus.",
    AdviceKind.LONG_LINES: " Divide it with --break-lines when you save the corpus.",
    AdviceKind.LITTLE: " Add more, or sample:, the built-in one.",
}
_NAMED_SPEAKERS = 20
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
    add_assistant(parser)
    add_encoding(parser)
    add_follow_links(parser)
    parser.add_argument(
        "--tokenizer", type=path, metavar="DIR", help="the tokenizer that will be used: its special tokens are counted"
    )


def run(arguments: Namespace, terminal: Terminal) -> int:
    reports: list[FileReport] = []

    def collect(event: Event) -> Seen:
        if isinstance(event, FileScanned):
            reports.append(event.report)
            return None
        return describe(event)

    corpus = corpus_of(arguments)
    totals = terminal.run(scan_corpus.run, ScanCorpus(corpus, arguments.tokenizer), collect)
    lines = _lines(reports, totals, corpus.assistant)
    if totals.documents and not terminal.interrupted:
        lines.append(_enough(corpus, totals, arguments, terminal))
    code = terminal.finish(totals, lines)
    if not totals.documents and not code:
        raise StudioError("corpus.nothing_read", "None of this is text that can be read: choose other files.")
    return code


def _enough(corpus: Corpus, totals: CorpusTotals, arguments: Namespace, terminal: Terminal) -> str:
    request = JudgeAmount(totals.characters, corpus, arguments.tokenizer)
    return str(terminal.run(judge_amount.run, request, describe).sentence)


def _lines(reports: list[FileReport], totals: CorpusTotals, assistant: str) -> list[str]:
    rows = [
        (
            report.path,
            size(report.size),
            count(report.characters),
            count(report.documents),
            f"{report.encoding} (?)" if report.doubt else report.encoding,
            str(report.problem or report.doubt or ""),
        )
        for report in reports
    ]
    whole = ("total", size(totals.size), count(totals.characters), count(totals.documents), "", "")
    table = columns([HEADINGS, *rows, whole], right=(1, 2, 3))
    doubts = [line for report in reports for line in _lines_of_doubt(report)]
    marks = [f"{count(each.count)} x {each.mark}: {_USES[each.use]}" for each in totals.marks]
    advice = [f"{each.what}{_REMEDIES[each.kind]}" for each in totals.advice]
    notes = [*_lines_of_speakers(totals, assistant), *map(str, totals.notes)]
    return [*table, *_lines_of_unread(totals), *doubts, *notes, *marks, *advice]


def _lines_of_speakers(totals: CorpusTotals, assistant: str) -> list[str]:
    """Who speaks in the chats, so that one of them can be chosen as the model."""
    if not totals.speakers:
        return []
    names = columns([(f"  {each.name}", count(each.count)) for each in totals.speakers[:_NAMED_SPEAKERS]], right=(1,))
    more = ["  …"] if len(totals.speakers) > _NAMED_SPEAKERS else []
    if assistant:
        return [f"In the chats, {assistant} is the model. Who speaks there, and how often:", *names, *more]
    return ["Who speaks in the chats, and how often; --assistant NAME makes one of them the model:", *names, *more]


def _lines_of_unread(totals: CorpusTotals) -> list[str]:
    return [f"{count(totals.files)} files, {count(totals.unread)} could not be read"] if totals.unread else []


def _lines_of_doubt(report: FileReport) -> list[str]:
    """How a piece of the file reads in each encoding that it may have, and how to choose one."""
    if not report.samples:
        return []
    told = f"{report.path} may be in another encoding; choose one with --encoding FILE=NAME:"
    return [told, *columns([(f"  {each.codec}", each.text) for each in report.samples])]
