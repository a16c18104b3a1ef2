"""Makes a conversation with a model of a chat between people, in which one of them is the model.

What that person writes becomes the assistant's, what anybody else writes the user's. A conversation begins with the
first message of another and ends with the last one of the model: there is nothing to learn outside. With a single other
person no name is left in the text; where several others write, each of their messages begins with the writer's name, so
that the model can tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from gpt_studio.core.errors import Message, say
from gpt_studio.corpora.documents import Document, Said, Turn

_NAMED = 8


def is_same(name: str, other: str) -> bool:
    """Whether two spellings are one speaker: capital letters and blanks around do not count."""
    return name.strip().casefold() == other.strip().casefold()


def as_conversation(said: Sequence[Said], assistant: str) -> Document | None:
    """The chat as a conversation in which ``assistant`` is the model; None if that person answers nobody in it."""
    mine = [is_same(each.speaker, assistant) for each in said]
    if False not in mine:
        return None
    first, last = mine.index(False), max((place for place, own in enumerate(mine) if own), default=-1)
    if last < first:
        return None
    part = list(zip(mine, said, strict=True))[first : last + 1]
    named = len({each.speaker for own, each in part if not own}) > 1
    turns = (
        Turn("assistant" if own else "user", _joined((each for _, each in group), named=named and not own))
        for own, group in groupby(part, key=lambda pair: pair[0])
    )
    return Document(turns=tuple(turns))


def _joined(said: Iterable[Said], *, named: bool) -> str:
    return "\n".join(f"{each.speaker}: {each.text}" if named else each.text for each in said)


def never_answers(file: str, assistant: str, speakers: Iterable[str]) -> Message:
    """The problem of a chat that gives no conversation. ``speakers``: who write there, the most frequent first."""
    names = list(speakers)
    return say(
        "file.never_answers",
        "“{assistant}” answers nobody in {name}: choose another speaker as the model ({speakers}).",
        assistant=assistant,
        name=file,
        speakers=", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else ""),
    )
