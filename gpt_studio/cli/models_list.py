"""``gpt-studio models list``: the models in the user's folder."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.list_and_delete import Listing, place_line
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import columns, count
from gpt_studio.jobs.models import list_models
from gpt_studio.jobs.models.list_models import ListModels, ModelEntry

HEADINGS = ("name", "type", "parameters", "context", "steps", "bits per byte", "learnt from", "note")


def add_arguments(parser: ArgumentParser) -> None:
    """This subcommand has no arguments of its own."""


def run(_arguments: Namespace, terminal: Terminal) -> int:
    folder = terminal.home.models
    entries = terminal.run(list_models.run, ListModels(terminal.home))
    return terminal.finish(
        Listing(folder, entries), _lines(entries, place_line(entries, folder, "There is no model yet."))
    )


def _lines(entries: tuple[ModelEntry, ...], last: str) -> list[str]:
    rows = [_row(entry) for entry in entries]
    return [*(columns([HEADINGS, *rows], right=(2, 3, 4, 5)) if rows else ()), last]


def _row(entry: ModelEntry) -> tuple[str, ...]:
    return (
        entry.name,
        entry.model_type,
        count(entry.parameters) if entry.parameters else "",
        count(entry.context_length) if entry.context_length else "",
        "" if entry.steps is None else f"{count(entry.steps)}/{count(entry.total_steps or 0)}",
        "" if entry.bits_per_byte is None else f"{entry.bits_per_byte:.3f}",
        entry.data or "",
        _note(entry),
    )


def _note(entry: ModelEntry) -> str:
    if entry.problem is not None:
        return str(entry.problem)
    if entry.in_training:
        return "is being trained"
    if entry.can_resume:
        return "can be resumed"
    return f"adapter of {entry.adapter_of.name}" if entry.adapter_of is not None else ""
