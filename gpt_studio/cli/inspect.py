"""``gpt-studio inspect``: what a model's folder holds and whether it is sound."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.model_flags import add_model
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import columns, size
from gpt_studio.jobs.models import inspect_folder
from gpt_studio.jobs.models.inspect_folder import FolderReport, InspectFolder

UNSOUND = 1


def add_arguments(parser: ArgumentParser) -> None:
    add_model(parser)


def run(arguments: Namespace, terminal: Terminal) -> int:
    report = terminal.run(
        inspect_folder.run, InspectFolder(arguments.folder.absolute(), arguments.step, arguments.follow_links)
    )
    code = terminal.finish(report, _lines(report))
    return code if report.sound else code or UNSOUND


def _lines(report: FolderReport) -> list[str]:
    files = [(file.name, size(file.size), str(file.holds)) for file in report.files]
    verdict = "Sound: it can be opened." if report.sound else "Not sound:"
    return [
        *columns(files, right=(1,)),
        *[str(fact) for fact in report.facts],
        verdict,
        *[f"- {problem}" for problem in report.problems],
    ]
