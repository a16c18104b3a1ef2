"""``gpt-studio corpus list``: the saved corpora."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.list_and_delete import Listing, date, place_line
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import columns, count
from gpt_studio.jobs.corpora import list_corpora
from gpt_studio.jobs.corpora.list_corpora import CorpusEntry, ListCorpora

HEADINGS = ("name", "files or folders", "saved", "note")


def add_arguments(parser: ArgumentParser) -> None:
    """This subcommand has no arguments of its own."""


def run(_arguments: Namespace, terminal: Terminal) -> int:
    folder = terminal.home.corpora
    entries = terminal.run(list_corpora.run, ListCorpora(terminal.home))
    last = place_line(entries, folder, "No corpus is saved yet.")
    return terminal.finish(Listing(folder, entries), _lines(entries, last))


def _lines(entries: tuple[CorpusEntry, ...], last: str) -> list[str]:
    rows = [
        (
            entry.name,
            count(len(entry.corpus.sources)) if entry.corpus is not None else "",
            date(entry.changed),
            str(entry.problem or ""),
        )
        for entry in entries
    ]
    return [*(columns([HEADINGS, *rows], right=(1,)) if rows else ()), last]
