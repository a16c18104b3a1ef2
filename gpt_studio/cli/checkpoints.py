"""``gpt-studio checkpoints``: the checkpoints of a model, and which of them are kept for good."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.flags import path
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import columns, count, size
from gpt_studio.jobs.training import list_checkpoints, pin_checkpoint
from gpt_studio.jobs.training.list_checkpoints import CheckpointEntry, CheckpointList, ListCheckpoints
from gpt_studio.jobs.training.pin_checkpoint import PinCheckpoint


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=path, metavar="FOLDER", help="a model's folder")
    parser.add_argument(
        "--pin", type=int, action="append", default=[], metavar="STEP", help="keep the checkpoint of this step for good"
    )
    parser.add_argument(
        "--unpin", type=int, action="append", default=[], metavar="STEP", help="let it be deleted as other old ones are"
    )


def run(arguments: Namespace, terminal: Terminal) -> int:
    folder = arguments.folder.absolute()
    terminal.run(list_checkpoints.run, ListCheckpoints(folder))  # raises if nothing was trained there
    for pinned, steps in ((True, arguments.pin), (False, arguments.unpin)):
        for step in steps:
            terminal.run(pin_checkpoint.run, PinCheckpoint(folder, step, pinned))
    found = terminal.run(list_checkpoints.run, ListCheckpoints(folder))
    return terminal.finish(found, _lines(found))


def _lines(found: CheckpointList) -> list[str]:
    if not found.entries:
        return ["There is no checkpoint yet."]
    return columns([_line(entry) for entry in found.entries], right=(0, 1, 2))


def _line(entry: CheckpointEntry) -> tuple[str, ...]:
    marks = [mark for mark, there in (("the best", entry.best), ("pinned", entry.pinned)) if there]
    measured = f"{entry.bits_per_byte:.3f} bits per byte"
    return f"step {count(entry.step)}", measured, size(entry.size), ", ".join(marks)
