"""``gpt-studio conversations show``: read a conversation."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from gpt_studio.cli.conversations_delete import shelf_of
from gpt_studio.cli.flags import text
from gpt_studio.cli.terminal import Terminal
from gpt_studio.conversations.tree import TEXT, Conversation
from gpt_studio.jobs.chat.conversations import ReadConversation, read_one


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", type=text, metavar="ID", help='its id, as "gpt-studio conversations list" shows it')


def run(arguments: Namespace, terminal: Terminal) -> int:
    """With ``--json`` the result has all branches, otherwise what is shown is printed."""
    name = shelf_of(terminal.home).find(arguments.id).stem
    conversation = terminal.run(read_one, ReadConversation(terminal.home, name))
    return terminal.finish(conversation, _lines(conversation))


def _lines(conversation: Conversation) -> Iterator[str]:
    if conversation.kind == TEXT:
        yield conversation.text
        return
    if conversation.system:
        yield f"System:\n{conversation.system.strip()}\n"
    for place, node in enumerate(conversation.path):
        passage, others = node.passage, conversation.alternatives(place)
        who = "You" if passage.role == "user" else passage.model or "The model"
        which = f" ({others.index(node.id) + 1}/{len(others)})" if len(others) > 1 else ""
        yield f"{who}{which}:\n{passage.text.strip()}\n"
