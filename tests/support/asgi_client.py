"""Asks an ASGI application without a socket, so that any header, method and path can be sent."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

TOKEN, PORT = "secret-token", 8080
RIGHT = (
    ("host", f"127.0.0.1:{PORT}"),
    ("authorization", f"Bearer {TOKEN}"),
    ("content-type", "application/json"),
)


@dataclass(frozen=True)
class Answered:
    status: int
    headers: dict[str, str]
    parts: tuple[bytes, ...]

    @property
    def body(self) -> bytes:
        return b"".join(self.parts)

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def events(self) -> list[Any]:
        """The JSON of each event of a stream, without the mark of its end, which must be there."""
        lines = [line.removeprefix("data: ") for line in self.body.decode().split("\n\n") if line]
        assert lines[-1] == "[DONE]"
        return [json.loads(line) for line in lines[:-1]]


class Client:
    """``ask`` answers one request, ``ask_all`` several at the same time."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._runner = asyncio.Runner()

    def ask(self, path: str, content: Any = None, **more: Any) -> Answered:
        return self._runner.run(self.asking(path, content, **more))

    def ask_all(self, asked: Iterable[tuple[str, Any]], **more: Any) -> list[Answered]:
        async def all_of_them() -> list[Answered]:
            return list(await asyncio.gather(*(self.asking(path, content, **more) for path, content in asked)))

        return self._runner.run(all_of_them())

    def run(self, asking: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(asking)

    def close(self) -> None:
        self._runner.close()

    async def asking(
        self,
        path: str,
        content: Any = None,
        *,
        method: str | None = None,
        headers: Sequence[tuple[str, str]] = RIGHT,
        body: bytes | None = None,
        in_parts: int = 1,
        leave_after: int | None = None,
        takes: int | None = None,
    ) -> Answered:
        """POST with ``content`` as JSON or with ``body``, else GET. ``leave_after``: the client goes away once it has
        so many parts of the answer; 0: before the first. ``takes``: it takes no more parts than these, and stays."""
        data = body if body is not None else b"" if content is None else json.dumps(content).encode()
        size = -(-len(data) // in_parts) or 1
        waiting = [data[place : place + size] for place in range(0, len(data), size)] or [b""]
        parts: list[bytes] = []
        left = asyncio.Event()
        if leave_after == 0:
            left.set()
        said: dict[str, Any] = {}

        async def receive() -> dict[str, Any]:
            if waiting:
                part = waiting.pop(0)
                return {"type": "http.request", "body": part, "more_body": bool(waiting)}
            await left.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                said.update(message)
                return
            if takes is not None and len(parts) >= takes:
                await asyncio.Event().wait()
            parts.append(message.get("body", b""))
            if leave_after is not None and len(parts) >= leave_after:
                left.set()

        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method or ("POST" if data else "GET"),
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
            "client": ("127.0.0.1", 50_000),
            "server": ("127.0.0.1", PORT),
        }
        await self._app(scope, receive, send)
        found = {name.decode(): value.decode() for name, value in said.get("headers", ())}
        return Answered(said.get("status", 0), found, tuple(parts))


def changed(**headers: str | None) -> tuple[tuple[str, str], ...]:
    """The right headers with some replaced, added or, with None, left out; ``_`` in a name stands for ``-``."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return tuple((name, value) for name, value in (dict(RIGHT) | named).items() if value is not None)
