"""``gpt-studio conversations list``: the conversations that were held in the window."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.cli.list_and_delete import date, place_line
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import columns
from gpt_studio.core.errors import Message
from gpt_studio.jobs.chat.conversations import Conversation, ListConversations, list_conversations

HEADINGS = ("id", "changed", "kind", "model", "heading")


@dataclass(frozen=True)
class ConversationListing:
    """``problems`` name the files that cannot be read."""

    folder: Path
    entries: tuple[Conversation, ...]
    problems: tuple[Message, ...]


def add_arguments(parser: ArgumentParser) -> None:
    """This subcommand has no arguments of its own."""


def run(_arguments: Namespace, terminal: Terminal) -> int:
    folder = terminal.home.conversations
    kept = terminal.run(list_conversations, ListConversations(terminal.home))
    listing = ConversationListing(folder, kept.found, kept.problems)
    return terminal.finish(listing, _lines(listing))


def _lines(listing: ConversationListing) -> list[str]:
    rows = [(each.id, date(each.changed), each.kind, Path(each.model).name, each.heading) for each in listing.entries]
    last = place_line((*listing.entries, *listing.problems), listing.folder, "There is no conversation yet.")
    return [*(columns([HEADINGS, *rows]) if rows else ()), *map(str, listing.problems), last]
