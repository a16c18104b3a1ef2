"""``gpt-studio corpus delete``: move saved corpora to the system's bin. The texts that they name stay."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.list_and_delete import Shelf, add_deletion_arguments, delete
from gpt_studio.cli.terminal import Terminal


def add_arguments(parser: ArgumentParser) -> None:
    add_deletion_arguments(parser, "NAME")


def run(arguments: Namespace, terminal: Terminal) -> int:
    return delete(arguments, terminal, Shelf(terminal.home.corpora, "gpt-studio corpus list", ".toml"))
