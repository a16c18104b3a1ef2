"""``gpt-studio conversations list``: the conversations in the user's folder."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.cli.list_and_delete import date, place_line
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import columns
from gpt_studio.conversations.entries import ConversationEntry
from gpt_studio.core.errors import Message
from gpt_studio.jobs.chat.conversations import ListConversations, list_conversations

HEADINGS = ("", "id", "changed", "kind", "model", "heading")
PINNED = "*"


@dataclass(frozen=True)
class ConversationListing:
    """``problems`` name the files that cannot be read."""

    folder: Path
    entries: tuple[ConversationEntry, ...]
    problems: tuple[Message, ...]


def add_arguments(parser: ArgumentParser) -> None:
    """This subcommand has no arguments of its own."""


def run(_arguments: Namespace, terminal: Terminal) -> int:
    return show_found(terminal, "", "There is no conversation yet.")


def show_found(terminal: Terminal, words: str, if_none: str) -> int:
    """List the conversations that hold ``words``, the pinned ones first, or say ``if_none``."""
    kept = terminal.run(list_conversations, ListConversations(terminal.home, words))
    listing = ConversationListing(terminal.home.conversations, kept.found, kept.problems)
    return terminal.finish(listing, _lines(listing, if_none))


def _lines(listing: ConversationListing, if_none: str) -> list[str]:
    rows = [
        (PINNED if each.pinned else "", each.id, date(each.changed), each.kind, Path(each.model).name, each.heading)
        for each in listing.entries
    ]
    last = place_line((*listing.entries, *listing.problems), listing.folder, if_none)
    return [*(columns([HEADINGS, *rows]) if rows else ()), *map(str, listing.problems), last]
