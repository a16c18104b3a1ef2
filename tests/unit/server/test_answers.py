"""What the server writes: the shapes of OpenAI's answers, and the same text as the program writes elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from asgi_client import PORT, TOKEN, changed

from gpt_studio.core.job import JobContext
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.score import log_probabilities
from gpt_studio.jobs.chat import write_text
from gpt_studio.jobs.chat.write_text import ReplyToChat, WriteText
from gpt_studio.server.access import Access

CHAT, TEXT = "/v1/chat/completions", "/v1/completions"
REPLY = "The cat sleeps on the warm stone."
HELLO = {"messages": [{"role": "user", "content": "hello"}]}
HOT = {"temperature": 1.5, "top_p": 1.0, "top_k": 0}


def text_of(answered: Any) -> str:
    return "".join(event["choices"][0]["text"] for event in answered.events if event["choices"])


def reply_of(answered: Any, number: int = 0) -> str:
    parts = [choice for event in answered.events for choice in event["choices"] if choice["index"] == number]
    return "".join(part["delta"].get("content", "") for part in parts)


def test_health_and_models(api: Any) -> None:
    assert api.client.ask("/health", headers=changed(authorization=None)).json == {"status": "ok"}
    model = {"id": "talker", "object": "model", "created": 0, "owned_by": "gpt-studio"}
    assert api.client.ask("/v1/models").json == {"object": "list", "data": [model]}
    assert api.client.ask("/v1/models/talker").json == model
    unknown = api.client.ask("/v1/models/other")
    assert (unknown.status, unknown.json["error"]["code"]) == (404, "model_not_found")


def test_a_reply_is_the_one_of_the_chat(api: Any) -> None:
    answered = api.client.ask(CHAT, HELLO | {"model": "talker", "seed": 3}).json
    asked = ReplyToChat(api.model, (Turn("user", "hello"),), replace(api.model.defaults, seed=3))
    written = write_text.reply(asked, JobContext())
    (choice,) = answered["choices"]
    assert choice["message"] == {"role": "assistant", "content": written.text, "refusal": None}
    assert (choice["finish_reason"], choice["logprobs"], written.text) == ("stop", None, REPLY)
    usage = answered["usage"]
    assert (usage["prompt_tokens"], usage["completion_tokens"]) == (written.prompt_tokens, written.tokens)
    assert usage["total_tokens"] == written.prompt_tokens + written.tokens
    assert (answered["object"], answered["model"]) == ("chat.completion", "talker")
    assert answered["id"].startswith("chatcmpl-")


@pytest.mark.parametrize("prompt", ["one two three", "one two three ", "one two\n", "seven. one ", "Tres ¿qué? 🦊 "])
def test_a_text_is_the_one_that_generate_writes(texts: Any, prompt: str) -> None:
    sampling = replace(texts.model.defaults, seed=7, max_new_tokens=30, when_full="stop", temperature=1.5, top_k=0)
    written = write_text.run(WriteText(texts.model, prompt, sampling), JobContext())
    asked = {"prompt": prompt, "max_tokens": 30, "seed": 7, "temperature": 1.5, "top_k": 0}
    answered = texts.client.ask(TEXT, asked).json
    assert answered["choices"][0]["text"] == written.text
    assert (answered["choices"][0]["finish_reason"], answered["usage"]["completion_tokens"]) == ("length", 30)
    assert text_of(texts.client.ask(TEXT, asked | {"stream": True})) == written.text


def test_a_stream_holds_the_whole_answer_in_pieces(api: Any) -> None:
    answered = api.client.ask(CHAT, HELLO | {"stream": True, "stream_options": {"include_usage": True}})
    assert answered.headers["content-type"].startswith("text/event-stream")
    first, *pieces, last, usage = answered.events
    assert first["choices"][0]["delta"] == {"role": "assistant", "content": ""}
    assert reply_of(answered) == REPLY
    assert len(pieces) > 3
    assert (last["choices"][0]["finish_reason"], last["choices"][0]["delta"]) == ("stop", {})
    assert (usage["choices"], usage["usage"]["completion_tokens"]) == ([], len(pieces))
    assert {event["id"] for event in answered.events} == {first["id"]}
    assert all("usage" not in event for event in api.client.ask(CHAT, HELLO | {"stream": True}).events)


def test_several_choices_differ_and_come_again_with_the_seed(texts: Any) -> None:
    asked = {"prompt": ["one two", "three"], "n": 3, "max_tokens": 12, "seed": -5} | HOT
    first, again = texts.client.ask(TEXT, asked).json, texts.client.ask(TEXT, asked).json
    written = [choice["text"] for choice in first["choices"]]
    assert written == [choice["text"] for choice in again["choices"]]
    assert [choice["index"] for choice in first["choices"]] == list(range(6))
    assert len(set(written)) == 6
    assert first["usage"]["completion_tokens"] == 72
    streamed = texts.client.ask(TEXT, {"prompt": "one", "n": 2, "stream": True, "seed": 1} | HOT)
    assert {choice["index"] for event in streamed.events for choice in event["choices"]} == {0, 1}


def test_stop_texts_end_the_text_and_are_not_shown(texts: Any) -> None:
    asked = {"prompt": "one two", "max_tokens": 40, "temperature": 0, "logprobs": 0}
    answered = texts.client.ask(TEXT, asked | {"stop": [" six", "zzz"]}).json["choices"][0]
    assert (answered["text"], answered["finish_reason"]) == (" three four five", "stop")
    assert "".join(answered["logprobs"]["tokens"]) == " three four five"
    assert texts.client.ask(TEXT, asked | {"stop": "four"}).json["choices"][0]["text"] == " three "


def test_log_probabilities_of_a_text_and_its_prompt(texts: Any) -> None:
    asked = {"prompt": "one two three", "echo": True, "logprobs": 2, "max_tokens": 5, "temperature": 0}
    choice = texts.client.ask(TEXT, asked).json["choices"][0]
    told = choice["logprobs"]
    assert "".join(told["tokens"]) == choice["text"]
    assert choice["text"].startswith("one two three four")
    ids = texts.model.hosted.artifact.tokenizer.encode_prompt(choice["text"])
    with texts.model.hosted.computing() as engine:
        scored = log_probabilities(engine, ids)
    assert told["token_logprobs"][0] is None
    assert told["token_logprobs"][1:] == pytest.approx(scored, abs=1e-4)
    for place, (token, offset, top) in enumerate(
        zip(told["tokens"], told["text_offset"], told["top_logprobs"], strict=True)
    ):
        assert choice["text"][offset:].startswith(token)
        assert (top is None) if place == 0 else (len(top) == 2)
    only_read = texts.client.ask(TEXT, asked | {"max_tokens": 0}).json
    assert (only_read["choices"][0]["text"], only_read["usage"]["completion_tokens"]) == ("one two three", 0)
    assert only_read["choices"][0]["logprobs"]["tokens"] == told["tokens"][:-5]


def test_log_probabilities_of_a_reply(api: Any) -> None:
    asked = HELLO | {"logprobs": True, "top_logprobs": 3, "temperature": 0}
    rows = api.client.ask(CHAT, asked).json["choices"][0]["logprobs"]["content"]
    assert b"".join(bytes(row["bytes"]) for row in rows).decode() == REPLY
    for row in rows:
        assert len(row["top_logprobs"]) == 3
        assert row["top_logprobs"][0]["token"] == row["token"]
        assert row["logprob"] == row["top_logprobs"][0]["logprob"] < 0
    streamed = api.client.ask(CHAT, asked | {"stream": True})
    told = [choice["logprobs"] for event in streamed.events for choice in event["choices"]]
    streamed_rows = [row for each in told if each for row in each["content"]]
    for found, row in zip(streamed_rows, rows, strict=True):
        assert found["bytes"] == row["bytes"]
        assert [each["token"] for each in found["top_logprobs"]] == [each["token"] for each in row["top_logprobs"]]
        # What is kept of the request before decides how many tokens are read in one pass: the last digits differ.
        for one, other in zip(found["top_logprobs"], row["top_logprobs"], strict=True):
            assert one["logprob"] == pytest.approx(other["logprob"], abs=1e-4)


def test_token_ids_are_a_prompt_too(texts: Any) -> None:
    ids = texts.model.hosted.artifact.tokenizer.encode_prompt("one two")
    asked = {"max_tokens": 4, "temperature": 0}
    written = texts.client.ask(TEXT, asked | {"prompt": "one two"}).json["choices"][0]["text"]
    for prompt in (ids, [ids]):
        assert texts.client.ask(TEXT, asked | {"prompt": prompt}).json["choices"][0]["text"] == written
    for wrong in ([10**6], [-1], [], [[]], [True], [1, "a"]):
        answered = texts.client.ask(TEXT, asked | {"prompt": wrong})
        assert (answered.status, answered.json["error"]["param"]) == (400, "prompt"), wrong


def test_a_text_ends_where_the_context_is_full(texts: Any) -> None:
    limit = texts.model.context_length
    answered = texts.client.ask(TEXT, {"prompt": "one two", "max_tokens": 1_000}).json
    usage = answered["usage"]
    assert answered["choices"][0]["finish_reason"] == "length"
    assert usage["total_tokens"] == limit + 1
    too_long = texts.client.ask(TEXT, {"prompt": "one two three " * 100})
    assert (too_long.status, too_long.json["error"]["code"]) == (400, "context_length_exceeded")


def test_the_oldest_messages_are_dropped_and_that_is_said(api: Any) -> None:
    turns = [{"role": ("user", "assistant")[number % 2], "content": "hello there"} for number in range(21)]
    answered = api.client.ask(CHAT, {"messages": turns}).json
    assert answered["dropped_messages"] > 0
    assert "dropped_messages" in api.client.ask(CHAT, {"messages": turns, "stream": True}).events[0]
    too_long = api.client.ask(CHAT, {"messages": [{"role": "user", "content": "hello " * 500}]})
    assert (too_long.status, too_long.json["error"]["code"]) == (400, "context_length_exceeded")


def test_the_beginning_of_a_conversation_is_not_read_again(api: Any) -> None:
    first = api.client.ask(CHAT, HELLO).json["usage"]
    talk = [*HELLO["messages"], {"role": "assistant", "content": REPLY}, {"role": "user", "content": "Tell me more"}]
    usage = api.client.ask(CHAT, {"messages": talk}).json["usage"]
    assert usage["prompt_tokens_details"]["cached_tokens"] >= first["prompt_tokens"]


def test_what_other_programs_send(api: Any) -> None:
    """The bodies that LangChain's ChatOpenAI and Open WebUI were seen to send."""
    langchain = {
        "messages": [{"content": "Be short.", "role": "system"}, {"content": "hello", "role": "user"}],
        "model": "talker",
        "n": 1,
        "stream": False,
        "temperature": 0.0,
        "max_completion_tokens": 20,
        "parallel_tool_calls": None,
    }
    open_webui = {
        "stream": True,
        "model": "talker",
        "messages": [{"role": "user", "content": [{"type": "text", "text": "hello"}]}],
        "stream_options": {"include_usage": True},
        "metadata": {"chat_id": "x"},
        "tools": [],
        "logit_bias": {},
        "stop": None,
    }
    assert api.client.ask(CHAT, langchain).json["choices"][0]["message"]["content"] == REPLY
    assert reply_of(api.client.ask(CHAT, open_webui)) == REPLY


