"""Many requests at the same time, and clients that go away."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from asgi_client import PORT, TOKEN, Client

from gpt_studio.server import app
from gpt_studio.server.access import Access
from gpt_studio.server.app import Served, application
from gpt_studio.server.desk import Desk

TEXT = "/v1/completions"
LONG = {"prompt": "one two", "max_tokens": 100, "stream": True}


def test_more_requests_than_may_wait_are_refused_at_once(narrow: Any) -> None:
    answered = narrow.client.ask_all([(TEXT, {"prompt": "one two"})] * 5)
    assert sorted(each.status for each in answered) == [200, 200, 429, 429, 429]
    busy = next(each for each in answered if each.status == 429)
    assert busy.json["error"]["code"] == "rate_limit_exceeded"
    assert busy.headers["retry-after"] == "1"
    assert narrow.client.ask(TEXT, {"prompt": "one two"}).status == 200
    counts = narrow.desk.counts
    assert (counts.answered, counts.left, counts.writing, counts.waiting) == (3, 0, 0, 0)


def test_requests_at_the_same_time_get_the_text_that_each_gets_alone(texts: Any) -> None:
    asked = [
        (TEXT, {"prompt": word, "seed": seed, "temperature": 1.5, "max_tokens": 20})
        for seed in (1, 2)
        for word in ("one", "two", "three", "four")
    ]
    alone = [texts.client.ask(path, content).json["choices"] for path, content in asked]
    together = [each.json["choices"] for each in texts.client.ask_all(asked)]
    assert together == alone


@pytest.mark.parametrize("leave_after", [0, 3])
def test_a_client_that_leaves_stops_the_writing(narrow: Any, leave_after: int) -> None:
    narrow.client.ask(TEXT, LONG, leave_after=leave_after)
    assert narrow.desk.counts.left == 1
    assert narrow.desk.tokens < 100
    narrow.client.ask(TEXT, LONG)
    assert (narrow.desk.counts.left, narrow.desk.counts.writing) == (1, 0)


def test_a_client_that_leaves_while_it_waits_gives_its_place_up(narrow: Any) -> None:
    async def asking() -> list[int]:
        writes = asyncio.create_task(narrow.client.asking(TEXT, LONG))
        waits = asyncio.create_task(narrow.client.asking(TEXT, LONG, leave_after=0))
        left = await waits
        other = await narrow.client.asking(TEXT, LONG)
        return [left.status, (await writes).status, other.status]

    assert narrow.client.run(asking()) == [0, 200, 200]


@pytest.mark.parametrize("stream", [False, True])
def test_a_client_that_takes_nothing_keeps_nobody_waiting(
    narrow: Any, stream: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "_SEND_SECONDS", 0.05)
    narrow.client.ask(TEXT, LONG | {"stream": stream}, takes=2 * stream)
    assert (narrow.desk.counts.left, narrow.desk.counts.writing) == (1, 0)


def test_stopping_ends_every_text(narrow: Any) -> None:
    async def asking() -> Any:
        writes = asyncio.create_task(narrow.client.asking(TEXT, LONG))
        while not narrow.desk.counts.writing:
            await asyncio.sleep(0)
        narrow.desk.stop()
        return await writes

    assert narrow.client.run(asking()).status == 200
    assert narrow.desk.tokens < 100


@pytest.mark.parametrize("stream", [False, True])
def test_an_error_that_nobody_foresaw_is_an_answer_without_details(stream: bool) -> None:
    desk, faults = Desk(1, 1), list[Exception]()
    nothing: Any = None
    client = Client(application(Served("none", nothing, 0, 100), desk, Access(TOKEN, "127.0.0.1", PORT), faults.append))
    answered = client.ask(TEXT, {"prompt": "one", "stream": stream})
    assert (answered.status, answered.json["error"]["message"]) == (500, "The server failed at this request.")
    assert [type(fault) for fault in faults] == [AttributeError]
    client.close()
    desk.close()
