"""``gpt-studio export``: write a model in another form, for another program or another place."""

from __future__ import annotations

import re
import textwrap
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter

from gpt_studio.artifacts.export.formats import FORMATS, Options
from gpt_studio.cli.flags import path
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import size
from gpt_studio.jobs.models import export_model
from gpt_studio.jobs.models.export_model import Exported, ExportModel

_WIDTH = 80
_UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9}


def add_arguments(parser: ArgumentParser) -> None:
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = "formats:\n" + "\n".join(_formats())
    parser.add_argument("folder", type=path, metavar="FOLDER", help="a model's folder")
    parser.add_argument(
        "--to", required=True, choices=[form.name for form in FORMATS], metavar="FORMAT", help="one of those below"
    )
    parser.add_argument("--out", type=path, required=True, metavar="PATH", help="the new file, or the new folder")
    parser.add_argument(
        "--max-shard-size",
        type=_bytes,
        default=Options().shard_bytes,
        metavar="SIZE",
        help="the most that each file of a folder in parts may hold, as 500MB or 2GB [2GB]",
    )


def run(arguments: Namespace, terminal: Terminal) -> int:
    request = ExportModel(
        arguments.folder.absolute(), arguments.to, arguments.out.absolute(), Options(arguments.max_shard_size)
    )
    exported = terminal.run(export_model.run, request)
    return terminal.finish(exported, _lines(exported))


def _lines(exported: Exported) -> list[str]:
    return [f"{exported.path} ({size(exported.size)})"]


def _formats() -> list[str]:
    widest = max(len(form.name) for form in FORMATS)
    return [
        textwrap.fill(
            str(form.about),
            _WIDTH,
            initial_indent=f"  {form.name:{widest}}  ",
            subsequent_indent=" " * (widest + 4),
        )
        for form in FORMATS
    ]


def _bytes(written: str) -> int:
    found = re.fullmatch(r"(\d+(?:\.\d+)?) ?(KB|MB|GB)", written.strip(), re.IGNORECASE)
    number = float(found[1]) * _UNITS[found[2].upper()] if found else 0
    if number < 1:
        raise ArgumentTypeError(f"{written!r} is not a size: write it as 500MB or 2GB")
    return int(number)
