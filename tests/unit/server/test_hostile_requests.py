"""What must not be answered: each of these requests differs from a right one in one thing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asgi_client import TOKEN, changed

from gpt_studio.server.body import BODY_BYTES

CHAT = "/v1/chat/completions"
ASKED = {"messages": [{"role": "user", "content": "hello"}]}
BODY = json.dumps(ASKED).encode()
WORDS = b"The cat sleeps on the warm stone."

HOSTS = {
    "none": None,
    "empty": "",
    "other name": "evil.example",
    "other name with our port": "evil.example:8080",
    "rebound name": "127.0.0.1.evil.example:8080",
    "prefix": "evil127.0.0.1:8080",
    "other port": "127.0.0.1:8081",
    "no port": "127.0.0.1",
    "other loopback address": "127.0.0.2:8080",
    "decimal address": "2130706433:8080",
    "short address": "127.1:8080",
    "dot at the end": "localhost.:8080",
    "user": "127.0.0.1:8080@evil.example",
    "two in one": "127.0.0.1:8080, evil.example",
    "blank": "127.0.0.1:8080 evil.example",
    "everywhere": "0.0.0.0:8080",
    "not ASCII": "lócalhost:8080",
}
ORIGINS = {
    "foreign": "http://evil.example",
    "null": "null",
    "empty": "",
    "https": "https://127.0.0.1:8080",
    "other port": "http://127.0.0.1:3000",
    "no port": "http://localhost",
    "prefix": "http://127.0.0.1:8080.evil.example",
    "file": "file://",
    "with a path": "http://127.0.0.1:8080/",
}
TOKENS = {
    "none": None,
    "empty": "",
    "only the scheme": "Bearer ",
    "other scheme": f"Basic {TOKEN}",
    "no scheme": TOKEN,
    "beginning": f"Bearer {TOKEN[:-1]}",
    "longer": f"Bearer {TOKEN}x",
    "other case": f"Bearer {TOKEN.upper()}",
    "blanks": f"Bearer  {TOKEN}",
    "not ASCII": "Bearer séñor-token",
}
TYPES = {
    "none": None,
    "empty": "",
    "form": "application/x-www-form-urlencoded",
    "text, which needs no preflight": "text/plain",
    "parts": "multipart/form-data; boundary=x",
    "nearly": "application/jsonp",
    "UTF-16": "application/json; charset=utf-16",
    "two": "application/json, text/plain",
}
PATHS = (
    *(
        "/",
        "/v1",
        "/v1/chat/completions/",
        "//v1/chat/completions",
        "/V1/chat/completions",
        "/v1/../v1/chat/completions",
    ),
    *(
        "/shutdown",
        "/v1/embeddings",
        "/v1/chat/completions\0",
        "/v1/chat/completions%00",
        "/v1/models/../../etc/passwd",
    ),
)
METHODS = ("GET", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "OPTIONS", "post", "")
BODIES = {
    "nothing": b"",
    "no JSON": b"hello",
    "half": BODY[:-5],
    "list": b"[" + BODY + b"]",
    "text": b'"hello"',
    "null": b"null",
    "NaN": BODY[:-1] + b', "temperature": NaN}',
    "endless": BODY[:-1] + b', "temperature": 1e999}',
    "long number": BODY[:-1] + b', "seed": ' + b"9" * 5_000 + b"}",
    "twice": BODY[:-1] + b', "n": 1, "n": 2}',
    "deep": BODY[:-1] + b', "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "half of a pair": BODY.replace(b"hello", b"\\ud800"),
    "not UTF-8": BODY.replace(b"hello", b"\xff"),
    "UTF-16": BODY.decode().encode("utf-16"),
    "too long": BODY + b" " * BODY_BYTES,
}
FIELDS: dict[str, Any] = {
    "messages": ["hello", [], {}, [5], [{"role": "user"}] * 2_000, [{"role": "tool", "content": "x"}], [{}]],
    "model": ["other", 5, ""],
    "temperature": ["hot", -1, 2.1, True, [1]],
    "top_p": [1.5, "1"],
    "n": [0, -1, 65, 1.5, "2", 10**30],
    "max_tokens": [0, -5, 10**12, "many", 2.5],
    "max_completion_tokens": [0, False],
    "seed": [1.5, 2**70, "x"],
    "stop": [5, [5], {"a": 1}, ["a"] * 17],
    "stream": ["yes", 1],
    "stream_options": [True, {"include_usage": "yes"}],
    "logprobs": [1, "yes"],
    "top_logprobs": [3, 21, -1],
    "presence_penalty": [3],
    "frequency_penalty": [-3],
    "logit_bias": [{"5": 100}, [5]],
    "response_format": [{"type": "json_object"}, "text"],
    "top_k": [-1],
}
MANY_TOKENS = {"n": 60, "max_tokens": 100}


def refused(api: Any, path: str = CHAT, **more: Any) -> int:
    """The status of the answer, which must be an error in OpenAI's form and show nothing of the model."""
    answered = api.client.ask(path, **({"body": BODY, "method": "POST"} | more))
    if more.get("method") != "HEAD":
        error = answered.json["error"]
        assert set(error) == {"message", "type", "param", "code"}
        assert error["message"]
        assert "Traceback" not in error["message"]
    assert WORDS not in answered.body
    assert b"choices" not in answered.body
    assert b"talker" not in answered.body or error["code"] == "model_not_found"
    assert "access-control-allow-origin" not in answered.headers
    assert api.desk.tokens == 0
    return answered.status


