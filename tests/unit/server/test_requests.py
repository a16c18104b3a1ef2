"""The fields of requests, and what they make of the model's own settings."""

from __future__ import annotations

from typing import Any

import pytest

from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.server.refusal import Refusal
from gpt_studio.server.requests import ChatRequest, CompletionRequest, read_request

DEFAULTS = Sampling(temperature=0.3, top_p=0.5, top_k=7, max_new_tokens=99)
HELLO = {"messages": [{"role": "user", "content": "hello"}]}


def test_the_models_own_settings_hold_where_a_request_says_nothing() -> None:
    sampling = read_request(ChatRequest, HELLO).sampling(DEFAULTS)
    assert sampling == Sampling(temperature=0.3, top_p=0.5, top_k=7, max_new_tokens=99, when_full="stop")
    assert read_request(CompletionRequest, {}).sampling(DEFAULTS).max_new_tokens == 16


def test_a_request_changes_them() -> None:
    said: dict[str, Any] = {
        "temperature": 0,
        "top_p": 1,
        "top_k": 3,
        "min_p": 0.25,
        "typical_p": 0.75,
        "presence_penalty": -2,
        "frequency_penalty": 2,
        "repetition_penalty": 1.5,
        "seed": -1,
        "stop": "end",
    }
    sampling = read_request(ChatRequest, HELLO | said | {"max_tokens": 5, "max_completion_tokens": 6}).sampling(
        DEFAULTS
    )
    assert sampling == Sampling(**said | {"seed": 2**63 - 1, "stop": ("end",)}, max_new_tokens=6, when_full="stop")


def test_null_and_unknown_fields_count_as_not_given() -> None:
    asked = HELLO | {"temperature": None, "stop": None, "stream_options": None, "user": 5, "x": {"a": [None]}}
    assert read_request(ChatRequest, asked) == read_request(ChatRequest, HELLO)


def test_the_parts_of_a_message_become_one_text() -> None:
    parts = [{"type": "text", "text": "one"}, {"type": "text", "text": "two"}]
    asked = read_request(ChatRequest, {"messages": [{"role": "developer", "content": parts}]})
    assert [(turn.role, turn.text) for turn in asked.turns] == [("system", "one\ntwo")]
    image = {"type": "image_url", "image_url": {"url": "http://evil.example"}}
    with pytest.raises(Refusal, match="text only"):
        read_request(ChatRequest, {"messages": [{"role": "user", "content": [image]}]})


@pytest.mark.parametrize(
    "field", [{"best_of": 3}, {"suffix": "end"}, {"n": 33, "prompt": ["a", "b"]}, {"logprobs": 21}]
)
def test_what_is_not_supported_is_refused_by_name(field: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        read_request(CompletionRequest, {"prompt": "x"} | field)
    assert refused.value.content["error"]["param"] == next(iter(field))
