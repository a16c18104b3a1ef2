"""Let a model go on from a prompt, or reply in a conversation, piece by piece."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.sampling import Sampling
from gpt_studio.jobs.models.open_model import OpenedModel

ONE_THREAD_PARAMETERS = 50_000_000
"""Up to this size, one token is computed sooner by one core than several could agree on their shares."""
_SECONDS_BETWEEN_EVENTS = 0.025


@dataclass(frozen=True)
class WriteText:
    """Completion: the model goes on from ``prompt``. An empty prompt starts a new text."""

    model: OpenedModel
    prompt: str
    sampling: Sampling


@dataclass(frozen=True)
class ReplyToChat:
    """Chat: the model answers the last turn. Needs a model with a chat template."""

    model: OpenedModel
    turns: tuple[Turn, ...]
    sampling: Sampling


@dataclass(frozen=True)
class WritingStarted(Event):
    """``dropped_turns`` of the oldest turns did not fit into the model's context and were left out."""

    prompt_tokens: int
    dropped_turns: int = 0


@dataclass(frozen=True)
class TextPiece(Event):
    """The next piece of text, always whole characters. ``tokens`` counts those written so far."""

    text: str
    tokens: int
    tokens_per_second: float


@dataclass(frozen=True)
class WrittenText:
    """``ended`` is ``end`` (the model was done), ``length`` (the maximum was reached) or ``stopped`` (asked to)."""

    text: str
    prompt_tokens: int
    tokens: int
    tokens_per_second: float
    ended: str


def run(request: WriteText, context: JobContext) -> WrittenText:
    """Emits WritingStarted and TextPiece events. When cancelled it returns what was written so far.

    Raises StudioError for an empty prompt if the model has no token that begins a text.
    """
    artifact = request.model.artifact
    ids = artifact.tokenizer.encode(request.prompt) or [_start_of_text(request.model)]
    context.emit(WritingStarted(len(ids)))
    return _write(request.model, ids, request.sampling, context)


def reply(request: ReplyToChat, context: JobContext) -> WrittenText:
    """As :func:`run`, for a conversation. Raises StudioError if the model has no chat template."""
    from gpt_studio.inference.chat_format import chat_prompt

    artifact, limit = request.model.artifact, request.model.context_length
    if artifact.chat_template is None:
        raise StudioError(
            "chat.no_template",
            "{name} has no chat template, so it cannot hold a conversation: let it continue a text, or choose a model "
            "that was trained on conversations.",
            name=request.model.name,
        )
    room = min(request.sampling.max_new_tokens, limit // 2)
    prompt = chat_prompt(artifact.chat_template, artifact.tokenizer, request.turns, limit, room, artifact.quarantine)
    context.emit(WritingStarted(len(prompt.ids), prompt.dropped_turns))
    return _write(request.model, prompt.ids, request.sampling, context)


def _start_of_text(model: OpenedModel) -> int:
    start: int | None = model.artifact.start_id
    if start is None:
        raise StudioError(
            "write.no_start",
            "{name} has no token that begins a text, so it needs at least one word to go on from: write some.",
            name=model.name,
        )
    return start


def _write(model: OpenedModel, ids: Sequence[int], sampling: Sampling, context: JobContext) -> WrittenText:
    """Pieces that come faster than anyone can see are put together into one event."""
    import torch

    from gpt_studio.hardware.machine import physical_cores
    from gpt_studio.inference.generate import generate
    from gpt_studio.inference.text_stream import stream_text

    artifact = model.artifact
    # Holds for the thread of this job only: a training beside it keeps its own count.
    torch.set_num_threads(physical_cores() if model.parameters > ONE_THREAD_PARAMETERS else 1)
    written: list[str] = []
    waiting, tokens, speed, last = "", 0, 0.0, 0.0
    new_ids = generate(artifact.model, ids, sampling, artifact.stop_ids, context)
    for piece in stream_text(new_ids, artifact.tokenizer):
        tokens, speed = piece.tokens, piece.tokens_per_second
        waiting += piece.text
        now = time.perf_counter()
        if waiting and now - last >= _SECONDS_BETWEEN_EVENTS:
            context.emit(TextPiece(waiting, tokens, speed))
            written.append(waiting)
            waiting, last = "", now
    if waiting:
        context.emit(TextPiece(waiting, tokens, speed))
        written.append(waiting)
    ended = "length" if tokens >= sampling.max_new_tokens else "stopped" if context.cancelled else "end"
    return WrittenText("".join(written), len(ids), tokens, speed, ended)
