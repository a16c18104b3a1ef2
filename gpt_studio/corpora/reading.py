"""The interface of file formats: a format yields documents and reports about the file in a :class:`Reading`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gpt_studio.core.errors import Message, say
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.encodings import EncodingSample


@dataclass
class Reading:
    """One file during reading: the person's choices, and what the format finds.

    ``codec`` is the encoding chosen for this file, ``fallback`` the one for files that are not in Unicode; "" means
    that it is detected. ``encoding`` is the name of the one used, ``doubt`` says that it is a doubtful guess, and
    ``samples`` show a piece of the file in it and in other encodings. ``ends`` counts the end-of-text marks that
    divided its documents; ``fields`` are those that could be the text field.
    """

    path: Path
    text_field: str = ""
    codec: str = ""
    fallback: str = ""
    encoding: str = ""
    problem: Message | None = None
    doubt: Message | None = None
    samples: tuple[EncodingSample, ...] = ()
    ends: Counter[str] = field(default_factory=Counter)
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class TextFormat:
    """A file format.

    ``read(reading)`` yields its documents one by one and keeps as little of the file in memory as it can. It sets
    ``reading.encoding``, and ``reading.problem`` where part of the file could not be used. It raises StudioError
    where nothing can be used; errors of the operating system it lets through. ``version`` goes up when it comes to
    read the same file differently.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Reading], Iterator[Document]]
    version: int = 1


def problem_of(error: OSError, path: Path) -> Message:
    """The sentence that tells a person why ``path`` could not be read."""
    if isinstance(error, FileNotFoundError):
        return say("file.gone", "{name} is no longer there: put it back or take it off the list.", name=path.name)
    if isinstance(error, PermissionError):
        return say(
            "file.forbidden",
            "There is no permission to read {name}: change its permissions or copy it.",
            name=path.name,
        )
    return say(
        "corpus.file_unreadable",
        "{name} could not be read ({reason}): check the disk and try again.",
        name=path.name,
        reason=error.strerror or str(error),
    )
