"""``gpt-studio conversations pin``: keep conversations at the top of the list."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass

from gpt_studio.cli.conversations_delete import shelf_of
from gpt_studio.cli.flags import text
from gpt_studio.cli.terminal import Terminal
from gpt_studio.jobs.chat.conversations import ChangeConversation, change_conversation


@dataclass(frozen=True)
class PinnedConversations:
    ids: tuple[str, ...]
    pinned: bool


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", type=text, metavar="ID", help="what is pinned; several are allowed")
    parser.add_argument("--off", action="store_true", help="let them go back to their place by date")


def run(arguments: Namespace, terminal: Terminal) -> int:
    shelf = shelf_of(terminal.home)
    names = tuple(dict.fromkeys(shelf.find(each).stem for each in arguments.ids))
    for name in names:
        terminal.run(change_conversation, ChangeConversation(terminal.home, name, pinned=not arguments.off))
    how = "back in its place by date" if arguments.off else "pinned"
    return terminal.finish(PinnedConversations(names, not arguments.off), [f"{name} is {how}" for name in names])
