"""``gpt-studio conversations duplicate``: copy a conversation, to try something with the copy."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.conversations_delete import shelf_of
from gpt_studio.cli.flags import text
from gpt_studio.cli.terminal import Terminal
from gpt_studio.jobs.chat.conversations import (
    DuplicateConversation,
    ReadConversation,
    duplicate_conversation,
    read_one,
)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", type=text, metavar="ID", help='its id, as "gpt-studio conversations list" shows it')
    parser.add_argument("--title", type=text, metavar="TITLE", help="the title of the copy [that it is a copy]")


def run(arguments: Namespace, terminal: Terminal) -> int:
    name = shelf_of(terminal.home).find(arguments.id).stem
    heading = terminal.run(read_one, ReadConversation(terminal.home, name)).heading
    title = arguments.title if arguments.title is not None else f"{heading} (copy)"
    copy = terminal.run(duplicate_conversation, DuplicateConversation(terminal.home, name, title.strip()))
    return terminal.finish(copy, [f"{copy.id} is called: {copy.heading}"])
