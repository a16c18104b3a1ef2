"""``gpt-studio conversations export``: write a conversation for people, for programs, or to train on."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.cli.conversations_delete import shelf_of
from gpt_studio.cli.flags import path, text
from gpt_studio.cli.terminal import Terminal
from gpt_studio.core.errors import StudioError
from gpt_studio.jobs.chat import keep_example
from gpt_studio.jobs.chat.conversations import ExportConversation, ReadConversation, export_conversation, read_one
from gpt_studio.jobs.chat.keep_example import KeepExample

EXAMPLES = "Examples from the chat"


@dataclass(frozen=True)
class ExportedConversation:
    path: Path


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", type=text, metavar="ID", help='its id, as "gpt-studio conversations list" shows it')
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument(
        "--examples",
        action="store_true",
        help="keep what is shown as an example to train on, in the corpus of the kept examples; what it goes on with "
        "or answers otherwise is replaced",
    )
    target.add_argument(
        "--out",
        type=path,
        metavar="FILE",
        help="the new file; its ending says what it becomes: .md Markdown, .json all of the conversation, .jsonl "
        "examples to train on, anything else plain text",
    )
    parser.add_argument(
        "--all-branches",
        action="store_true",
        help="with .jsonl: an example of every branch, instead of what is shown",
    )


def run(arguments: Namespace, terminal: Terminal) -> int:
    name = shelf_of(terminal.home).find(arguments.id).stem
    conversation = terminal.run(read_one, ReadConversation(terminal.home, name))
    if arguments.examples:
        kept = terminal.run(keep_example.run, KeepExample(terminal.home, conversation, EXAMPLES))
        return terminal.finish(kept, [f'{kept.count} in {kept.file}; train on them with: --corpus "{kept.corpus}"'])
    out = arguments.out.absolute()
    if out.exists():
        raise StudioError(
            "conversation.out_taken", "There is already something at {path}: choose another name.", path=out
        )
    written = terminal.run(
        export_conversation, ExportConversation(conversation, out, "You", all_branches=arguments.all_branches)
    )
    return terminal.finish(ExportedConversation(written), [str(written)])
