"""Checking for updates, with local servers: good, absent and malicious ones."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.jobs.app import check_updates
from gpt_studio.jobs.app.check_updates import CheckUpdates, Release, UpdateReport

Answer = Callable[[socket.socket], None]


@contextmanager
def server(answer: Answer) -> Iterator[str]:
    """A server that runs until the block ends; ``answer`` is called with each connection after its request was read."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        while True:
            line, _ = listening.accept()
            with line:
                if over.is_set():
                    return
                line.recv(65536)
                try:
                    answer(line)
                except OSError:  # the asker has gone
                    continue

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/releases"
    finally:
        over.set()
        socket.create_connection(listening.getsockname()).close()
        thread.join()
        listening.close()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


def body(data: bytes, head: str = "HTTP/1.1 200 OK") -> Answer:
    sent = f"{head}\r\nContent-Length: {len(data)}\r\nConnection: close\r\n\r\n".encode() + data
    return lambda line: line.sendall(sent)


def release(tag: str, **more: Any) -> dict[str, Any]:
    return {"tag_name": tag, "body": f"What is new in {tag}", "html_url": f"https://example.org/{tag}"} | more


def ask(answer: Answer, current: str = "1.2.0") -> UpdateReport:
    with server(answer) as address:
        return check_updates.run(CheckUpdates(address, current), JobContext())


def ask_json(value: Any, current: str = "1.2.0") -> UpdateReport:
    return ask(body(json.dumps(value).encode()), current)


def refusal(answer: Answer) -> str:
    with pytest.raises(StudioError) as caught:
        ask(answer)
    return str(caught.value)


def test_what_is_newer_is_told_newest_first() -> None:
    listed = [
        release("v1.2.0"),
        release("v1.10"),
        release("v1.3.1"),
        release("v2.0.0", draft=True),
        release("v2.1.0", prerelease=True),
        release("nightly"),
        release("v1.1.9"),
    ]
    report = ask_json(listed)
    assert [each.version for each in report.newer] == ["1.10", "1.3.1"]
    assert report.newer[0] == Release("1.10", "What is new in v1.10", "https://example.org/v1.10")


def test_a_single_release_will_do_and_the_same_one_is_no_news() -> None:
    assert [each.version for each in ask_json(release("v1.2.1")).newer] == ["1.2.1"]
    assert ask_json(release("v1.2")).newer == ()
    assert ask_json([]).newer == ()


def test_a_page_that_is_no_web_page_is_not_offered() -> None:
    (news,) = ask_json(release("v9", html_url="file:///etc/passwd", body=None)).newer
    assert (news.page, news.notes) == ("", "")


def test_endless_notes_are_cut() -> None:
    (news,) = ask_json(release("v9", body="x" * 100_000)).newer
    assert len(news.notes) == 20_000


@pytest.mark.parametrize(
    "data",
    [
        b"<html>Log in to the hotel</html>",
        b"",
        b"[1, 2]",
        b'"text"',
        b"{}",
        b"[" * 200_000,
        b'[{"name": "x"}]',
        b"\xff\xfe",
    ],
)
def test_garbage_is_said_to_be_that(data: bytes) -> None:
    assert refusal(body(data)).endswith("the address is wrong, or something is in between.")


def test_a_huge_answer_is_not_read_to_its_end() -> None:
    def endless(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while True:
            line.sendall(b"[" + b" " * 65536)

    assert "is no list of releases" in refusal(endless)


@pytest.mark.parametrize(
    "answer",
    [
        body(b"{}", "HTTP/1.1 404 Not Found"),
        body(b"{}", "HTTP/1.1 500 Oh"),
        body(b"", "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd"),
        body(b"", "HTTP/1.1 302 Found\r\nLocation: ftp://127.0.0.1/x"),
        lambda line: line.sendall(b"nonsense\r\n\r\n"),
        lambda line: line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
        lambda line: None,
    ],
)
def test_an_error_of_the_server_is_said_in_one_sentence(answer: Answer) -> None:
    said = refusal(answer)
    assert said.startswith(("127.0.0.1:", "What 127.0.0.1:"))
    assert "\n" not in said


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    with pytest.raises(StudioError, match=r"did not answer \(.*\): check the connection"):
        check_updates.run(CheckUpdates(f"http://127.0.0.1:{port}/"), JobContext())


def test_who_says_nothing_or_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_updates, "SECONDS", 0.3)
    over = threading.Event()

    def silent(_line: socket.socket) -> None:
        over.wait()

    def dripping(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not over.wait(0.02):
            line.sendall(b" ")

    for answer in (silent, dripping):
        over.clear()
        with server(answer) as address:
            with pytest.raises(StudioError, match="took more than"):
                check_updates.run(CheckUpdates(address), JobContext())
            over.set()


def test_it_can_be_cancelled_while_nobody_answers() -> None:
    context, over = JobContext(), threading.Event()

    def silent(_line: socket.socket) -> None:
        context.cancel()
        over.wait()

    with server(silent) as address:
        with pytest.raises(JobCancelled):
            check_updates.run(CheckUpdates(address), context)
        over.set()


def test_without_an_address_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(check_updates.FEED_VARIABLE, raising=False)
    with pytest.raises(StudioError, match="does not know where new versions are announced"):
        check_updates.run(CheckUpdates(), JobContext())
    with pytest.raises(StudioError, match="must begin with https://"):
        check_updates.run(CheckUpdates("file:///etc/passwd"), JobContext())


def test_the_address_can_be_set_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    with server(body(json.dumps([release("v99")]).encode())) as address:
        monkeypatch.setenv(check_updates.FEED_VARIABLE, address)
        assert check_updates.run(CheckUpdates(), JobContext()).newer[0].version == "99"
