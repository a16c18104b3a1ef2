"""Who may ask: checks the address, the origin and the token of a request before anything else reads it."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gpt_studio.server.refusal import UNAUTHORISED, Refusal, refusal_of

OPEN_PATHS = frozenset({"/health"})
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_EVERYWHERE = ("0.0.0.0", "::")
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_PREFLIGHT = "OPTIONS"


@dataclass(frozen=True)
class Access:
    """``host`` and ``port`` are where the server listens, ``host_names`` further names for it. ``origins`` are the web
    pages that may use it."""

    token: str
    host: str
    port: int
    host_names: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()

    def hosts(self, reached_at: str | None) -> frozenset[str]:
        """The values of the Host header that are right for a connection that came in at the address ``reached_at``.

        A page of the web whose name was made to point here (DNS rebinding) sends its own name, which is none of them.
        """
        names = [*_LOOPBACK, *self.host_names]
        names += [bracketed(name) for name in (self.host, reached_at) if name and name not in _EVERYWHERE]
        return frozenset(written for name in names for written in self._written(name.lower()))

    def _written(self, name: str) -> Iterable[str]:
        has_port = ":" in name.rpartition("]")[2]
        yield name if has_port else f"{name}:{self.port}"
        if self.port == 80 and not has_port:
            yield name

    def check(self, scope: Scope) -> None:
        """Raises Refusal for a request that must not be answered."""
        headers = Headers(scope=scope)
        hosts = self.hosts(scope["server"][0] if scope.get("server") else None)
        given = headers.getlist("host")
        if len(given) != 1 or given[0].lower() not in hosts:
            raise Refusal(
                403,
                "The server does not go by this name: ask at the address that it printed, or start it with "
                "--host-names.",
                code="wrong_host",
            )
        self._check_origin(headers, hosts)
        if scope["method"] not in _METHODS:
            raise Refusal(405, f"There is no method {scope['method'][:20]!r} here.", code="wrong_method")
        if scope["method"] != _PREFLIGHT and scope["path"] not in OPEN_PATHS:
            self._check_token(headers)

    def _check_origin(self, headers: Headers, hosts: frozenset[str]) -> None:
        allowed = {f"http://{host}" for host in hosts} | {origin.lower() for origin in self.origins}
        origins = [origin.lower() for origin in headers.getlist("origin")]
        foreign = any(origin not in allowed for origin in origins)
        if foreign or (not origins and "cross-site" in headers.getlist("sec-fetch-site")):
            raise Refusal(
                403, "Web pages may not use this server: start it with --origins to let one.", code="wrong_origin"
            )

    def _check_token(self, headers: Headers) -> None:
        given = headers.getlist("authorization")
        scheme, _, token = given[0].partition(" ") if len(given) == 1 else ("", "", "")
        right = hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode())
        if scheme.lower() != "bearer" or not right:
            raise Refusal(
                401,
                "The token is missing or wrong: send the header Authorization: Bearer TOKEN, or give the token to your "
                "program as its API key.",
                kind=UNAUTHORISED,
                code="invalid_api_key",
                headers={"WWW-Authenticate": "Bearer"},
            )


class Guard:
    """The outermost part of the application: lets through what ``access`` allows.

    ``on_fault`` is told of errors that no answer explains.
    """

    def __init__(self, app: ASGIApp, access: Access, on_fault: Callable[[Exception], None]) -> None:
        self._app = app
        self._access = access
        self._on_fault = on_fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            self._access.check(scope)
        except Refusal as refusal:
            await refusal.response(scope, receive, send)
            return
        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            self._on_fault(error)
            if not begun:
                await refusal_of(error).response(scope, receive, send)


def bracketed(address: str) -> str:
    """An address as it stands in a URL: that of IPv6 in brackets."""
    return f"[{address}]" if ":" in address else address
