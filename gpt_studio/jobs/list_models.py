"""List the models in the user's folder, each with what its card shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.errors import Message
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home


@dataclass(frozen=True)
class ListModels:
    home: Home


@dataclass(frozen=True)
class ModelEntry:
    """One card. What is not known (a folder made elsewhere has no history) is None.

    ``steps`` of ``total_steps`` are done; ``can_resume`` says that a run stopped before its end.
    ``problem`` says why the folder cannot be used as it is. ``changed`` is a Unix time.
    """

    folder: Path
    name: str
    model_type: str
    parameters: int
    context_length: int
    vocab_size: int
    size_bytes: int
    changed: float
    has_template: bool
    data: str | None
    steps: int | None
    total_steps: int | None
    bits_per_byte: float | None
    can_resume: bool
    problem: Message | None


def run(request: ListModels, context: JobContext) -> tuple[ModelEntry, ...]:
    """The newest first. Reads only small things: no weights."""
    raise AssertionError("written with the artifacts")
