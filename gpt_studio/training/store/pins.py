"""Checkpoints that a person wants to keep, in a small file beside them: ``training/checkpoints/pinned.json``."""

from __future__ import annotations

import json
from pathlib import Path

from gpt_studio.artifacts.checkpoint_folders import checkpoint_name
from gpt_studio.core.durable import write_text
from gpt_studio.core.errors import StudioError, say
from gpt_studio.core.format_version import FORMAT, check_format
from gpt_studio.core.limits import STATE_BYTES, STEPS
from gpt_studio.core.regular_file import is_there
from gpt_studio.core.strict_json import damaged, read_object

PINS = "pinned.json"
_FORMAT = 1


def pinned_steps(checkpoints: Path) -> frozenset[int]:
    """The steps whose checkpoints are never pruned. Raises StudioError if the file is damaged or of a newer program."""
    path = checkpoints / PINS
    if not is_there(path):
        return frozenset()
    stored = read_object(path, STATE_BYTES)
    try:
        check_format(stored, _FORMAT, path)
    except ValueError as error:
        raise damaged(path, say("pins.no_format", "its entry format is not a number")) from error
    steps = stored.get("steps")
    if not isinstance(steps, list) or not all(type(step) is int and 0 <= step <= STEPS for step in steps):
        raise damaged(path, say("pins.no_steps", "its entry steps is not a list of steps"))
    return frozenset(steps)


def pin(checkpoints: Path, step: int, *, pinned: bool = True) -> None:
    """Pin the checkpoint of ``step``, or let it go. Raises StudioError if there is none, or if the disk refuses."""
    if pinned and not (checkpoints / checkpoint_name(step)).is_dir():
        raise StudioError(
            "checkpoint.none",
            "There is no checkpoint of step {step} in {folder}: choose one that is listed.",
            step=step,
            folder=checkpoints,
        )
    steps = pinned_steps(checkpoints)
    kept = sorted({*steps, step} if pinned else {*steps} - {step})
    write_text(checkpoints / PINS, json.dumps({FORMAT: _FORMAT, "steps": kept}))
