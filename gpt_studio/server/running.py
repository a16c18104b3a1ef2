"""Runs the server on a socket of its own until it is told to stop."""

from __future__ import annotations

import asyncio
import secrets
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import uvicorn

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.inference.host import HostedModel
from gpt_studio.server.access import Access, bracketed
from gpt_studio.server.app import Served, application
from gpt_studio.server.desk import Counts, Desk
from gpt_studio.server.settings import CannotListenError, ServerSettings

_TICK = 0.1
_PATIENCE = 5
"""Seconds that answers get to end once the server stops; each ends at its next token."""
_CONNECTIONS = 1_000
_SHORTEST_TOKEN = 8


@dataclass(frozen=True)
class Listening:
    """Where the server listens, and the token if it was made here."""

    address: str
    made_token: str


def serve(
    name: str,
    hosted: HostedModel,
    settings: ServerSettings,
    context: JobContext,
    *,
    on_listening: Callable[[Listening], None],
    on_counts: Callable[[Counts], None],
    on_fault: Callable[[Exception], None],
) -> Counts:
    """Lend ``hosted`` under ``name`` until ``context`` is cancelled; return what was answered.

    ``on_counts`` is called when the counts have changed, at most ten times a second; ``on_fault`` for errors that no
    answer explains. Raises StudioError where the address cannot be used.
    """
    _check_token(settings.token)
    with _listening(settings) as listener:
        host, port = listener.getsockname()[:2]
        token = settings.token or secrets.token_urlsafe(24)
        access = Access(token, settings.host, port, settings.host_names, settings.origins)
        desk = Desk(settings.parallel, settings.queue)
        served = Served(name, hosted, int(time.time()), settings.most_tokens)
        config = uvicorn.Config(
            application(served, desk, access, on_fault),
            http="h11",
            ws="none",
            lifespan="off",
            loop="asyncio",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_CONNECTIONS,
            timeout_graceful_shutdown=_PATIENCE,
        )
        on_listening(Listening(f"http://{bracketed(_reachable(host))}:{port}", "" if settings.token else token))
        try:
            asyncio.run(_until_cancelled(uvicorn.Server(config), listener, desk, context, on_counts))
        finally:
            desk.stop()
            desk.close()
        return desk.counts


async def _until_cancelled(
    server: uvicorn.Server,
    listener: socket.socket,
    desk: Desk,
    context: JobContext,
    on_counts: Callable[[Counts], None],
) -> None:
    running = asyncio.create_task(server.serve([listener]))
    told = Counts()
    while not running.done():
        await asyncio.wait({running}, timeout=_TICK)
        if context.cancelled:
            server.should_exit = True
            desk.stop()
        if desk.counts != told:
            told = desk.counts
            on_counts(told)
    with suppress(asyncio.CancelledError):
        await running


def _check_token(token: str) -> None:
    if token and (len(token) < _SHORTEST_TOKEN or not token.isascii() or not token.isprintable() or " " in token):
        raise StudioError(
            "server.token",
            "The token must have at least {least} characters, of the letters, digits and signs of ASCII without "
            "blanks: choose another, or give none, and the server makes one.",
            least=_SHORTEST_TOKEN,
        )


def _listening(settings: ServerSettings) -> socket.socket:
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((settings.host, settings.port), family=family, backlog=128)
    except (OSError, UnicodeError) as error:
        raise CannotListenError(
            "server.address",
            "The server cannot listen at {host}, port {port} ({reason}): choose another port or address; port 0 takes "
            "a free one.",
            host=settings.host,
            port=settings.port,
            reason=getattr(error, "strerror", None) or str(error),
        ) from error


def _reachable(host: str) -> str:
    """The address to use on this machine for a server that listens at ``host``."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
