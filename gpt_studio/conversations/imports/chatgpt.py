"""ChatGPT's ``conversations.json``: a list of conversations, each a ``mapping`` of messages by id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gpt_studio.conversations.imports.gathering import (
    Imported,
    conversation_of,
    list_in,
    table_in,
    text_in,
    time_in,
)
from gpt_studio.conversations.tree import Conversation

NAME = "ChatGPT"
_WITH_WORDS = ("text", "multimodal_text")
"""Kinds of content that were said. Others are calls of tools, what those answered, and thoughts."""


def recognises(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("mapping"), dict)


def read(value: dict[str, Any]) -> Conversation | None:
    return conversation_of(
        NAME,
        text_in(value, "conversation_id", "id"),
        _messages(value),
        title=text_in(value, "title"),
        changed=time_in(value, "update_time", "create_time"),
        shown=text_in(value, "current_node"),
        pinned=value.get("is_starred") is True,
    )


def _messages(value: dict[str, Any]) -> Iterator[Imported]:
    for key, node in value["mapping"].items():
        message = table_in(node, "message")
        content = table_in(message, "content")
        said = content.get("content_type", "text") in _WITH_WORDS
        hidden = table_in(message, "metadata").get("is_visually_hidden_from_conversation") is True
        yield Imported(
            key,
            text_in(node, "parent") or None,
            text_in(table_in(message, "author"), "role") if said and not hidden else "",
            "\n".join(part for part in list_in(content, "parts") if isinstance(part, str)),
            text_in(table_in(message, "metadata"), "model_slug"),
        )
