"""``gpt-studio conversations export``: write a conversation as Markdown or plain text."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.cli.conversations_delete import shelf_of
from gpt_studio.cli.flags import path, text
from gpt_studio.cli.terminal import Terminal
from gpt_studio.core.errors import StudioError
from gpt_studio.jobs.chat.conversations import ExportConversation, export_conversation, read_conversation


@dataclass(frozen=True)
class ExportedConversation:
    path: Path


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", type=text, metavar="ID", help='its id, as "gpt-studio conversations list" shows it')
    parser.add_argument(
        "--out", type=path, required=True, metavar="FILE", help="the new file; one ending in .md becomes Markdown"
    )


def run(arguments: Namespace, terminal: Terminal) -> int:
    conversation = read_conversation(shelf_of(terminal.home).find(arguments.id))
    out = arguments.out.absolute()
    if out.exists():
        raise StudioError(
            "conversation.out_taken", "There is already something at {path}: choose another name.", path=out
        )
    written = terminal.run(export_conversation, ExportConversation(conversation, out, "You"))
    return terminal.finish(ExportedConversation(written), [str(written)])
