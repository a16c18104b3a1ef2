"""How far a run has come: ``training/result.json``, a small file for lists of models.

It has no format number: all that it holds can be found in the checkpoints, and a file that cannot be read as this
version knows it counts as none.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.artifacts.checkpoint_folders import TRAINING
from gpt_studio.core.decode import decode
from gpt_studio.core.durable import write_text
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import as_json
from gpt_studio.core.strict_json import read_object

RESULT = "result.json"


@dataclass(frozen=True)
class RunResult:
    """``published_step`` is the step whose weights the model's folder holds: the last one, or an earlier better one.

    The losses are of those weights: ``held_out_loss`` in nats a token, ``train_loss`` of the last batch seen. They
    are infinite where they could not be measured. ``general_before`` and ``general_after``: bits per byte on other
    text, before a model was tuned and after; 0 where that was not measured.
    """

    steps: int
    total_steps: int
    published_step: int
    train_loss: float
    held_out_loss: float
    bits_per_byte: float
    seconds: float
    finished: bool
    general_before: float = 0.0
    general_after: float = 0.0


def write_result(folder: Path, result: RunResult) -> None:
    write_text(folder / TRAINING / RESULT, json.dumps(as_json(result), indent=1, allow_nan=False))


def read_result(folder: Path) -> RunResult | None:
    """None where there is none, or where it cannot be read."""
    path = folder / TRAINING / RESULT
    try:
        return decode(RunResult, read_object(path), path, null=math.inf)
    except StudioError:
        return None
