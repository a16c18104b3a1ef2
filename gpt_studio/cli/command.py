"""The description of a subcommand: its words, its help, and its file, which is imported only when it is used."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from gpt_studio.cli.terminal import Terminal


class CommandFile(Protocol):
    """What each subcommand's file defines."""

    def add_arguments(self, parser: ArgumentParser) -> None: ...

    def run(self, arguments: Namespace, terminal: Terminal) -> int:
        """Run the subcommand and return the exit code. Raises StudioError for an expected failure."""
        ...


@dataclass(frozen=True)
class Command:
    words: tuple[str, ...]
    file: str
    help: str

    def load(self) -> CommandFile:
        return cast(CommandFile, import_module(f"gpt_studio.cli.{self.file}"))
