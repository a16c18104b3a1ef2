"""Makes documents of the messages of a chat: one for each conversation, which a pause of hours ends."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gpt_studio.corpora.documents import Document, Said

PAUSE = 6 * 3600.0
_LONGEST = 4 << 20  # characters; a group that never rests is divided there


@dataclass(frozen=True)
class ChatMessage:
    """``seconds`` counts from any moment; None if the time is not known."""

    speaker: str
    text: str
    seconds: float | None = None


def words(*values: Any) -> str:
    """The first of the ``values`` of an export that is a text and not empty; "" if none is."""
    return next((value for value in values if isinstance(value, str) and value), "")


def name(*values: Any) -> str:
    """The first of the ``values`` that can be a speaker's name; "?" if none can."""
    return words(*values) or "?"


def seconds(value: Any) -> float | None:
    """A number of seconds, or the time of a date (ISO 8601); None for anything else."""
    try:
        moment = float(value)
    except (TypeError, ValueError):
        try:
            moment = datetime.fromisoformat(value).timestamp()
        except (TypeError, ValueError, OverflowError, OSError):
            return None
    return moment if math.isfinite(moment) else None


def conversations(messages: Iterable[ChatMessage]) -> Iterator[Document]:
    """The chat in parts; the messages of one speaker in a row are one, line after line."""
    said: list[tuple[str, list[str]]] = []
    last, length = None, 0
    for message in messages:
        paused = last is not None and message.seconds is not None and message.seconds - last > PAUSE
        if said and (paused or length > _LONGEST):
            yield _document(said)
            said, length = [], 0
        text = message.text.strip()
        if text:
            if not said or said[-1][0] != message.speaker:
                said.append((message.speaker, []))
            said[-1][1].append(text)
            length += len(text)
        last = message.seconds if message.seconds is not None else last
    if said:
        yield _document(said)


def _document(said: list[tuple[str, list[str]]]) -> Document:
    return Document.of_chat(tuple(Said(speaker, "\n".join(lines)) for speaker, lines in said))
