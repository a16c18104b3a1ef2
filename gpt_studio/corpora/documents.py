"""The documents of a corpus: plain texts, chats of people and conversations with a model."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("system", "user", "assistant")


@dataclass(frozen=True)
class Turn:
    """One message of a conversation. ``role`` is one of :data:`ROLES`."""

    role: str
    text: str


@dataclass(frozen=True)
class Said:
    """What one person writes in a chat, until another one writes."""

    speaker: str
    text: str


@dataclass(frozen=True)
class Document:
    """A plain text, or a conversation: exactly one of ``text`` and ``turns`` is filled.

    ``said``: who says what in a text that is a chat of people, as the file has it; () for every other text.
    """

    text: str = ""
    turns: tuple[Turn, ...] = ()
    said: tuple[Said, ...] = ()

    @classmethod
    def of_chat(cls, said: tuple[Said, ...]) -> Document:
        """A chat as text: each name, and behind it what that person writes."""
        return cls("\n".join(f"{each.speaker}: {each.text}" for each in said), said=said)

    @property
    def characters(self) -> int:
        """Number of characters of text, without roles."""
        return len(self.text) + sum(len(turn.text) for turn in self.turns)


def plain_text(document: Document) -> str:
    """The text, or that of all turns with an empty line between them."""
    return document.text or "\n\n".join(turn.text for turn in document.turns)
