"""Reads the body of a request: JSON of bounded length, that comes in bounded time."""

from __future__ import annotations

import asyncio
from email.message import Message
from pathlib import Path
from typing import Any

from starlette.requests import ClientDisconnect, Request

from gpt_studio.core.errors import StudioError
from gpt_studio.core.limits import MEGABYTE
from gpt_studio.core.strict_json import parse
from gpt_studio.server.refusal import Refusal

BODY_BYTES = 4 * MEGABYTE
_BODY_SECONDS = 30.0
_JSON = "application/json"


async def read_json(request: Request, limit: int = BODY_BYTES, seconds: float = _BODY_SECONDS) -> dict[str, Any]:
    """The JSON object in the body. Raises Refusal."""
    _check_type(request)
    try:
        data = await asyncio.wait_for(_read(request, limit), seconds)
    except TimeoutError:
        raise Refusal(408, f"The body did not come within {seconds:g} seconds.", code="too_slow") from None
    except ClientDisconnect:
        raise Refusal(400, "The body was not sent to its end.", code="incomplete") from None
    try:
        content = parse(data, Path("body"))
    except StudioError as error:
        reason = error.message.values["reason"]
        raise Refusal(400, f"The body cannot be read: {reason}.", code="invalid_json") from error
    if not isinstance(content, dict):
        raise Refusal(400, "The body must be a JSON object.", code="invalid_json")
    return content


def _check_type(request: Request) -> None:
    given = request.headers.getlist("content-type")
    header = Message()
    header["content-type"] = given[0] if len(given) == 1 else ""
    charset = header.get_content_charset("utf-8")
    if not given or header.get_content_type() != _JSON or charset not in ("utf-8", "utf8", "us-ascii"):
        raise Refusal(415, f"The body must be JSON: send the header Content-Type: {_JSON}.", code="wrong_type")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refusal(415, "The body must not be compressed.", code="wrong_type")


async def _read(request: Request, limit: int) -> bytes:
    stated = request.headers.get("content-length", "0")
    if not stated.isascii() or not stated.isdecimal():
        raise Refusal(400, "The header Content-Length must be a number.", code="wrong_length")
    if len(stated) > 15 or int(stated) > limit:
        raise _too_large(limit)
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > limit:
            raise _too_large(limit)
    return bytes(data)


def _too_large(limit: int) -> Refusal:
    return Refusal(413, f"The body may have at most {limit // MEGABYTE} MB.", code="too_large")
