"""What the subcommands for the user's folder share: find an entry by name, list, delete."""

from __future__ import annotations

import time
import unicodedata
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gpt_studio.cli.flags import text
from gpt_studio.cli.terminal import Terminal
from gpt_studio.core.errors import StudioError, shortened
from gpt_studio.jobs.app import move_to_bin
from gpt_studio.jobs.app.move_to_bin import MoveToBin, NoBinError, Removed


@dataclass(frozen=True)
class Shelf:
    """A part of the user's folder. Its entries are files or folders ``<name><ending>``; ``command`` lists them.
    ``beside``: another folder that is searched after the first."""

    folder: Path
    command: str
    ending: str = ""
    beside: Path | None = None

    def find(self, name: str) -> Path:
        """The path of the entry called ``name``; its path is accepted too. Raises StudioError if there is none."""
        given = Path(name)
        folders = [folder for folder in (self.folder, self.beside) if folder is not None]
        if given.parent != Path() and given.absolute().parent in folders:
            folders, name = [given.absolute().parent], given.name.removesuffix(self.ending)
        wanted = unicodedata.normalize("NFC", name + self.ending)
        for folder in folders:
            for found in _names_in(folder):
                if unicodedata.normalize("NFC", found) == wanted and not found.startswith("."):
                    return folder / found
        raise StudioError(
            "kept.unknown",
            'There is no "{name}" in {folder}: "{command}" shows what there is.',
            name=shortened(name),
            folder=self.folder,
            command=self.command,
        )


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []


@dataclass(frozen=True)
class Listing:
    """The entries of one part of the user's folder."""

    folder: Path
    entries: tuple[Any, ...]


@dataclass(frozen=True)
class Deleted:
    """Everything that was deleted."""

    removed: tuple[Removed, ...]


def add_deletion_arguments(parser: ArgumentParser, what: str) -> None:
    parser.add_argument("names", nargs="+", type=text, metavar=what, help="what goes to the bin; several are allowed")
    parser.add_argument(
        "--yes",
        action="store_true",
        help="delete for good where the system has no bin; without it nothing is done there",
    )


def delete(arguments: Namespace, terminal: Terminal, shelf: Shelf) -> int:
    """Delete what was named, or nothing if one of the names is unknown. The first StudioError is raised at the end,
    when everything else is deleted."""
    paths = dict.fromkeys(shelf.find(name) for name in arguments.names)
    removed: list[Removed] = []
    problem: StudioError | None = None
    for path in paths:
        try:
            removed.append(terminal.run(move_to_bin.run, MoveToBin(path, for_good=arguments.yes)))
        except NoBinError as error:
            problem = problem or _needs_yes(path, error)
        except StudioError as error:
            problem = problem or error
    if problem is None:
        return terminal.finish(Deleted(tuple(removed)), map(_line, removed))
    if removed:
        terminal.finish(Deleted(tuple(removed)), map(_line, removed))
    raise problem


def date(seconds: float) -> str:
    """A Unix time as a local date."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))


def place_line(entries: Sequence[object], folder: Path, none_yet: str) -> str:
    """The last line of a list: its folder, or ``none_yet`` if the list is empty."""
    return f"in {folder}" if entries else none_yet


def _line(removed: Removed) -> str:
    return f"{removed.path} is {'deleted' if removed.for_good else 'in the bin'}"


def _needs_yes(path: Path, error: NoBinError) -> StudioError:
    return StudioError(
        "kept.no_bin",
        "{path} could not be moved to the bin ({reason}): give --yes to delete it for good.",
        path=path,
        reason=error.reason,
    )
