"""The description of the API says what the server does: requests made from it are answered or refused with reason."""

from __future__ import annotations

from typing import Any

import pytest
from fuzz_requests import requests_from

CHAT, TEXT = "/v1/chat/completions", "/v1/completions"


def test_it_describes_every_path(api: Any) -> None:
    described = api.client.ask("/openapi.json").json
    for path, methods in described["paths"].items():
        for method in methods:
            found = api.client.ask(path.replace("{name}", "talker"), method=method.upper(), body=b"{}")
            assert found.status not in (404, 405, 415, 500), path


@pytest.mark.parametrize("path", [CHAT, TEXT])
def test_requests_made_from_it(api: Any, path: str) -> None:
    described = api.client.ask("/openapi.json").json
    statuses = []
    for request in requests_from(described, path, seed=1, count=100):
        answered = api.client.ask(path, request)
        statuses.append(answered.status)
        assert answered.status in (200, 400, 404), request
        if answered.status != 200:
            assert answered.json["error"]["message"]
    assert min(statuses.count(200), len(statuses) - statuses.count(200)) > 5
