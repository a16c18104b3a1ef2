"""What a base and the model that was tuned from it answer to the same questions: ``training/answers.json``.

Like ``result.json`` it has no format number: a file that cannot be read as this version knows it counts as none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.artifacts.checkpoint_folders import TRAINING
from gpt_studio.core.decode import decode
from gpt_studio.core.durable import write_text
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import as_json
from gpt_studio.core.strict_json import read_object
from gpt_studio.training.events import Answer

ANSWERS = "answers.json"


@dataclass(frozen=True)
class _Stored:
    answers: tuple[Answer, ...]


def write_answers(folder: Path, answers: tuple[Answer, ...]) -> None:
    """Keep them beside the history of the run in ``folder``."""
    write_text(folder / TRAINING / ANSWERS, json.dumps(as_json(_Stored(answers)), ensure_ascii=False))


def read_answers(folder: Path) -> tuple[Answer, ...]:
    """The answers kept in ``folder``; none where there are none, or they cannot be read."""
    path = folder / TRAINING / ANSWERS
    try:
        return decode(_Stored, read_object(path), path).answers
    except StudioError:
        return ()
