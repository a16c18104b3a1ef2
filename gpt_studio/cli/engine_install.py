"""``gpt-studio engine install``: install the engine for NVIDIA GPUs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.flags import text
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import size
from gpt_studio.jobs.gpu_runtime import install_engine
from gpt_studio.jobs.gpu_runtime.install_engine import InstalledEngine, InstallEngine


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--mirror",
        type=text,
        default="",
        metavar="ADDRESS",
        help="get the packages from this package index, or from this folder of wheels, instead of the usual place",
    )


def run(arguments: Namespace, terminal: Terminal) -> int:
    made = terminal.run(install_engine.run, InstallEngine(arguments.mirror))
    return terminal.finish(made, _lines(made))


def _lines(made: InstalledEngine) -> list[str]:
    return [
        f"torch {made.torch} for CUDA {made.cuda} works on {made.gpu}: it is used from now on",
        f"{size(made.size)} in {made.folder}",
    ]
