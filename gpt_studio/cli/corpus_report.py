"""``gpt-studio corpus report``: what is odd about some texts; ``--apply`` saves a corpus with remedies."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, replace

from gpt_studio.cli.corpus_flags import add_assistant, add_encoding, add_text_field, corpus_of, source
from gpt_studio.cli.flags import text
from gpt_studio.cli.model_flags import add_follow_links
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import columns, count, size
from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.report.finding import CorpusReport, FindingKind, KindSummary
from gpt_studio.corpora.report.registry import FINDERS, finder_of
from gpt_studio.jobs.corpora import report_corpus, save_corpus
from gpt_studio.jobs.corpora.report_corpus import ReportCorpus
from gpt_studio.jobs.corpora.save_corpus import SaveCorpus, SavedCorpus

ALL = "all"
HEADINGS = ("found", "places", "documents", "files", "characters", "--apply")
_REMEDIED = {finder.kind.value: finder.kind for finder in FINDERS if finder.remedy}
_SHOWN_LANGUAGES = 8


@dataclass(frozen=True)
class ReportedCorpus:
    """The result of the subcommand: the report, and the corpus that was saved with remedies, if any."""

    report: CorpusReport
    saved: SavedCorpus | None


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
        "--apply",
        nargs="+",
        action="extend",
        choices=(ALL, *_REMEDIED),
        default=[],
        metavar="KIND",
        help=f"apply the remedies of these kinds of findings: {', '.join(_REMEDIED)}, or {ALL} for all that are found. "
        "Needs --out",
    )
    parser.add_argument(
        "--out", type=text, metavar="CORPUS", help="save a corpus with these remedies under this name; the files stay"
    )
    parser.add_argument(
        "--replace", action="store_true", help="take the place of the corpus that has that name already"
    )


def run(arguments: Namespace, terminal: Terminal) -> int:
    if bool(arguments.apply) != (arguments.out is not None):
        raise StudioError(
            "report.apply_needs_out",
            "Remedies are kept with a corpus: give --apply KIND and --out CORPUS together.",
        )
    corpus = corpus_of(arguments)
    report = terminal.run(report_corpus.run, ReportCorpus(corpus))
    saved = None
    if arguments.apply and not terminal.interrupted:
        name = arguments.out.strip()
        chosen = replace(_with_remedies(corpus, report, arguments.apply), name=name)
        taken = name if arguments.replace else ""
        saved = terminal.run(save_corpus.run, SaveCorpus(terminal.home, chosen, taken))
    return terminal.finish(ReportedCorpus(report, saved), _lines(report, saved))


def _with_remedies(corpus: Corpus, report: CorpusReport, wanted: list[str]) -> Corpus:
    kinds = [summary.kind for summary in report.kinds] if ALL in wanted else [FindingKind(name) for name in wanted]
    for kind in kinds:
        remedy = finder_of(kind).remedy
        if remedy:
            corpus = corpus.with_remedy(remedy, report.main_languages if remedy == "languages" else True)
    return corpus


def _lines(report: CorpusReport, saved: SavedCorpus | None) -> list[str]:
    rows = [_row(summary) for summary in report.kinds]
    lines = [
        f"{count(report.documents)} documents, {count(report.characters)} characters, {size(report.bytes)}",
        *_shares(report),
        *(columns([HEADINGS, *rows], right=(1, 2, 3, 4)) if rows else ["Nothing odd was found."]),
    ]
    for summary in report.kinds:
        lines += ["", f"{finder_of(summary.kind).title}: {finder_of(summary.kind).explanation}"]
        for finding in summary.samples:
            sample = finding.sample
            becomes = "" if sample.becomes is None else f" -> {_on_one_line(sample.becomes) or '(removed)'}"
            found = f"{_on_one_line(sample.before)}[{_on_one_line(sample.found)}]{_on_one_line(sample.after)}"
            lines += [f"  {finding.file}, document {finding.document + 1}, character {finding.place + 1}:"]
            lines += [f"    {found}{becomes}"]
    lines += [f"Not looked for, because the Python package {name} is missing." for name in report.missing]
    if saved is not None:
        lines += ["", f"{saved.path}", f'Train on it with: --corpus "{saved.corpus.name}"']
    return lines


def _row(summary: KindSummary) -> tuple[str, ...]:
    applies = "applied already" if summary.applied else summary.kind.value if summary.remedy else "-"
    numbers = (summary.count, summary.documents, summary.files, summary.characters)
    return (str(finder_of(summary.kind).title), *map(count, numbers), applies)


def _shares(report: CorpusReport) -> list[str]:
    whole = max(1, report.characters)
    languages = [f"{each.code} {each.characters / whole:.1%}" for each in report.languages[:_SHOWN_LANGUAGES]]
    texts = [f"{each.kind.value} {each.characters / whole:.1%}" for each in report.texts]
    return [f"{what}: {', '.join(shares)}" for what, shares in (("languages", languages), ("texts", texts)) if shares]


def _on_one_line(text: str) -> str:
    return text.replace("\n", "⏎").replace("\t", " ")
