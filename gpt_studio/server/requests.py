"""What programs may ask for: the fields of OpenAI's requests, with their types and ranges.

Unknown fields are left out. A field with the value null counts as not given. Those beyond OpenAI's (``top_k`` and so
on) have the names that other servers gave them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from gpt_studio.core.decode import DecodeError, decode, within
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.server.refusal import Refusal, wrong

MOST_TEXTS = 64
MOST_MESSAGES = 1_000
MOST_STOPS = 16
_SEEDS = 2**63
_LEGACY_TOKENS = 16
"""How many tokens OpenAI's API writes after a prompt for a request that does not say it."""
_ROLES = {"system": "system", "developer": "system", "user": "user", "assistant": "assistant"}

Prompt = str | tuple[str, ...] | tuple[int, ...] | tuple[tuple[int, ...], ...]
Asked = TypeVar("Asked", bound="WritingRequest")


@dataclass(frozen=True)
class StreamOptions:
    include_usage: bool = False


@dataclass(frozen=True)
class WritingRequest:
    """What both kinds of requests have."""

    model: str | None = None
    temperature: float | None = within(None, minimum=0, maximum=2)
    top_p: float | None = within(None, minimum=0, maximum=1)
    presence_penalty: float | None = within(None, minimum=-2, maximum=2)
    frequency_penalty: float | None = within(None, minimum=-2, maximum=2)
    seed: int | None = within(None, minimum=-_SEEDS, maximum=_SEEDS - 1)
    n: int = within(1, minimum=1, maximum=MOST_TEXTS)
    stop: str | tuple[str, ...] = ()
    stream: bool = False
    stream_options: StreamOptions = field(default_factory=StreamOptions)
    logit_bias: dict[str, float] = field(default_factory=dict)
    top_k: int | None = within(None, minimum=0, maximum=1_000_000)
    min_p: float | None = within(None, minimum=0, maximum=1)
    typical_p: float | None = within(None, minimum=0, maximum=1)
    repetition_penalty: float | None = within(None, minimum=0.1, maximum=5)

    @property
    def stops(self) -> tuple[str, ...]:
        return (self.stop,) if isinstance(self.stop, str) else self.stop

    @property
    def tokens_asked(self) -> int | None:
        """How many tokens each text may have at most; None where the request does not say it."""
        raise AssertionError("each kind of request says it in its own way")

    def check(self) -> None:
        """Raises Refusal for what the types cannot say."""
        if self.logit_bias:
            raise wrong("logit_bias", "logit_bias is not supported: leave it out.")
        if len(self.stops) > MOST_STOPS:
            raise wrong("stop", f"stop may hold at most {MOST_STOPS} texts.")

    def sampling(self, defaults: Sampling) -> Sampling:
        """``defaults`` with what the request says. The text ends where the context is full."""
        names = (
            *("temperature", "top_p", "top_k", "min_p", "typical_p"),
            *("repetition_penalty", "presence_penalty", "frequency_penalty"),
        )
        said = {name: value for name in names if (value := getattr(self, name)) is not None}
        if self.seed is not None:
            said["seed"] = self.seed % _SEEDS
        if self.tokens_asked:
            said["max_new_tokens"] = self.tokens_asked
        return replace(defaults, stop=self.stops, when_full="stop", **said)


@dataclass(frozen=True)
class CompletionRequest(WritingRequest):
    prompt: Prompt = ""
    max_tokens: int = within(_LEGACY_TOKENS, minimum=0, maximum=2**31)
    echo: bool = False
    logprobs: int | None = within(None, minimum=0, maximum=20)
    best_of: int | None = within(None, minimum=1)
    suffix: str = ""

    @property
    def tokens_asked(self) -> int:
        return self.max_tokens

    @property
    def prompts(self) -> tuple[str | tuple[int, ...], ...]:
        """Each prompt as text or as token ids."""
        if isinstance(self.prompt, str):
            return (self.prompt,)
        if self.prompt and isinstance(self.prompt[0], int):
            return (tuple(token for token in self.prompt if isinstance(token, int)),)
        return tuple(part for part in self.prompt if not isinstance(part, int))

    def check(self) -> None:
        super().check()
        if self.best_of not in (None, self.n):
            raise wrong("best_of", "best_of is not supported: leave it out.")
        if self.suffix:
            raise wrong("suffix", "suffix is not supported: the model writes on at the end of a text only.")
        if not self.prompts or () in self.prompts:
            raise wrong("prompt", "prompt is empty: give a text, or the ids of at least one token.")
        if len(self.prompts) * self.n > MOST_TEXTS:
            raise wrong("n", f"A request may ask for at most {MOST_TEXTS} texts.")


@dataclass(frozen=True)
class ContentPart:
    type: str
    text: str = ""


@dataclass(frozen=True)
class ChatMessage:
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | tuple[ContentPart, ...] = ""


@dataclass(frozen=True)
class ResponseFormat:
    type: str = "text"


@dataclass(frozen=True, kw_only=True)
class ChatRequest(WritingRequest):
    messages: tuple[ChatMessage, ...]
    max_tokens: int | None = within(None, minimum=1, maximum=2**31)
    max_completion_tokens: int | None = within(None, minimum=1, maximum=2**31)
    logprobs: bool = False
    top_logprobs: int = within(0, minimum=0, maximum=20)
    response_format: ResponseFormat = field(default_factory=ResponseFormat)

    @property
    def tokens_asked(self) -> int | None:
        return self.max_tokens if self.max_completion_tokens is None else self.max_completion_tokens

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(Turn(_ROLES[each.role], _text_of(each)) for each in self.messages)

    def check(self) -> None:
        super().check()
        if not self.messages:
            raise wrong("messages", "messages is empty: give at least one message of the user.")
        if len(self.messages) > MOST_MESSAGES:
            raise wrong("messages", f"messages may hold at most {MOST_MESSAGES} messages.")
        if self.response_format.type != "text":
            raise wrong("response_format", "The model answers with text only: leave response_format out.")
        if self.top_logprobs and not self.logprobs:
            raise wrong("top_logprobs", "top_logprobs needs logprobs: true.")
        for place, message in enumerate(self.messages):
            _check_message(message, f"messages[{place}]")


def read_request(kind: type[Asked], content: Mapping[str, Any]) -> Asked:
    """The request in the JSON object ``content``. Raises Refusal naming the field that is wrong."""
    given = {name: _without_nulls(value) for name, value in content.items() if value is not None}
    try:
        asked = decode(kind, given, Path("body"), ignore_unknown=True)
    except DecodeError as error:
        place = str(error.reason.values.get("field", ""))
        param = place.partition(".")[0].partition("[")[0] or None
        raise Refusal(400, f"The request is wrong: {error.reason}.", param=param, code="wrong_value") from error
    asked.check()
    return asked


def _without_nulls(value: Any) -> Any:
    """``value`` without the entries of objects, also of those in a list, that are null."""
    if isinstance(value, list):
        return [_without_nulls(part) for part in value]
    if isinstance(value, dict):
        return {name: _without_nulls(part) for name, part in value.items() if part is not None}
    return value


def _check_message(message: ChatMessage, place: str) -> None:
    if message.role not in _ROLES:
        raise wrong("messages", f"{place}.role: the model knows no tools, so there can be no message of one.")
    if not isinstance(message.content, str):
        for number, part in enumerate(message.content):
            if part.type != "text":
                raise wrong("messages", f"{place}.content[{number}]: the model reads text only.")


def _text_of(message: ChatMessage) -> str:
    if isinstance(message.content, str):
        return message.content
    return "\n".join(part.text for part in message.content)
