"""``gpt-studio models delete``: move models to the system's bin."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.list_and_delete import Shelf, add_deletion_arguments, delete
from gpt_studio.cli.terminal import Terminal
from gpt_studio.core.paths import Home


def shelf_of(home: Home) -> Shelf:
    return Shelf(home.models, "gpt-studio models list", beside=home.adapters)


def add_arguments(parser: ArgumentParser) -> None:
    add_deletion_arguments(parser, "NAME")


def run(arguments: Namespace, terminal: Terminal) -> int:
    return delete(arguments, terminal, shelf_of(terminal.home))
