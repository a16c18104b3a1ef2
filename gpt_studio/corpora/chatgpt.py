"""Conversations as ChatGPT exports them: a tree of messages, whose last branch is the one that is shown."""

from __future__ import annotations

import re
from typing import Any

_TEXTS = ("text", "multimodal_text")
_CITATION = re.compile(" ?(?:\ue200[^\ue200\ue201]{0,2000}\ue201|\u3010\\d[\\d:]{0,20}\u2020[^\u3011\n]{0,200}\u3011)")
"""Where the program shows a link to a page or file that was read."""
_HIDDEN = "is_visually_hidden_from_conversation"


def is_tree(value: dict[str, Any]) -> bool:
    """Whether ``value`` is such a conversation."""
    nodes = value.get("mapping")
    return isinstance(nodes, dict) and any(isinstance(node, dict) and "message" in node for node in nodes.values())


def branch(value: dict[str, Any]) -> list[dict[str, Any]]:
    """The messages that are shown, from the first to the last, each with its role and content."""
    nodes: dict[str, Any] = value["mapping"]
    place = value.get("current_node")
    place = place if isinstance(place, str) and place in nodes else next(reversed(nodes), None)
    found: list[dict[str, Any]] = []
    seen: set[str] = set()
    while isinstance(place, str) and place not in seen and isinstance(node := nodes.get(place), dict):
        seen.add(place)
        if (message := _message(node.get("message"))) is not None:
            found.append(message)
        place = node.get("parent")
    return found[::-1]


def _message(message: Any) -> dict[str, Any] | None:
    if not isinstance(message, dict):
        return None
    author, content, about = (message.get(name) for name in ("author", "content", "metadata"))
    if not isinstance(author, dict) or not isinstance(content, dict) or content.get("content_type") not in _TEXTS:
        return None
    if isinstance(about, dict) and about.get(_HIDDEN):
        return None
    return {"role": author.get("role"), "content": _without_citations(content.get("parts"))}


def _without_citations(parts: Any) -> list[Any]:
    known = parts if isinstance(parts, list) else []
    return [_CITATION.sub("", part) if isinstance(part, str) else part for part in known]
