"""``gpt-studio demo``: the whole pipeline on the built-in sample, then a sample of what the model writes."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from gpt_studio.cli.flags import path
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.train_events import describe_training, lines_of
from gpt_studio.jobs.app import demo
from gpt_studio.jobs.app.demo import DEMO_MINUTES, DEMO_NAME, DemoResult, RunDemo, Specimen


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--minutes", type=_minutes, default=DEMO_MINUTES, metavar="M", help=f"time to train [{DEMO_MINUTES:g} min]"
    )
    parser.add_argument(
        "--out", type=path, metavar="DIR", help=f'the folder of the model ["{DEMO_NAME}" in your models]'
    )


def run(arguments: Namespace, terminal: Terminal) -> int:
    folder = arguments.out.absolute() if arguments.out else None
    done = terminal.run(demo.run, RunDemo(terminal.home, folder, arguments.minutes), describe_training)
    return terminal.finish(done, _lines(done))


def _lines(done: DemoResult) -> list[str]:
    written = [line for specimen in done.specimens for line in ("", *_specimen(specimen))]
    return [*lines_of(done.trained), *written, "", *_next_steps(done.trained.folder)]


def _specimen(specimen: Specimen) -> list[str]:
    if specimen.chat:
        return [f"You:   {specimen.prompt}", f"Model: {specimen.text.strip()}"]
    return [specimen.prompt + specimen.text.rstrip()]


def _next_steps(folder: Path) -> list[str]:
    return ["Go on with:", f'  gpt-studio chat "{folder}"', f'  gpt-studio inspect "{folder}"']


def _minutes(written: str) -> float:
    try:
        minutes = float(written)
    except ValueError:
        minutes = 0.0
    if not 0.05 <= minutes <= 100_000:
        raise ArgumentTypeError("give a number of minutes, at least 0.05")
    return minutes
