"""Conversations as the model was taught to read them: its chat template, rendered as transformers renders it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gpt_studio.artifacts.chat_template import ChatTemplate
from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.documents import Turn
from gpt_studio.tokenization.tokenizer import Tokenizer


@dataclass(frozen=True)
class ChatPrompt:
    """What the model reads before it replies. ``dropped_turns`` of the oldest did not fit."""

    ids: tuple[int, ...]
    dropped_turns: int


def chat_prompt(
    template: ChatTemplate, tokenizer: Tokenizer, turns: Sequence[Turn], context_length: int, room: int
) -> ChatPrompt:
    """The ids of the conversation up to where the reply begins, at most ``context_length - room`` of them.

    While it is longer, the oldest turns are left out, up to the next turn of the user; the system's turns and the
    last turn of the user stay. Special tokens are recognised in the whole rendered text, as transformers does.
    Raises StudioError if the template fails, or if what must stay leaves no place for a reply.
    """
    kept = list(turns)
    ids = _ids(template, tokenizer, kept)
    while len(ids) > context_length - room and (rest := _without_oldest(kept)) is not None:
        kept = rest
        ids = _ids(template, tokenizer, kept)
    if len(ids) >= context_length:
        raise StudioError(
            "chat.too_long",
            "The last message takes {tokens} tokens, but the model sees only {context_length} at once: shorten it.",
            tokens=len(ids),
            context_length=context_length,
        )
    return ChatPrompt(tuple(ids), len(turns) - len(kept))


def render(template: ChatTemplate, tokenizer: Tokenizer, turns: Sequence[Turn]) -> str:
    """The conversation as one text that ends where the reply begins. Raises StudioError if the template fails."""
    try:
        return (
            _environment()
            .from_string(template.source)
            .render(
                messages=[{"role": turn.role, "content": turn.text} for turn in turns],
                tools=None,
                documents=None,
                add_generation_prompt=True,
                **tokenizer.roles,
            )
        )
    except Exception as error:  # a template is a program of someone else's: it may fail in any way
        raise StudioError(
            "template.failed",
            "The model's chat template could not lay out this conversation ({reason}): start a new one, or use the "
            "model without chat.",
            reason=str(error) or type(error).__name__,
        ) from error


def _ids(template: ChatTemplate, tokenizer: Tokenizer, turns: Sequence[Turn]) -> list[int]:
    # The template writes the begin-of-text token itself where the model wants one.
    return list(tokenizer.backend.encode(render(template, tokenizer, turns), add_special_tokens=False).ids)


def _without_oldest(turns: list[Turn]) -> list[Turn] | None:
    """``turns`` less the oldest of the user and all up to the user's next; None if there is no next."""
    users = [place for place, turn in enumerate(turns) if turn.role == "user"]
    if len(users) < 2:
        return None
    kept_system = [turn for turn in turns[: users[1]] if turn.role == "system"]
    return kept_system + turns[users[1] :]


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[_GenerationBlock, loopcontrols]
    )
    environment.filters["tojson"] = _to_json
    environment.globals["raise_exception"] = _raise_exception
    environment.globals["strftime_now"] = _now_as
    return environment


class _GenerationBlock(Extension):
    """``{% generation %}`` marks, for training, what the assistant wrote; here its content is just rendered."""

    tags = {"generation"}  # noqa: RUF012 (jinja2 declares it so)

    def parse(self, parser: Parser) -> list[nodes.Node]:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


def _to_json(
    value: Any,
    ensure_ascii: bool = False,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,
) -> str:
    """Plain JSON: jinja2's own filter would escape characters for HTML."""
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def _raise_exception(message: str) -> NoReturn:
    raise jinja2.TemplateError(message)


def _now_as(form: str) -> str:
    return datetime.now().strftime(form)
