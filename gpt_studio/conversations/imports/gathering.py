"""What every export becomes first: messages with links by names, of which the tree is made."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.tree import CHAT, NOWHERE, Conversation, Node

MOST_MESSAGES = 100_000
"""In one conversation; more are no conversation that a person held."""
_LATEST = 4e10  # years beyond 3000 are milliseconds, or nonsense


@dataclass(frozen=True)
class Imported:
    """A message of an export: ``key`` and ``parent`` are its own names for it and the one before (None: there is none).

    ``role`` other than ``user`` and ``assistant``, or an empty ``text``: the message is left out, and what follows it
    follows the one before it.
    """

    key: str
    parent: str | None
    role: str
    text: str
    model: str = ""


def conversation_of(
    source: str,
    name: str,
    messages: Iterable[Imported],
    *,
    title: str,
    changed: float,
    shown: str | None,
    system: str = "",
    pinned: bool = False,
) -> Conversation | None:
    """The conversation called ``name`` in the export of ``source``; None if it holds no message with words.

    ``shown`` is the key of the message that the path leads to; the last message if it is unknown. The same export gives
    the same id again. Raises ValueError if the messages make no tree.
    """
    ordered = _parents_first({message.key: message for message in messages})
    ids: dict[str, int] = {}
    nodes: list[Node] = []
    for message in ordered:
        parent = NOWHERE if message.parent is None else ids.get(message.parent, NOWHERE)
        text = message.text.replace("\0", "")
        if message.role not in ("user", "assistant") or not text.strip():
            ids[message.key] = parent
            continue
        ids[message.key] = len(nodes) + 1
        nodes.append(Node(Passage(message.role, text, message.model.replace("\0", "")), len(nodes) + 1, parent))
    if not nodes:
        return None
    whose = name or " ".join(f"{message.key} {message.text}" for message in ordered)
    digest = hashlib.sha256(f"{source}\0{whose}".encode("utf-8", "surrogatepass")).hexdigest()
    made = Conversation(
        f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime(changed))}-{digest[:8]}",
        CHAT,
        changed,
        title=" ".join(title.replace("\0", " ").split())[:200],
        pinned=pinned,
        system=system.replace("\0", ""),
        nodes=tuple(nodes),
    )
    return replace(made.show(ids.get(shown or "", NOWHERE) or nodes[-1].id), changed=changed)


def _parents_first(messages: Mapping[str, Imported]) -> list[Imported]:
    """The messages, each after the one it follows, brothers in their order."""
    if len(messages) > MOST_MESSAGES:
        raise ValueError("too many messages")
    below: dict[str | None, list[Imported]] = {}
    for message in messages.values():
        below.setdefault(message.parent if message.parent in messages else None, []).append(message)
    ordered: list[Imported] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        message = waiting.pop()
        ordered.append(message)
        waiting.extend(reversed(below.get(message.key, [])))
    if len(ordered) < len(messages):
        raise ValueError("messages that follow each other in a circle")
    return ordered


# Untrusted values


def text_in(table: Any, *names: str) -> str:
    """The first of the entries that is a string with words; "" if there is none."""
    if isinstance(table, dict):
        for name in names:
            if isinstance(table.get(name), str) and table[name].strip():
                return str(table[name])
    return ""


def table_in(table: Any, name: str) -> dict[str, Any]:
    found = table.get(name) if isinstance(table, dict) else None
    return found if isinstance(found, dict) else {}


def list_in(table: Any, name: str) -> list[Any]:
    found = table.get(name) if isinstance(table, dict) else None
    return found if isinstance(found, list) else []


def time_in(table: Any, *names: str) -> float:
    """The first of the entries that is a Unix time, in seconds or finer; now if there is none."""
    for name in names:
        value = table.get(name) if isinstance(table, dict) else None
        if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
            seconds = float(value)
            while seconds > _LATEST:
                seconds /= 1000
            return seconds
    return time.time()
