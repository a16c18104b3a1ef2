"""The messages between the program and its helper process: a JSON object and named bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import IO, Any

_LENGTH = struct.Struct("<Q")


def send(pipe: IO[bytes], content: Mapping[str, Any], parts: Mapping[str, bytes] | None = None) -> None:
    """Send a message. Raises OSError if the other side is gone."""
    parts = parts or {}
    head = json.dumps({"content": content, "parts": {name: len(data) for name, data in parts.items()}}).encode()
    pipe.write(_LENGTH.pack(len(head)) + head)
    for data in parts.values():
        pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Receive a message. Raises EOFError if the other side is gone."""
    head = json.loads(_exactly(pipe, _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0]))
    return head["content"], {name: _exactly(pipe, size) for name, size in head["parts"].items()}


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data
