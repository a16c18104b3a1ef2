"""``gpt-studio tokenizer list``: the tokenizers in the user's folder."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.list_and_delete import Listing, date, place_line
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import columns, count
from gpt_studio.jobs.tokenizers import list_tokenizers
from gpt_studio.jobs.tokenizers.list_tokenizers import ListTokenizers, TokenizerEntry

HEADINGS = ("name", "tokens", "trained", "note")


def add_arguments(parser: ArgumentParser) -> None:
    """This subcommand has no arguments of its own."""


def run(_arguments: Namespace, terminal: Terminal) -> int:
    folder = terminal.home.tokenizers
    entries = terminal.run(list_tokenizers.run, ListTokenizers(terminal.home))
    last = place_line(entries, folder, "There is no tokenizer yet.")
    return terminal.finish(Listing(folder, entries), _lines(entries, last))


def _lines(entries: tuple[TokenizerEntry, ...], last: str) -> list[str]:
    rows = [
        (entry.name, count(entry.vocab_size) if entry.vocab_size else "", date(entry.changed), str(entry.problem or ""))
        for entry in entries
    ]
    return [*(columns([HEADINGS, *rows], right=(1,)) if rows else ()), last]