def test_a_model_without_a_template_holds_no_conversation(texts: Any) -> None:
    answered = texts.client.ask(CHAT, HELLO)
    assert (answered.status, answered.json["error"]["code"]) == (400, "no_chat_template")


def test_a_model_with_broken_numbers_is_not_the_fault_of_the_request(broken: Any) -> None:
    for asked in (HELLO, HELLO | {"stream": True}):
        answered = broken.client.ask(CHAT, asked)
        if answered.status == 200:  # the stream had begun
            assert b"model.not_a_number" in answered.body
        else:
            assert (answered.status, answered.json["error"]["type"]) == (500, "server_error")


def test_a_page_that_is_named_may_ask(pages: Any) -> None:
    allowed = changed(origin="http://localhost:3000")
    answered = pages.client.ask(CHAT, HELLO, headers=allowed)
    assert (answered.status, answered.headers["access-control-allow-origin"]) == (200, "http://localhost:3000")
    asking = changed(
        origin="http://localhost:3000",
        authorization=None,
        access_control_request_method="POST",
        access_control_request_headers="authorization,content-type",
    )
    before = pages.client.ask(CHAT, method="OPTIONS", headers=asking)
    assert (before.status, before.headers["access-control-allow-origin"]) == (200, "http://localhost:3000")
    assert pages.client.ask(CHAT, HELLO, headers=changed(origin="http://localhost:3001")).status == 403


def test_the_names_of_a_server_on_the_network() -> None:
    access = Access(TOKEN, "0.0.0.0", PORT, ("box.local", "box.example:443"))
    assert access.hosts("192.168.1.5") == {
        *("127.0.0.1:8080", "localhost:8080", "[::1]:8080"),
        *("192.168.1.5:8080", "box.local:8080", "box.example:443"),
    }
    assert "[fe80::1]:8080" in access.hosts("fe80::1")
    assert "localhost" in Access(TOKEN, "127.0.0.1", 80).hosts(None)
