"""The interface of file formats: a format yields documents and reports about the file in a :class:`Reading`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.limits import EXTRACTED_TIMES
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.encodings import EncodingSample

BUNDLED = "formats"
"""The extra whose libraries are in the packaged application too."""
VALUES_SHOWN = 3
"""How many values of a field are kept, to choose it by."""
_LONGEST_VALUE = 80
_LONGEST_VALUE_READ = 400


class Expands(StudioError):
    """A file of a few bytes that holds gigabytes."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "file.expands",
            "{name} holds more than {times} times its size in text, as a bomb of packed files does: unpack it yourself "
            "if you trust it, and add what is in it.",
            name=name,
            times=EXTRACTED_TIMES,
        )


@dataclass(frozen=True)
class TextField:
    """A column or field that could hold the text, and the beginnings of the first values in it."""

    name: str
    values: tuple[str, ...] = ()


def _unknown(_name: str, _head: bytes) -> TextFormat | None:
    """The format of a file in an archive where archives are not read."""
    return None


def _idle() -> None:
    """What a format says of being at work where nobody listens."""


def _unheard(_fraction: float) -> None:
    """What a format says of its progress where nobody listens."""


@dataclass
class Reading:
    """One file during reading: the person's choices, and what the format finds.

    ``codec`` is the encoding chosen for this file, ``fallback`` the one for files that are not in Unicode; "" means
    that it is detected. ``assistant`` is the speaker of chats who is the model ("" leaves chats as texts), and
    ``speakers`` counts how often each one speaks. ``encoding`` is the name of the one used, ``doubt`` says that it
    is a doubtful guess, and ``samples`` show a piece of the file in it and in other encodings. ``ends`` counts the
    end-of-text marks that divided its documents; ``fields`` are those that could be the text field, each with its
    first values (:meth:`note_field`). ``needs_password`` says that the file opens with a password only, and
    ``password`` did not open it; ``missing`` names the packages without which something in it could not be read. A
    format that takes long over a file calls ``progressed`` now and then with the part of it that was read, 0 to 1, or
    ``alive``. ``scratch`` is a folder for temporary files; ``format_by`` finds the format of a file in an archive by
    its name and first bytes; ``depth`` counts the archives in which the file lay.
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
    fields: dict[str, list[str]] = field(default_factory=dict)
    password: str = ""
    needs_password: bool = False
    missing: set[str] = field(default_factory=set)
    assistant: str = ""
    speakers: Counter[str] = field(default_factory=Counter)
    progressed: Callable[[float], None] = _unheard
    alive: Callable[[], None] = _idle
    scratch: Path | None = None
    format_by: Callable[[str, bytes], TextFormat | None] = _unknown
    depth: int = 0

    def locked(self) -> StudioError:
        """The error to raise where the file needs a password that was not given, or another one than was given."""
        self.needs_password = True
        if self.password:
            return StudioError(
                "file.wrong_password", "{name} does not open with that password: try another.", name=self.path.name
            )
        return StudioError(
            "file.locked",
            "{name} is locked with a password: enter it in the window of GPT Studio, or save the file without one in "
            "the program it comes from.",
            name=self.path.name,
        )

    def sealed(self) -> StudioError:
        """The error to raise where the file is locked with a password in a way that nothing here can open."""
        return StudioError(
            "file.sealed",
            "{name} is locked with a password in a way that cannot be opened here: save it without one in the program "
            "it comes from, and add that.",
            name=self.path.name,
        )

    def of_member(self, place: Path) -> Reading:
        """How a file that was in this one, and now lies at ``place``, is to be read."""
        return Reading(
            place,
            self.text_field,
            codec=self.codec,
            fallback=self.fallback,
            password=self.password,
            alive=self.alive,
            scratch=self.scratch,
            format_by=self.format_by,
            depth=self.depth + 1,
        )

    def note_field(self, name: str, value: str) -> None:
        """Note a field that could be the text field, and ``value`` as one of the first that stand in it."""
        values = self.fields.setdefault(name, [])
        shown = " ".join(value[:_LONGEST_VALUE_READ].split())
        if shown and len(values) < VALUES_SHOWN:
            values.append(shown if len(shown) <= _LONGEST_VALUE else f"{shown[: _LONGEST_VALUE - 1]}…")

    @property
    def text_fields(self) -> tuple[TextField, ...]:
        """What :attr:`fields` holds, in its order."""
        return tuple(TextField(name, tuple(values)) for name, values in self.fields.items())

    def take_over(self, member: Reading) -> None:
        """Take over what was found out about a file in this one, except its problem."""
        self.encoding = self.encoding or member.encoding
        self.ends.update(member.ends)
        for name, values in member.fields.items():
            for value in values or [""]:
                self.note_field(name, value)
        self.needs_password = self.needs_password or member.needs_password
        self.missing |= member.missing


@dataclass(frozen=True)
class TextFormat:
    """A file format.

    ``read(reading)`` yields its documents one by one and keeps as little of the file in memory as it can. It sets
    ``reading.encoding``, and ``reading.problem`` where part of the file could not be used. It raises StudioError
    where nothing can be used; errors of the operating system it lets through. ``version`` goes up when it comes to
    read the same file differently. ``extracted``: the text is taken out once, in a helper process, and kept
    (:mod:`gpt_studio.corpora.extraction`), because that takes long or uses native code. ``holds_files``: it is an
    archive. ``code``: in folders it is read only where they are source trees. ``extra``: the extra of the project
    with the libraries that read it. A format that other kinds of files may turn out to be has no suffix of its own: it
    ``recognises`` files ``within`` those suffixes by their first bytes.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Reading], Iterator[Document]]
    version: int = 1
    extracted: bool = False
    holds_files: bool = False
    code: bool = False
    extra: str = BUNDLED
    within: tuple[str, ...] = ()
    recognises: Callable[[bytes], bool] | None = None


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


def library_missing(error: ImportError, known: TextFormat, path: Path) -> Message:
    """The sentence for a file whose format needs a library that is not installed."""
    if known.extra == BUNDLED:
        return say(
            "file.library_missing",
            "To read {name}, the Python package {package} is needed: install GPT Studio with its extra “{extra}”.",
            name=path.name,
            package=error.name or str(error),
            extra=known.extra,
        )
    return say(
        "file.extra_missing",
        "To read {name}, the Python package {package} is needed: install GPT Studio from Python with its extra "
        "“{extra}”, or save the file as CSV or JSON Lines and add that.",
        name=path.name,
        package=error.name or str(error),
        extra=known.extra,
    )


def no_column(reading: Reading) -> StudioError:
    """The error for a table without the column that was chosen."""
    return StudioError(
        "csv.no_column",
        "{name} has no column “{column}”: choose one of {columns}.",
        name=reading.path.name,
        column=reading.text_field,
        columns=", ".join(reading.fields) or "?",
    )


def not_this_kind(reading: Reading, kind: str) -> StudioError:
    """The error for a file that is not what its name says."""
    return StudioError(
        "file.other_kind",
        "{name} is no {kind} file, although its name says so: open it in the program it comes from and save it again.",
        name=reading.path.name,
        kind=kind,
    )
