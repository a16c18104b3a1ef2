"""``gpt-studio serve``: let other programs write with a model, as they would with OpenAI's API."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from gpt_studio.cli.display import Seen, Step, describe
from gpt_studio.cli.flags import add_flags, with_flags
from gpt_studio.cli.model_flags import add_adapter, add_model, add_precision
from gpt_studio.cli.opening import open_for
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import count
from gpt_studio.core.events import Event
from gpt_studio.core.paths import Home
from gpt_studio.jobs.chat import serve_model
from gpt_studio.jobs.chat.serve_model import ServedSoFar, ServeModel, Serving
from gpt_studio.server.settings import ServerSettings

_THIS_COMPUTER = ("127.0.0.1", "localhost", "::1")


def add_arguments(parser: ArgumentParser) -> None:
    add_model(parser)
    add_adapter(parser)
    add_precision(parser)
    add_flags(parser, ServerSettings, "the server")


def run(arguments: Namespace, terminal: Terminal) -> int:
    settings = with_flags(ServerSettings(), arguments)
    _find_by_name(arguments, terminal.home)
    opened = open_for(terminal, arguments)
    if settings.host not in _THIS_COMPUTER:
        terminal.note(
            "Other computers can reach this server too, and what they send and get is not encrypted: use it in a "
            "network that you trust."
        )
    try:
        served = terminal.run(serve_model.run, ServeModel(opened, settings), describe_serving)
    finally:
        opened.release()
    return terminal.finish(served, [f"{count(served.answered)} requests, {count(served.tokens)} tokens"])


def _find_by_name(arguments: Namespace, home: Home) -> None:
    """Let the name of a model in the user's folder stand for its folder."""
    kept = home.models / arguments.folder
    if not arguments.folder.exists() and kept.is_dir():
        arguments.folder = kept


def describe_serving(event: Event) -> Seen:
    match event:
        case Serving():
            return "\n".join(_lines(event))
        case ServedSoFar():
            now = f", {event.writing} being written, {event.waiting} waiting" if event.writing else ""
            return Step(f"{count(event.answered)} requests, {count(event.tokens)} tokens{now}", None)
    return describe(event)


def _lines(serving: Serving) -> Iterator[str]:
    yield f"Serving {serving.model} at {serving.address}/v1 until you press Ctrl-C."
    if serving.token:
        yield f"Token (API key), shown only now: {serving.token}"
