"""``gpt-studio engine status``: whether this machine's NVIDIA GPU is used."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import size
from gpt_studio.jobs.gpu_runtime import engine_status
from gpt_studio.jobs.gpu_runtime.engine_status import EngineReport, EngineState, EngineStatus


def add_arguments(parser: ArgumentParser) -> None:
    """This subcommand has no arguments of its own."""


def run(_arguments: Namespace, terminal: Terminal) -> int:
    report = terminal.run(engine_status.run, EngineStatus())
    return terminal.finish(report, _lines(report))


def _lines(report: EngineReport) -> list[str]:
    lines = [f"GPUs: {', '.join(report.gpus) or 'no NVIDIA GPU answers'}", f"Engine: {_STATES[report.state]}"]
    if report.reason is not None:
        lines.append(f"Reason: {report.reason}")
    if report.size:
        lines.append(f"Folder: {report.folder} ({size(report.size)})")
    if report.downloaded:
        lines.append(f"Downloaded so far: {size(report.downloaded)}")
    return [*lines, *(f"Of another version: {folder}" for folder in report.others)]


_STATES = {
    EngineState.UNSUPPORTED: "there is none for this kind of machine",
    EngineState.ABSENT: "not installed",
    EngineState.READY: "installed",
    EngineState.IN_USE: "installed",
    EngineState.SWITCHED_OFF: "installed but switched off",
    EngineState.LEAVING: "removed at the next start",
}
