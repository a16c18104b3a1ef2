"""``gpt-studio models rename``: give a model another name."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.cli.flags import text
from gpt_studio.cli.models_delete import shelf_of
from gpt_studio.cli.terminal import Terminal
from gpt_studio.jobs.models import rename_model
from gpt_studio.jobs.models.rename_model import RenameModel


@dataclass(frozen=True)
class RenamedModel:
    folder: Path


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", type=text, metavar="NAME", help='its name now, as "gpt-studio models list" shows it')
    parser.add_argument("new_name", type=text, metavar="NEW_NAME", help="its name from now on")


def run(arguments: Namespace, terminal: Terminal) -> int:
    folder = terminal.run(
        rename_model.run,
        RenameModel(terminal.home, shelf_of(terminal.home).find(arguments.name), arguments.new_name),
    )
    return terminal.finish(RenamedModel(folder), [f"The model is in {folder}"])
