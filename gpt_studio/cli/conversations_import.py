"""``gpt-studio conversations import``: take over what another program exported."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from gpt_studio.cli.flags import path
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import count
from gpt_studio.jobs.chat.conversations import ImportConversations, ImportedConversations, import_conversations


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file",
        type=path,
        metavar="FILE",
        help="what ChatGPT (conversations.json, or the zip with it), Open WebUI, LM Studio or GPT Studio exported",
    )


def run(arguments: Namespace, terminal: Terminal) -> int:
    done = terminal.run(import_conversations, ImportConversations(terminal.home, arguments.file.absolute()))
    return terminal.finish(done, _lines(done))


def _lines(done: ImportedConversations) -> Iterator[str]:
    yield f"Conversations taken over from {done.program}: {count(len(done.added))}"
    for number, why in (
        (done.known, "there already, and left as they are"),
        (done.empty, "without words, left out"),
        (done.odd, "damaged, left out"),
    ):
        if number:
            yield f"{why}: {count(number)}"
