"""The server on a real socket, in this process."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from queue import SimpleQueue
from threading import Thread
from typing import Any

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.chat import serve_model
from gpt_studio.jobs.chat.serve_model import Served, ServedSoFar, ServeModel, Serving
from gpt_studio.server.settings import ServerSettings


def test_it_serves_until_it_is_cancelled(talking: Any) -> None:
    events: SimpleQueue[Event] = SimpleQueue()
    context, done = JobContext(events.put), list[Served]()
    request = ServeModel(talking, ServerSettings(port=0))
    thread = Thread(target=lambda: done.append(serve_model.run(request, context)))
    thread.start()
    try:
        serving = events.get(timeout=30)
        assert isinstance(serving, Serving)
        asked = urllib.request.Request(
            f"{serving.address}/v1/chat/completions",
            json.dumps({"messages": [{"role": "user", "content": "hello"}]}).encode(),
            {"Authorization": f"Bearer {serving.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked, timeout=30) as answered:
            assert json.load(answered)["choices"][0]["message"]["content"] == "The cat sleeps on the warm stone."
        while not (isinstance(event := events.get(timeout=30), ServedSoFar) and event.answered):
            pass
    finally:
        context.cancel()
        thread.join(30)
    assert (done[0].answered, done[0].left) == (1, 0)
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{serving.address}/health", timeout=5)


def test_a_place_that_cannot_be_had_is_said_in_a_sentence(talking: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StudioError, match=rf"cannot listen at 127\.0\.0\.1, port {port}"):
            serve_model.run(ServeModel(talking, ServerSettings(port=port)), JobContext())
    with pytest.raises(StudioError, match="cannot listen at no such place"):
        serve_model.run(ServeModel(talking, ServerSettings(host="no such place", port=0)), JobContext())


@pytest.mark.parametrize("token", ["short", "with blank", "señor-token"])
def test_a_token_that_no_header_can_hold_is_refused(talking: Any, token: str) -> None:
    with pytest.raises(StudioError, match="The token must have"):
        serve_model.run(ServeModel(talking, ServerSettings(port=0, token=token)), JobContext())
