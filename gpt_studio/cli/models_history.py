"""``gpt-studio models history``: how models learnt, from what was recorded during their training."""

from __future__ import annotations

import math
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.cli.flags import text
from gpt_studio.cli.models_delete import shelf_of
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import columns, count, duration
from gpt_studio.jobs.training import compare_runs, read_history
from gpt_studio.jobs.training.compare_runs import CompareRuns, Comparison, MeasuredRun
from gpt_studio.jobs.training.read_history import History, ReadHistory
from gpt_studio.training.events import SampleWritten

_MOST_ROWS = 20


@dataclass(frozen=True)
class Measurement:
    """``tokens``: how many the model had read, or None where that is not known."""

    step: int
    seconds: float
    tokens: int | None
    bits_per_byte: float


@dataclass(frozen=True)
class LearntRun:
    folder: Path
    corpus: str
    measurements: tuple[Measurement, ...]
    samples: tuple[SampleWritten, ...]


@dataclass(frozen=True)
class ModelHistories:
    """``same_text``: all were measured on the same held-out text, so that their bits per byte can be compared."""

    runs: tuple[LearntRun, ...]
    without: tuple[Path, ...]
    same_text: bool


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "names",
        nargs="+",
        type=text,
        metavar="NAME",
        help='models, as "gpt-studio models list" shows them; several are compared in bits per byte',
    )
    parser.add_argument("--samples", action="store_true", help="also print what each model wrote during its training")


def run(arguments: Namespace, terminal: Terminal) -> int:
    shelf = shelf_of(terminal.home)
    folders = tuple(dict.fromkeys(shelf.find(name) for name in arguments.names))
    found = terminal.run(compare_runs.run, CompareRuns(folders))
    histories = [terminal.run(read_history.run, ReadHistory(folder)) for folder in folders] if arguments.samples else []
    return terminal.finish(_result(found, histories), _lines(found, histories))


def _result(found: Comparison, histories: Sequence[History]) -> ModelHistories:
    samples = {history.folder: history.samples for history in histories}
    runs = tuple(
        LearntRun(each.folder, each.corpus, _measurements(each), samples.get(each.folder, ())) for each in found.runs
    )
    return ModelHistories(runs, found.without, found.same_text)


def _measurements(run: MeasuredRun) -> tuple[Measurement, ...]:
    rows = zip(run.steps.tolist(), run.seconds.tolist(), run.tokens.tolist(), run.bits_per_byte.tolist(), strict=True)
    return tuple(
        Measurement(int(step), seconds, int(tokens) if math.isfinite(tokens) else None, bits)
        for step, seconds, tokens, bits in rows
    )


def _lines(found: Comparison, histories: Sequence[History]) -> list[str]:
    lines: list[str] = []
    for each in found.runs:
        lines += [*([""] if lines else []), f"{each.folder.name}, learnt from {each.corpus or 'a text not known'}:"]
        lines += _table(_measurements(each))
    lines += [f"Nothing was recorded of how {folder.name} learnt." for folder in found.without]
    if not found.same_text:
        lines.append("They were measured on different texts, so their bits per byte cannot be compared.")
    for history in histories:
        for sample in history.samples:
            lines += ["", f"{history.folder.name} at step {count(sample.step)}:", sample.prompt + sample.text]
    return lines


def _table(measurements: Sequence[Measurement]) -> list[str]:
    """At most about ``_MOST_ROWS`` rows, evenly spaced, the last one among them."""
    apart = -(-len(measurements) // _MOST_ROWS)
    shown = measurements[::-1][::apart][::-1]
    rows = [
        (
            count(each.step),
            duration(each.seconds) if math.isfinite(each.seconds) else "",
            "" if each.tokens is None else count(each.tokens),
            f"{each.bits_per_byte:.3f}",
        )
        for each in shown
    ]
    return columns([("step", "time", "tokens read", "bits per byte"), *rows], right=(0, 1, 2, 3))
