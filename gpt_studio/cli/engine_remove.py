"""``gpt-studio engine remove``: delete the engine for NVIDIA GPUs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.terminal import Terminal
from gpt_studio.jobs.gpu_runtime import remove_engine
from gpt_studio.jobs.gpu_runtime.remove_engine import RemoveEngine


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="also the engines of other versions of GPT Studio")


def run(arguments: Namespace, terminal: Terminal) -> int:
    removed = terminal.run(remove_engine.run, RemoveEngine(others=arguments.all))
    return terminal.finish(removed, ["The engine is removed: the processor is used."])
