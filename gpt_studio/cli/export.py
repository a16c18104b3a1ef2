"""``gpt-studio export``: write a model in another format."""

from __future__ import annotations

import re
import textwrap
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter

from gpt_studio.artifacts.checkpoint_folders import shown_name
from gpt_studio.artifacts.export.formats import FORMATS, Options, format_named
from gpt_studio.cli.flags import path
from gpt_studio.cli.model_flags import add_model
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import size
from gpt_studio.jobs.models import export_model
from gpt_studio.jobs.models.export_model import Exported, ExportModel, unused_target

_FOLDER = "safetensors"
_WIDTH = 80
_UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9}


def add_arguments(parser: ArgumentParser) -> None:
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = "formats:\n" + "\n".join(_formats())
    add_model(parser)
    parser.add_argument(
        "--adapter",
        type=path,
        metavar="DIR",
        help="export this adapter of the model instead of it, as gguf-f32, gguf-f16 or gguf-bf16",
    )
    parser.add_argument(
        "--to",
        choices=[form.name for form in FORMATS],
        default=_FOLDER,
        metavar="FORMAT",
        help=f"one of those below [{_FOLDER}]",
    )
    parser.add_argument(
        "--out",
        type=path,
        metavar="PATH",
        help="the new file, or the new folder [a new one among the exports of your folder]",
    )
    parser.add_argument(
        "--no-modelfile",
        action="store_true",
        help="write no Modelfile, from which Ollama makes a model, beside a GGUF file",
    )
    parser.add_argument(
        "--max-shard-size",
        type=_bytes,
        default=Options().shard_bytes,
        metavar="SIZE",
        help="the most that each file of a folder in parts may hold, as 500MB or 2GB [2GB]",
    )


def run(arguments: Namespace, terminal: Terminal) -> int:
    folder, step = arguments.folder.absolute(), arguments.step
    adapter = None if arguments.adapter is None else arguments.adapter.absolute()
    name = shown_name(folder, step) if adapter is None else adapter.name
    out = arguments.out or unused_target(terminal.home.exports, name, format_named(arguments.to))
    request = ExportModel(
        folder,
        arguments.to,
        out.absolute(),
        Options(arguments.max_shard_size),
        step,
        adapter,
        not arguments.no_modelfile,
        arguments.follow_links,
    )
    exported = terminal.run(export_model.run, request)
    return terminal.finish(exported, _lines(exported))


def _lines(exported: Exported) -> list[str]:
    lines = [f"{exported.path} ({size(exported.size)})"]
    if exported.modelfile is not None:
        lines.append(f'{exported.modelfile} (for Ollama: ollama create NAME -f "{exported.modelfile}")')
    return lines


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
