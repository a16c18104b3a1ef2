"""``gpt-studio serve`` as a program, asked by the OpenAI client, by curl and over bare sockets."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openai
import pytest

pytestmark = pytest.mark.xdist_group("terminal")

REPLY = "The cat sleeps on the warm stone."
HELLO: Any = [{"role": "user", "content": "hello"}]


@dataclass(frozen=True)
class Running:
    process: subprocess.Popen[str]
    address: str
    token: str

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])


@pytest.fixture(scope="module")
def running(talker: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The server of a model that is named, not given as a folder, with a token made by the program."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(talker, home / "models" / "talker")
    process = subprocess.Popen(
        [sys.executable, "-m", "gpt_studio", "serve", "talker", "--port", "0", "--json", "--home", str(home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    assert process.stdout is not None
    said = (json.loads(line) for line in process.stdout)
    serving = next(event for event in said if event["event"] == "serving")
    assert serving["model"] == "talker"
    assert len(serving["token"]) >= 32
    yield Running(process, serving["address"], serving["token"])
    if process.poll() is None:
        process.kill()
    process.communicate()


def test_the_client_of_openai(running: Running) -> None:
    with openai.OpenAI(base_url=f"{running.address}/v1", api_key=running.token, max_retries=0) as client:
        assert [model.id for model in client.models.list()] == ["talker"]
        reply = client.chat.completions.create(model="talker", messages=HELLO, seed=1, logprobs=True, top_logprobs=2)
        assert reply.choices[0].message.content == REPLY
        assert reply.choices[0].logprobs.content[0].top_logprobs[0].token == "The"
        assert reply.usage.completion_tokens == len(reply.choices[0].logprobs.content)
        options: Any = {"include_usage": True}
        stream = client.chat.completions.create(model="talker", messages=HELLO, stream=True, stream_options=options)
        chunks = list(stream)
        assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks[:-1]) == REPLY
        assert chunks[-1].usage.prompt_tokens == reply.usage.prompt_tokens
        text = client.completions.create(model="talker", prompt="The cat", max_tokens=4, echo=True, logprobs=1, n=2)
        assert [choice.text for choice in text.choices] == ["The cat sleeps on the"] * 2
        assert text.choices[0].logprobs.tokens[:2] == ["The", " cat"]
        with pytest.raises(openai.BadRequestError, match="temperature"):
            client.chat.completions.create(model="talker", messages=HELLO, temperature=5)
        with pytest.raises(openai.NotFoundError, match="talker"):
            client.chat.completions.create(model="gpt-4", messages=HELLO)
    with (
        openai.OpenAI(base_url=f"{running.address}/v1", api_key="wrong", max_retries=0) as stranger,
        pytest.raises(openai.AuthenticationError),
    ):
        stranger.models.list()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl(running: Running) -> None:
    body = json.dumps({"messages": HELLO})
    done = subprocess.run(
        [
            *("curl", "--silent", "--show-error", "--noproxy", "*", f"{running.address}/v1/chat/completions"),
            *("-H", f"Authorization: Bearer {running.token}", "-H", "Content-Type: application/json", "-d", body),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert json.loads(done.stdout)["choices"][0]["message"]["content"] == REPLY


def test_what_is_no_http(running: Running) -> None:
    """None of these gets an answer other than an error, and the server goes on."""
    body = json.dumps({"messages": HELLO}).encode()
    head = (
        f"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\n"
        f"Authorization: Bearer {running.token}\r\nContent-Type: application/json\r\n"
    ).encode()
    length = f"Content-Length: {len(body)}\r\n".encode()
    sent = [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 200,
        b"GET / HTTP/9.9\r\n\r\n",
        head + length + b"Content-Length: 5\r\n\r\n" + body,
        head + b"Content-Length: x\r\n\r\n" + body,
        head + b"X: " + b"a" * 200_000 + b"\r\n" + length + b"\r\n" + body,
        head + b"Host: evil.example\r\n" + length + b"\r\n" + body,
        head.replace(b"HTTP/1.1", b"HTTP/1.0").replace(b"Host: 127.0.0.1", b"X: 1") + length + b"\r\n" + body,
        head.replace(b"/v1", b"http://evil.example/v1", 1) + length + b"\r\n" + body,
        head + length.replace(b":", b" :") + b"\r\n" + body,
        head + b"Transfer-Encoding: chunked\r\n\r\n" + b"zz\r\n" + body,
    ]
    for data in sent:
        with socket.create_connection(("127.0.0.1", running.port), timeout=20) as connection:
            connection.sendall(data)
            with contextlib.suppress(OSError):  # the server may have closed it by now
                connection.shutdown(socket.SHUT_WR)
            answered = b""
            with connection.makefile("rb") as file, contextlib.suppress(ConnectionResetError):
                answered = file.read()
        assert answered[:13] in (b"", b"HTTP/1.1 400 ", b"HTTP/1.1 403 ", b"HTTP/1.1 404 ", b"HTTP/1.1 431 "), data[
            :200
        ]
        assert REPLY.encode() not in answered
        assert b"Traceback" not in answered


@pytest.mark.skipif(os.name != "posix", reason="Windows sends Ctrl-C to whole consoles only")
def test_ctrl_c_ends_it_while_it_writes(running: Running) -> None:
    asked = json.dumps({"prompt": "The cat", "max_tokens": 100, "n": 64, "stream": True})
    with socket.create_connection(("127.0.0.1", running.port), timeout=20) as connection:
        connection.sendall(
            f"POST /v1/completions HTTP/1.1\r\nHost: localhost:{running.port}\r\nAuthorization: Bearer {running.token}"
            f"\r\nContent-Type: application/json\r\nContent-Length: {len(asked)}\r\n\r\n{asked}".encode()
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
        running.process.send_signal(signal.SIGINT)
        out, error = running.process.communicate(timeout=30)
    assert running.process.returncode == 130
    assert "Traceback" not in error
    last = json.loads(out.splitlines()[-1])
    assert (last["event"], last["kind"]) == ("result", "served")
    assert last["result"]["tokens"] < 6_400
