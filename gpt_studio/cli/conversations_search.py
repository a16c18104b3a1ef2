"""``gpt-studio conversations search``: the conversations that hold some words."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.conversations_list import show_found
from gpt_studio.cli.flags import text
from gpt_studio.cli.terminal import Terminal


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "words",
        nargs="+",
        type=text,
        metavar="WORD",
        help="all of them must be there, each at least as the beginning of a word; capitals and accents do not count",
    )


def run(arguments: Namespace, terminal: Terminal) -> int:
    return show_found(terminal, " ".join(arguments.words), "No conversation holds that.")
