"""Let other programs on this machine write with an opened model, as they would with OpenAI's API."""

from __future__ import annotations

from dataclasses import dataclass, field

from gpt_studio.core.errors import say
from gpt_studio.core.events import Event, Log
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.server.settings import ServerSettings


@dataclass(frozen=True)
class ServeModel:
    """``name``: what the programs call the model; its own name without one."""

    model: OpenedModel
    settings: ServerSettings = field(default_factory=ServerSettings)
    name: str = ""


@dataclass(frozen=True)
class Serving(Event):
    """The server is there. ``token`` is "" where the settings give it."""

    address: str
    model: str
    token: str


@dataclass(frozen=True)
class ServedSoFar(Event):
    """Requests that were answered, those whose client ``left`` before the end, those that are being written and those
    that wait; the tokens written so far."""

    answered: int
    left: int
    writing: int
    waiting: int
    tokens: int


@dataclass(frozen=True)
class Served:
    """What was answered in all."""

    answered: int
    left: int
    tokens: int


def run(request: ServeModel, context: JobContext) -> Served:
    """Serve until cancelled, emitting Serving once and ServedSoFar at most ten times a second. Raises StudioError where
    the address cannot be used."""
    from gpt_studio.server.desk import Counts
    from gpt_studio.server.running import Listening, serve

    name = request.name or request.model.name

    def listening(found: Listening) -> None:
        context.emit(Serving(found.address, name, found.made_token))

    def counted(counts: Counts) -> None:
        context.emit(ServedSoFar(counts.answered, counts.left, counts.writing, counts.waiting, counts.tokens))

    def failed(error: Exception) -> None:
        reason = f"{type(error).__name__}: {error}"
        context.emit(Log(say("server.fault", "A request failed ({reason}).", reason=reason), "warning"))

    host = request.model.host
    hosted = host.open(request.model.hosted.wanted)  # as a user of its own: the window may open another model
    try:
        done = serve(
            name, hosted, request.settings, context, on_listening=listening, on_counts=counted, on_fault=failed
        )
    finally:
        host.release(hosted)
    return Served(done.answered, done.left, done.tokens)
