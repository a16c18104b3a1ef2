"""Let a model go on from a prompt, or reply in a conversation, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.sampling import Sampling
from gpt_studio.jobs.open_model import OpenedModel

__all__ = ["ReplyToChat", "Sampling", "TextPiece", "Turn", "WriteText", "WritingStarted", "WrittenText", "reply", "run"]


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
    """Emits WritingStarted and TextPiece events. When cancelled it returns what was written so far."""
    raise AssertionError("written with the inference")


def reply(request: ReplyToChat, context: JobContext) -> WrittenText:
    """As :func:`run`, for a conversation. Raises StudioError if the model has no chat template."""
    raise AssertionError("written with the inference")
