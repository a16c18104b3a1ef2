"""LM Studio's conversation file: a list of messages, each in one or several versions."""

from __future__ import annotations

import hashlib
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

NAME = "LM Studio"


def recognises(value: Any) -> bool:
    messages = list_in(value, "messages")
    return bool(messages) and all(isinstance(message, dict) and "versions" in message for message in messages)


def read(value: dict[str, Any]) -> Conversation | None:
    messages, last = _messages(value)
    title = text_in(value, "name")
    begun = value.get("createdAt") or hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()
    return conversation_of(
        NAME,
        f"{begun} {title}",
        messages,
        title=title,
        changed=time_in(value, "assistantLastMessagedAt", "userLastMessagedAt", "createdAt"),
        shown=last,
        system=text_in(value, "systemPrompt"),
        pinned=value.get("pinned") is True,
    )


def _messages(value: dict[str, Any]) -> tuple[list[Imported], str | None]:
    """The messages, and the key of the last one. What follows a message follows the version of it that was chosen."""
    found: list[Imported] = []
    before: str | None = None
    for place, message in enumerate(list_in(value, "messages")):
        versions = [each for each in list_in(message, "versions") if isinstance(each, dict)]
        chosen = message.get("currentlySelected")
        for number, version in enumerate(versions):
            role = text_in(version, "role")
            model = text_in(table_in(version, "senderInfo"), "senderName") if role == "assistant" else ""
            found.append(Imported(f"{place}.{number}", before, role, "\n".join(_words(version)), model))
        if versions:
            known = type(chosen) is int and 0 <= chosen < len(versions)
            before = f"{place}.{chosen if known else len(versions) - 1}"
    return found, before


def _words(version: dict[str, Any]) -> Iterator[str]:
    """The texts of one step, or of several of which the thoughts are left out."""
    parts = [version, *(step for step in list_in(version, "steps") if text_in(step, "type") == "contentBlock")]
    for part in parts:
        if text_in(table_in(part, "style"), "type") == "thinking":
            continue
        for block in list_in(part, "content"):
            if text_in(block, "type") == "text" and text_in(block, "text"):
                yield text_in(block, "text")
