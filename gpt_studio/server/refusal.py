"""Errors in the form that OpenAI's API gives them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from starlette.responses import JSONResponse

from gpt_studio.core.errors import StudioError

INVALID, UNAUTHORISED, TOO_MANY, FAILED = (
    "invalid_request_error",
    "authentication_error",
    "rate_limit_error",
    "server_error",
)
TOO_LONG = "context_length_exceeded"
_OF_THE_MODEL = ("model.not_a_number", "weights.memory")
"""Errors for which the request is not to blame."""
_CODES = {"chat.too_long": TOO_LONG}


class Refusal(Exception):
    """An answer that is an error: ``status`` of HTTP, a sentence, the field of the request that is wrong, and a code
    for programs."""

    def __init__(
        self,
        status: int,
        sentence: str,
        *,
        kind: str = INVALID,
        param: str | None = None,
        code: str | None = None,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.content = {"error": {"message": sentence, "type": kind, "param": param, "code": code}}
        self.headers = dict(headers)

    @property
    def response(self) -> JSONResponse:
        return JSONResponse(self.content, self.status, self.headers)


def refusal_of(error: BaseException) -> Refusal:
    """The refusal that tells of ``error``; what is no :class:`StudioError` is not told in detail."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, StudioError):
        key = error.message.key
        if key in _OF_THE_MODEL or key.startswith("file."):
            return Refusal(500, str(error), kind=FAILED, code=key)
        return Refusal(400, str(error), code=_CODES.get(key, key))
    return Refusal(500, "The server failed at this request.", kind=FAILED)


def wrong(param: str, sentence: str, **more: Any) -> Refusal:
    """The refusal of a request whose field ``param`` is wrong."""
    return Refusal(400, sentence, param=param, **more)
