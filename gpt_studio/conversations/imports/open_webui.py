"""Open WebUI's export: a list of chats, each with a ``history`` of messages by id."""

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

NAME = "Open WebUI"


def recognises(value: Any) -> bool:
    chat = table_in(value, "chat") or value
    return isinstance(table_in(chat, "history").get("messages"), dict)


def read(value: dict[str, Any]) -> Conversation | None:
    chat = table_in(value, "chat") or value
    history = table_in(chat, "history")
    return conversation_of(
        NAME,
        text_in(value, "id") or text_in(chat, "id"),
        _messages(history),
        title=text_in(value, "title") or text_in(chat, "title"),
        changed=time_in({**chat, **value}, "updated_at", "timestamp", "created_at"),
        shown=text_in(history, "currentId"),
        system=text_in(chat, "system") or text_in(table_in(chat, "params"), "system"),
        pinned=value.get("pinned") is True,
    )


def _messages(history: dict[str, Any]) -> Iterator[Imported]:
    for key, message in history["messages"].items():
        words = text_in(message, "content") or "\n".join(
            text_in(part, "text") for part in list_in(message, "content") if text_in(part, "text")
        )
        yield Imported(
            key,
            text_in(message, "parentId") or None,
            text_in(message, "role"),
            words,
            text_in(message, "model", "modelName") if text_in(message, "role") == "assistant" else "",
        )
