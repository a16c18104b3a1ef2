"""Open an artifact folder for writing and chatting, in three visible steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gpt_studio.core.errors import Message
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.inference.sampling import Sampling


@dataclass(frozen=True)
class OpenModel:
    folder: Path


@dataclass(frozen=True)
class LoadingStep(Event):
    """``step`` is ``architecture`` (from config.json), ``knowledge`` (from model.safetensors) or ``language`` (from
    the tokenizer's files). Reported twice: without facts when it starts, with them (``done``) when it is through."""

    step: str
    done: bool
    facts: tuple[Message, ...] = ()


@dataclass(frozen=True)
class OpenedModel:
    """``artifact`` is a handle to pass on to the jobs that write. ``defaults`` come from generation_config.json."""

    folder: Path
    name: str
    model_type: str
    parameters: int
    context_length: int
    vocab_size: int
    has_template: bool
    defaults: Sampling
    notes: tuple[Message, ...]
    artifact: Any = field(repr=False, compare=False)


def run(request: OpenModel, context: JobContext) -> OpenedModel:
    """Raises StudioError for a folder that is not a model, or one that cannot be used."""
    raise AssertionError("written with the artifacts")
