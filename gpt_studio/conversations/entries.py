"""What the lists of conversations show of each, without its turns."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.conversations.tree import Conversation
from gpt_studio.core.errors import Message


@dataclass(frozen=True)
class ConversationEntry:
    """``title`` is the given one, ``heading`` that or the first line. ``turns`` counts those that are shown."""

    id: str
    kind: str
    changed: float
    model: str
    title: str
    heading: str
    pinned: bool
    turns: int


@dataclass(frozen=True)
class KeptConversations:
    """``found``: the pinned ones first, then the latest; ``total`` counts those too that were not asked for.
    ``problems`` name the files that are damaged or of a newer version; they stay as they are."""

    found: tuple[ConversationEntry, ...]
    total: int = 0
    problems: tuple[Message, ...] = ()


def entry_of(conversation: Conversation) -> ConversationEntry:
    return ConversationEntry(
        conversation.id,
        conversation.kind,
        conversation.changed,
        conversation.model,
        conversation.title,
        conversation.heading,
        conversation.pinned,
        len(conversation.path),
    )
