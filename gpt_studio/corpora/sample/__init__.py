"""The built-in sample corpus: stories, facts and conversations in English and Spanish, written by a seeded grammar.

Of its bytes about 55 % are stories, 15 % facts and 30 % conversations, half of each in either language. Within one
story everything agrees: the traits explain what is done, and the thing that is missed is the thing that is found.
"""

from __future__ import annotations

from collections.abc import Iterator

from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.sample.conversations import conversation
from gpt_studio.corpora.sample.dice import Dice
from gpt_studio.corpora.sample.facts import fact
from gpt_studio.corpora.sample.stories import story

SAMPLE_SIZE = 3_000_000
# SHA-256 of the default sample; a test checks it.
SAMPLE_SHA256 = "527a58c0ebfa53a50f625cb6d598a26aba5a45d06907748c8db82ee4330f05ab"
_SHARES = (("story", 55), ("fact", 15), ("conversation", 30))
_LANGUAGES = ("en", "es")


def sample_documents(seed: int = 0, size: int = SAMPLE_SIZE) -> Iterator[Document]:
    """Yield different documents until their text is ``size`` bytes of UTF-8 or a little more.

    The same seed and size give the same documents on every machine and Python version.
    """
    dice = Dice(seed)
    parts = [(kind, language, share) for kind, share in _SHARES for language in _LANGUAGES]
    written = dict.fromkeys(((kind, language) for kind, language, _ in parts), 0)
    seen: set[Document] = set()
    while sum(written.values()) < size:
        # The part that is furthest behind its share comes next, so that any beginning of the sample is mixed.
        kind, language, _ = min(parts, key=lambda part: written[part[0], part[1]] / part[2])
        document = _document(kind, language, dice)
        if document not in seen:
            seen.add(document)
            written[kind, language] += _bytes(document)
            yield document


def _document(kind: str, language: str, dice: Dice) -> Document:
    if kind == "story":
        return Document(story(dice, language))
    if kind == "fact":
        return Document(fact(dice, language))
    return Document(turns=conversation(dice, language))


def _bytes(document: Document) -> int:
    return len(document.text.encode()) + sum(len(turn.text.encode()) for turn in document.turns)
