"""How text looks that a model writes: it appears as it comes."""

from __future__ import annotations

from gpt_studio.cli.display import Seen, WrittenPiece, describe
from gpt_studio.core.events import Event
from gpt_studio.jobs.chat.write_text import TextPiece, WritingStarted, WrittenText


def describe_writing(event: Event) -> Seen:
    """What a person sees of the events of writing."""
    match event:
        case TextPiece():
            return WrittenPiece(event.text)
        case WritingStarted(dropped_turns=dropped) if dropped:
            return f"The {dropped} oldest messages no longer fit into the model's context and were left out."
    return describe(event)


def speed_of(written: WrittenText) -> str:
    """One line about how the text was written."""
    return f"[{written.tokens} tokens, {written.tokens_per_second:.0f} a second]"
