"""The documents of a corpus: plain texts and conversations."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("system", "user", "assistant")


@dataclass(frozen=True)
class Turn:
    """One message of a conversation. ``role`` is one of :data:`ROLES`."""

    role: str
    text: str


@dataclass(frozen=True)
class Document:
    """A plain text, or a conversation: exactly one of the two fields is filled."""

    text: str = ""
    turns: tuple[Turn, ...] = ()

    @property
    def characters(self) -> int:
        """Number of characters of text, without roles."""
        return len(self.text) + sum(len(turn.text) for turn in self.turns)


def plain_text(document: Document) -> str:
    """The text, or that of all turns with an empty line between them."""
    return document.text or "\n\n".join(turn.text for turn in document.turns)
