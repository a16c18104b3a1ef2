"""How text looks that a model writes: it appears as it comes."""

from __future__ import annotations

from collections.abc import Iterator

from gpt_studio.cli.display import Seen, WrittenPiece, describe
from gpt_studio.cli.wording import count
from gpt_studio.core.events import Event
from gpt_studio.jobs.chat.write_text import TextPiece, WritingStarted, WrittenText


def describe_writing(event: Event) -> Seen:
    """What a person sees of the events of writing."""
    match event:
        case TextPiece():
            return WrittenPiece(event.text)
        case WritingStarted():
            return "\n".join(_started(event)) or None
    return describe(event)


def _started(event: WritingStarted) -> Iterator[str]:
    if event.dropped_turns:
        yield f"The {event.dropped_turns} oldest messages no longer fit into the model's context and were left out."
    if event.unread_tokens:
        read = event.prompt_tokens - event.unread_tokens
        yield f"The prompt has {count(event.prompt_tokens)} tokens; the model sees the last {count(read)}."
    if event.plain_marks:
        yield f"Read as plain text, not as special tokens: {' '.join(event.plain_marks)}"


def speed_of(written: WrittenText) -> str:
    """One line about how the text was written."""
    return f"[{written.tokens} tokens, {written.tokens_per_second:.0f} a second]"
