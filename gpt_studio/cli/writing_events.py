"""Show the text that a model writes, as it comes."""

from __future__ import annotations

from collections.abc import Iterator

from gpt_studio.cli.display import Seen, WrittenPiece, describe
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import count, harmless
from gpt_studio.core.events import Event
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat import write_text
from gpt_studio.jobs.chat.write_text import TextPiece, WriteText, WritingStarted, WrittenText
from gpt_studio.jobs.models.open_model import OpenedModel


def describe_writing(event: Event) -> Seen:
    """How each event of generation is shown."""
    match event:
        case TextPiece():
            return WrittenPiece(event.text)
        case WritingStarted():
            return "\n".join(_started(event)) or None
    return describe(event)


def _started(event: WritingStarted) -> Iterator[str]:
    if event.dropped_turns == 1:
        yield "The oldest message no longer fits into the model's context and was left out."
    elif event.dropped_turns:
        yield f"The {event.dropped_turns} oldest messages no longer fit into the model's context and were left out."
    if event.unread_tokens:
        read = event.prompt_tokens - event.unread_tokens
        yield f"The prompt has {count(event.prompt_tokens)} tokens; the model sees the last {count(read)}."
    if event.plain_marks:
        yield f"Read as plain text, not as special tokens: {harmless(' '.join(event.plain_marks))}"


def go_on(
    opened: OpenedModel, prompt: str, sampling: Sampling, terminal: Terminal, *, top_logprobs: int | None = None
) -> WrittenText:
    """Let the model continue ``prompt``. Shows notes about it, then the prompt, then the text."""

    def describe_text(event: Event) -> Seen:
        if not isinstance(event, WritingStarted):
            return describe_writing(event)
        for line in _started(event):
            terminal.note(line)
        return WrittenPiece(prompt)

    return terminal.run(write_text.run, WriteText(opened, prompt, sampling, top_logprobs), describe_text)


def speed_of(written: WrittenText) -> str:
    """The number of tokens and the speed, as one line."""
    return f"[{written.tokens} tokens, {written.tokens_per_second:.0f} a second]"
