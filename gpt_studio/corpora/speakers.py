"""Makes documents of the messages of a chat: one for each conversation, which a pause of hours ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gpt_studio.corpora.documents import Document

PAUSE = 6 * 3600.0
_LONGEST = 4 << 20  # characters; a group that never rests is divided there


@dataclass(frozen=True)
class ChatMessage:
    """``seconds`` counts from any moment; None if the time is not known."""

    speaker: str
    text: str
    seconds: float | None = None


def conversations(messages: Iterable[ChatMessage]) -> Iterator[Document]:
    """Lines ``name: message``; the messages of one speaker in a row stand under one name."""
    lines: list[str] = []
    speaker, last, length = "", None, 0
    for message in messages:
        paused = last is not None and message.seconds is not None and message.seconds - last > PAUSE
        if lines and (paused or length > _LONGEST):
            yield Document("\n".join(lines))
            lines, speaker, length = [], "", 0
        text = message.text.strip()
        if text:
            lines.append(text if message.speaker == speaker else f"{message.speaker}: {text}")
            speaker = message.speaker
            length += len(lines[-1])
        last = message.seconds if message.seconds is not None else last
    if lines:
        yield Document("\n".join(lines))
