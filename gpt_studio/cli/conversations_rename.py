"""``gpt-studio conversations rename``: give a conversation a title."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.conversations_delete import shelf_of
from gpt_studio.cli.flags import text
from gpt_studio.cli.terminal import Terminal
from gpt_studio.jobs.chat.conversations import ChangeConversation, change_conversation


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", type=text, metavar="ID", help='its id, as "gpt-studio conversations list" shows it')
    parser.add_argument(
        "title", type=text, metavar="TITLE", help='its title from now on; "" goes back to its first line'
    )


def run(arguments: Namespace, terminal: Terminal) -> int:
    name = shelf_of(terminal.home).find(arguments.id).stem
    renamed = terminal.run(change_conversation, ChangeConversation(terminal.home, name, title=arguments.title))
    return terminal.finish(renamed, [f"{renamed.id} is called: {renamed.heading}"])
