"""Where a run is: what a checkpoint remembers besides weights and optimizer."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from gpt_studio.core.errors import StudioError
from gpt_studio.core.format_version import FORMAT, NewerFormatError, check_format
from gpt_studio.core.limits import STATE_BYTES, STEPS
from gpt_studio.core.strict_json import read_object

STATE = "state.json"
_FORMAT = 1
_COUNTS = {"step", "context_length", "skipped_data", "skipped_in_a_row"}


@dataclass(frozen=True)
class RunState:
    """Where a run is. Chance and data order are functions of the seed and the step, so the step stands for both.

    ``elapsed`` in seconds. ``scheduled`` is False for a save that a stop brought about: such a one never counts as
    the best, so that a run that was stopped and resumed ends with the same model as one that was not. The losses are
    infinite where they could not be measured; they were in windows of ``context_length``
    (0: not known, as in checkpoints of earlier versions).

    After a run went back (see training/run/loop.py), update ``step`` reads the data, and draws the chance, of step
    ``step + skipped_data``, and its learning rate is ``rate_factor`` times that of the schedule.
    ``skipped_in_a_row`` updates before this one were skipped because their numbers were not finite.
    """

    step: int
    elapsed: float
    bits_per_byte: float
    held_out_loss: float
    scheduled: bool
    context_length: int = 0
    skipped_data: int = 0
    rate_factor: float = 1.0
    skipped_in_a_row: int = 0

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> RunState:
        """From JSON, where an infinite loss is null. Raises ValueError for what cannot be a state."""
        strange = set(found) - {field.name for field in fields(cls)}
        if strange:
            raise ValueError(f"{min(strange)} is no part of a state")
        values: dict[str, Any] = {name: math.inf if value is None else value for name, value in found.items()}
        for name, value in values.items():
            if not _fits(name, value):
                raise ValueError(f"{name} cannot be {value!r:.80}")
        try:
            return cls(**values)
        except TypeError as error:
            raise ValueError("something is missing") from error


def read_state(folder: Path) -> RunState:
    """Raises StudioError if it is missing or damaged, NewerFormatError if a newer program wrote it.

    A file without a format is of the first one.
    """
    path = folder / STATE
    try:
        stored = read_object(path, STATE_BYTES)
        check_format(stored, _FORMAT, path)
        return RunState.of({name: value for name, value in stored.items() if name != FORMAT})
    except NewerFormatError:
        raise
    except (StudioError, ValueError, TypeError) as error:
        raise StudioError(
            "checkpoint.damaged",
            "The checkpoint {folder} cannot be read: move it away and resume from an earlier one.",
            folder=folder,
        ) from error


def _fits(name: str, value: Any) -> bool:
    if name == "scheduled":
        return isinstance(value, bool)
    if name in _COUNTS:
        return type(value) is int and 0 <= value <= STEPS
    if type(value) not in (int, float) or math.isnan(value):
        return False
    return bool(0 < value <= 1 if name == "rate_factor" else value >= 0)
