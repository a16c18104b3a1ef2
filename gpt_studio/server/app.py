"""The application: what each path of the API answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.inference.host import HostedModel
from gpt_studio.server.access import Access, Guard
from gpt_studio.server.answers import Answer, ChatForm, CompletionForm
from gpt_studio.server.body import read_json
from gpt_studio.server.desk import Desk
from gpt_studio.server.openapi import description
from gpt_studio.server.refusal import Refusal, refusal_of
from gpt_studio.server.requests import Asked, ChatRequest, CompletionRequest, WritingRequest, read_request
from gpt_studio.server.slots import Left
from gpt_studio.server.writing import Part, Report, Written, write_completion, write_reply

_EVENTS = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"cache-control", b"no-cache")]
_DONE = b"data: [DONE]\n\n"
_SEND_SECONDS = 60.0
"""A client that takes nothing for so long counts as gone: another one may be waiting."""


@dataclass(frozen=True)
class Served:
    """The model that is lent, under the name that requests give it. ``since`` is a Unix time. ``most_tokens``: what one
    request may ask for."""

    name: str
    hosted: HostedModel
    since: int
    most_tokens: int


def application(served: Served, desk: Desk, access: Access, on_fault: Callable[[Exception], None]) -> ASGIApp:
    """The whole server as an ASGI application. ``on_fault`` is told of errors that no answer explains."""
    paths = _Paths(served, desk)
    app: ASGIApp = Starlette(
        routes=[
            Route("/health", paths.health, methods=["GET"]),
            Route("/openapi.json", paths.openapi, methods=["GET"]),
            Route("/v1/models", paths.models, methods=["GET"]),
            Route("/v1/models/{name}", paths.model, methods=["GET"]),
            Route("/v1/completions", paths.completions, methods=["POST"]),
            Route("/v1/chat/completions", paths.chat, methods=["POST"]),
        ],
        exception_handlers={HTTPException: _unknown, Exception: _refused, Refusal: _refused, StudioError: _refused},
    )
    app.router.redirect_slashes = False  # type: ignore[attr-defined]
    if access.origins:
        app = CORSMiddleware(
            app,
            allow_origins=access.origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type"],
        )
    return Guard(app, access, on_fault)


class _Paths:
    def __init__(self, served: Served, desk: Desk) -> None:
        self._served = served
        self._desk = desk

    async def health(self, _request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def openapi(self, _request: Request) -> Response:
        return JSONResponse(description())

    async def models(self, _request: Request) -> Response:
        return JSONResponse({"object": "list", "data": [self._model]})

    async def model(self, request: Request) -> Response:
        self._check_name(request.path_params["name"])
        return JSONResponse(self._model)

    async def completions(self, request: Request) -> Response:
        asked = await self._read(CompletionRequest, request)
        count = len(asked.prompts) * asked.n
        answer = Answer(CompletionForm(), self._served.name, asked.logprobs is not None, count)
        hosted, most = self._served.hosted, self._served.most_tokens
        return _Writing(self._desk, asked, answer, lambda context: write_completion(hosted, asked, most, context))

    async def chat(self, request: Request) -> Response:
        asked = await self._read(ChatRequest, request)
        answer = Answer(ChatForm(), self._served.name, asked.logprobs, asked.n)
        hosted, most = self._served.hosted, self._served.most_tokens
        return _Writing(self._desk, asked, answer, lambda context: write_reply(hosted, asked, most, context))

    async def _read(self, kind: type[Asked], request: Request) -> Asked:
        asked = read_request(kind, await read_json(request))
        if asked.model is not None:
            self._check_name(asked.model)
        return asked

    @property
    def _model(self) -> dict[str, Any]:
        served = self._served
        return {"id": served.name, "object": "model", "created": served.since, "owned_by": "gpt-studio"}

    def _check_name(self, name: str) -> None:
        if name != self._served.name:
            raise Refusal(
                404,
                f"There is no model of this name here: this server lends {self._served.name!r}.",
                param="model",
                code="model_not_found",
            )


class _Writing(Response):
    """The answer to a request that writes: whole, or as a stream of events."""

    def __init__(
        self,
        desk: Desk,
        asked: WritingRequest,
        answer: Answer,
        write: Callable[[JobContext], Iterator[Report]],
    ) -> None:
        self._desk = desk
        self._asked = asked
        self._answer = answer
        self._write = write

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def patient(message: Message) -> None:
            try:
                await asyncio.wait_for(send(message), _SEND_SECONDS)
            except TimeoutError:
                raise Left from None

        try:
            async with self._desk.reports(self._write, receive) as reports:
                if self._asked.stream:
                    await self._stream(reports, patient)
                else:
                    await self._whole(reports, scope, receive, patient)
        except Left:
            return

    async def _whole(self, reports: AsyncIterator[Report], scope: Scope, receive: Receive, send: Send) -> None:
        async for report in reports:
            self._note(report, gather=True)
        await JSONResponse(self._answer.content())(scope, receive, send)

    async def _stream(self, reports: AsyncIterator[Report], send: Send) -> None:
        """Errors before the first report are raised; later ones are an event of the stream."""
        begun = False
        try:
            async for report in reports:
                self._note(report, gather=False)
                if not begun:
                    await send({"type": "http.response.start", "status": 200, "headers": _EVENTS})
                    begun = True
                    for opening in self._answer.openings():
                        await _send_event(send, opening)
                if isinstance(report, Part):
                    await _send_event(send, self._answer.chunk(report))
        except Exception as error:
            if not begun or isinstance(error, Left):
                raise
            await _send_event(send, refusal_of(error).content)
        else:
            if self._asked.stream_options.include_usage:
                await _send_event(send, self._answer.usage_chunk())
            await send({"type": "http.response.body", "body": _DONE, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _note(self, report: Report, *, gather: bool) -> None:
        self._answer.take(report, gather=gather)
        if isinstance(report, Written):
            self._desk.tokens += report.tokens


async def _send_event(send: Send, content: dict[str, Any]) -> None:
    data = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    await send({"type": "http.response.body", "body": f"data: {data}\n\n".encode(), "more_body": True})


async def _refused(_request: Request, error: Exception) -> Response:
    return refusal_of(error).response


async def _unknown(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "")
        return Refusal(
            405, f"This path answers {allowed} only.", code="wrong_method", headers={"Allow": allowed}
        ).response
    return Refusal(404, "There is nothing at this path.", code="not_found").response