def test_the_right_request_is_answered(api: Any) -> None:
    assert WORDS in api.client.ask(CHAT, body=BODY).body


@pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS)
def test_other_hosts(api: Any, host: str | None) -> None:
    assert refused(api, headers=changed(host=host)) == 403
    assert refused(api, "/health", headers=changed(host=host), method="GET", body=b"") == 403


@pytest.mark.parametrize("origin", ORIGINS.values(), ids=ORIGINS)
def test_other_origins(api: Any, origin: str) -> None:
    assert refused(api, headers=changed(origin=origin)) == 403
    assert refused(api, headers=changed(origin=origin, authorization=None), method="OPTIONS", body=b"") == 403


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS)
def test_other_tokens(api: Any, token: str | None) -> None:
    assert refused(api, headers=changed(authorization=token)) == 401
    assert refused(api, "/v1/models", headers=changed(authorization=token), method="GET", body=b"") == 401
    assert refused(api, "/openapi.json", headers=changed(authorization=token), method="GET", body=b"") == 401


@pytest.mark.parametrize("twice", ["host", "authorization", "content-type", "origin"])
def test_headers_that_come_twice(api: Any, twice: str) -> None:
    right = changed(origin="http://127.0.0.1:8080")
    assert refused(api, headers=(*right, (twice, "evil.example"))) in (401, 403, 415)


@pytest.mark.parametrize("kind", TYPES.values(), ids=TYPES)
def test_other_types(api: Any, kind: str | None) -> None:
    assert refused(api, headers=changed(content_type=kind)) == 415


@pytest.mark.parametrize("path", PATHS)
def test_other_paths(api: Any, path: str) -> None:
    assert refused(api, path) == 404
    assert refused(api, path, method="GET", body=b"") in (404, 405)


@pytest.mark.parametrize("method", METHODS)
def test_other_methods(api: Any, method: str) -> None:
    assert refused(api, method=method or " ") == 405


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_other_bodies(api: Any, body: bytes) -> None:
    assert refused(api, body=body, in_parts=3) in (400, 413)


@pytest.mark.parametrize("length", ["-1", "1e3", "99999999999999999999", str(BODY_BYTES + 1), "０"])
def test_other_lengths(api: Any, length: str) -> None:
    headers = tuple((name, value.encode().decode("latin-1")) for name, value in changed(content_length=length))
    assert refused(api, headers=headers) in (400, 413)


def test_a_compressed_body(api: Any) -> None:
    assert refused(api, headers=changed(content_encoding="gzip")) == 415


def test_a_page_that_loads_from_elsewhere(api: Any) -> None:
    headers = changed(sec_fetch_site="cross-site")
    assert refused(api, "/health", headers=headers, method="GET", body=b"") == 403


@pytest.mark.parametrize("name", FIELDS)
def test_other_values(api: Any, name: str) -> None:
    for value in FIELDS[name]:
        answered = api.client.ask(CHAT, ASKED | {name: value})
        assert answered.status in (400, 404), value
        assert answered.json["error"]["param"] == name, value
        assert WORDS not in answered.body
    assert api.client.ask(CHAT, ASKED | {name: None} if name != "messages" else ASKED).status == 200


def test_more_tokens_than_one_request_may_have(api: Any) -> None:
    answered = api.client.ask(CHAT, ASKED | MANY_TOKENS)
    assert (answered.status, answered.json["error"]["param"]) == (400, "max_tokens")
