"""The JSON of answers, whole or streamed, as OpenAI's API gives it."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from gpt_studio.server.token_facts import Likely, TokenFacts
from gpt_studio.server.writing import Begun, Part, Written


class Form(Protocol):
    """How one kind of answer is written down."""

    prefix: str
    whole: str
    """The kind of object of an answer, and below that of its streamed parts."""
    streamed: str

    def opening(self) -> dict[str, Any] | None:
        """What the first streamed part of each choice holds, if it is one of its own."""
        ...

    def piece(self, part: Part) -> dict[str, Any]:
        """What a streamed part of a choice holds."""
        ...

    def choice(self, text: str, tokens: Sequence[TokenFacts] | None) -> dict[str, Any]:
        """What a whole choice holds."""
        ...


@dataclass
class Answer:
    """Gathers what is reported about one request. ``logprobs``: the request asked for them."""

    form: Form
    model: str
    logprobs: bool
    choices: int
    prompt_tokens: int = 0
    dropped_turns: int = 0
    _text: dict[int, list[str]] = field(default_factory=dict)
    _tokens: dict[int, list[TokenFacts]] = field(default_factory=dict)
    _ended: dict[int, str] = field(default_factory=dict)
    completion_tokens: int = 0
    cached_tokens: int = 0

    def __post_init__(self) -> None:
        self._head = {"id": f"{self.form.prefix}-{uuid.uuid4().hex}", "created": int(time.time()), "model": self.model}

    def take(self, report: Begun | Part | Written, *, gather: bool) -> None:
        """Record a report; its text only with ``gather``."""
        if isinstance(report, Begun):
            self.prompt_tokens, self.dropped_turns = report.prompt_tokens, report.dropped_turns
        elif isinstance(report, Written):
            self.completion_tokens += report.tokens
            self.cached_tokens += report.cached_tokens
        elif gather:
            self._text.setdefault(report.choice, []).append(report.text)
            self._tokens.setdefault(report.choice, []).extend(report.tokens)
            if report.ended:
                self._ended[report.choice] = report.ended

    def content(self) -> dict[str, Any]:
        """The whole answer."""
        choices = [
            {
                "index": number,
                "finish_reason": self._ended.get(number),
                **self.form.choice(
                    "".join(self._text.get(number, ())), self._tokens.get(number, []) if self.logprobs else None
                ),
            }
            for number in range(self.choices)
        ]
        return {**self._head, "object": self.form.whole, "choices": choices, "usage": self.usage, **self._said}

    def openings(self) -> Iterable[dict[str, Any]]:
        """The streamed parts that come before the first text."""
        opening = self.form.opening()
        if opening is None:
            return
        for number in range(self.choices):
            yield self._streamed([{"index": number, "finish_reason": None, **opening}]) | self._said

    def chunk(self, part: Part) -> dict[str, Any]:
        """One streamed part."""
        told = self.form.piece(part)
        if not (self.logprobs and part.tokens):
            told["logprobs"] = None
        return self._streamed([{"index": part.choice, "finish_reason": part.ended, **told}])

    def usage_chunk(self) -> dict[str, Any]:
        """The last streamed part, where it is asked for."""
        return self._streamed([]) | {"usage": self.usage}

    @property
    def usage(self) -> dict[str, Any]:
        return {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "total_tokens": self.prompt_tokens + self.completion_tokens,
            "prompt_tokens_details": {"cached_tokens": self.cached_tokens},
        }

    @property
    def _said(self) -> dict[str, Any]:
        """What OpenAI's API has no field for: how many of the oldest messages did not fit."""
        return {"dropped_messages": self.dropped_turns} if self.dropped_turns else {}

    def _streamed(self, choices: list[dict[str, Any]]) -> dict[str, Any]:
        return {**self._head, "object": self.form.streamed, "choices": choices}


class CompletionForm:
    """Answers of /v1/completions."""

    prefix, whole, streamed = "cmpl", "text_completion", "text_completion"

    def opening(self) -> dict[str, Any] | None:
        return None

    def piece(self, part: Part) -> dict[str, Any]:
        return self.choice(part.text, part.tokens)

    def choice(self, text: str, tokens: Sequence[TokenFacts] | None) -> dict[str, Any]:
        return {"text": text, "logprobs": None if tokens is None else _in_columns(tokens)}


class ChatForm:
    """Answers of /v1/chat/completions."""

    prefix, whole, streamed = "chatcmpl", "chat.completion", "chat.completion.chunk"

    def opening(self) -> dict[str, Any] | None:
        return {"delta": {"role": "assistant", "content": ""}, "logprobs": None}

    def piece(self, part: Part) -> dict[str, Any]:
        delta = {"content": part.text} if part.text else {}
        return {"delta": delta, "logprobs": _in_rows(part.tokens)}

    def choice(self, text: str, tokens: Sequence[TokenFacts] | None) -> dict[str, Any]:
        message = {"role": "assistant", "content": text, "refusal": None}
        return {"message": message, "logprobs": None if tokens is None else _in_rows(tokens)}


def _in_columns(tokens: Sequence[TokenFacts]) -> dict[str, Any]:
    return {
        "tokens": [_name(each.data) for each in tokens],
        "token_logprobs": [each.logprob for each in tokens],
        "top_logprobs": [
            None if each.logprob is None else {_name(likely.data): likely.logprob for likely in each.top}
            for each in tokens
        ],
        "text_offset": [each.offset for each in tokens],
    }


def _in_rows(tokens: Sequence[TokenFacts]) -> dict[str, Any]:
    rows = [{**_row(each), "top_logprobs": [_row(likely) for likely in each.top]} for each in tokens]
    return {"content": rows, "refusal": None}


def _row(token: TokenFacts | Likely) -> dict[str, Any]:
    return {"token": token.text, "logprob": token.logprob, "bytes": list(token.data)}


def _name(data: bytes) -> str:
    """A token as text, or as OpenAI names the bytes of one that holds a part of a character."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return "bytes:" + "".join(f"\\x{byte:02x}" for byte in data)
