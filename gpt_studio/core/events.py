"""Events that a running job reports: frozen, picklable dataclasses. The terminal prints them, the window draws them."""

from __future__ import annotations

import dataclasses
import math
import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from gpt_studio.core.errors import Message


@dataclass(frozen=True)
class Event:
    """Base of all events. Each job defines its own subclasses beside its request."""

    @classmethod
    def written_as(cls) -> str:
        """What it is called in JSON: its name in snake_case."""
        return snake_case(cls.__name__)


@dataclass(frozen=True)
class Progress(Event):
    """Progress of a job: ``fraction`` in 0..1, or None where the total is not known."""

    what: Message
    fraction: float | None = None


@dataclass(frozen=True)
class Log(Event):
    """A line for the job's log. ``level`` is ``info`` or ``warning``."""

    what: Message
    level: str = "info"


def as_json(value: Any) -> Any:
    """An event, a result or any part of one as JSON-ready values.

    A dataclass becomes an object; an :class:`Event` also gets ``"event"``, see :meth:`Event.written_as`. Infinity
    and NaN, which JSON cannot write, become None.
    """
    if isinstance(value, Message):
        return {"key": value.key, "text": str(value), "values": as_json(dict(value.values))}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        named = {"event": value.written_as()} if isinstance(value, Event) else {}
        return named | {f.name: as_json(getattr(value, f.name)) for f in dataclasses.fields(value) if f.repr}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, dict):
        return {str(k): as_json(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_json(v) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def snake_case(name: str) -> str:
    """``CheckpointSaved`` -> ``checkpoint_saved``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
