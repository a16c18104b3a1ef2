"""Defines a corpus (files, folders, cleaning) and streams its documents."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli_w

from gpt_studio.core import durable
from gpt_studio.core.decode import DecodeError, decode
from gpt_studio.core.disk_errors import DiskError
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.events import Log, Progress
from gpt_studio.core.format_version import FORMAT, check_format
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.assistant import as_conversation, never_answers
from gpt_studio.corpora.cleaning import Cleaning, Duplicates, clean, is_blank
from gpt_studio.corpora.documents import Document, Turn
from gpt_studio.corpora.encodings import codec_named
from gpt_studio.corpora.extraction import Extraction
from gpt_studio.corpora.marks import divide
from gpt_studio.corpora.reading import Reading, TextFormat, problem_of
from gpt_studio.corpora.remedies import Remedies
from gpt_studio.corpora.sample import SAMPLE_SHA256, SAMPLE_SIZE, whole_sample
from gpt_studio.corpora.sources import LeftOut, Source, find_sources
from gpt_studio.corpora.text_cache import TextCache, content_hash

if TYPE_CHECKING:
    from gpt_studio.corpora.remedying import Remedying

_FORMAT = 1  # of the .toml file
_READERS = 2  # goes up when cleaning comes to make another text of the same file
_REMEDIES = 1  # goes up when the same remedies come to make another text
_ASSISTANT = 1  # goes up when a chat comes to make another conversation
TEXT_VERSIONS = (_READERS, _REMEDIES, _ASSISTANT)
_BETWEEN_EVENTS = 0.1  # seconds
_WITHOUT_TEXT = frozenset(("file.empty", "file.repeated", "file.left_out"))
_LATER_STEPS = frozenset(("join_lines", "break_lines"))


@dataclass(frozen=True)
class Corpus:
    """``sources``: absolute paths of files and folders; ``sample:`` is the built-in sample.

    ``text_field``: which field of a .jsonl file is read; "" means that it is found automatically.
    ``encoding``: Python's name for the encoding of the files that are not in Unicode, and ``encodings`` that of single
    files, by their absolute paths; "" means that it is found out.
    ``follow_links``: links to folders in the listed folders are followed.
    ``remedies``: what is done about the findings of a report.
    ``assistant``: the speaker of chats who is the model, so that they become conversations; "" leaves them as texts.
    ``texts`` keeps what has to be taken out of files; without it, that is done anew each time. It is not stored.
    """

    name: str
    sources: tuple[str, ...]
    text_field: str = ""
    cleaning: Cleaning = field(default_factory=Cleaning)
    encoding: str = ""
    encodings: tuple[tuple[str, str], ...] = ()
    follow_links: bool = False
    remedies: Remedies = field(default_factory=Remedies)
    assistant: str = ""
    texts: TextCache | None = field(default=None, compare=False, repr=False)

    def kept_in(self, cache: Path) -> Corpus:
        """This corpus; the text that has to be taken out of its files is kept in the ``cache`` of a home, if it is
        not kept somewhere already."""
        return self if self.texts is not None else dataclasses.replace(self, texts=TextCache(cache / "text"))

    def applies(self, remedy: str) -> bool:
        """Whether ``remedy``, a setting of its remedies or of its cleaning, is on."""
        return bool(getattr(self.remedies, remedy, False) or getattr(self.cleaning, remedy, False))

    def with_remedy(self, remedy: str, value: bool | tuple[str, ...] = True) -> Corpus:
        """This corpus with one setting of its remedies or of its cleaning changed. ``languages`` takes a tuple."""
        changed: dict[str, Any] = {remedy: value}
        if hasattr(self.remedies, remedy):
            return dataclasses.replace(self, remedies=dataclasses.replace(self.remedies, **changed))
        return dataclasses.replace(self, cleaning=dataclasses.replace(self.cleaning, **changed))

    def find_sources(self, context: JobContext, left_out: LeftOut | None = None) -> Iterator[Source]:
        """Every file that it means; as :func:`gpt_studio.corpora.sources.find_sources`. Raises JobCancelled."""
        looked = context.raise_if_cancelled
        return find_sources(self.sources, left_out, follow_links=self.follow_links, looked=looked)

    def encoding_of(self, path: str) -> str:
        """The encoding chosen for the file at ``path``; "" if none was."""
        return dict(self.encodings).get(path, "")

    def with_encoding_of(self, path: str, codec: str) -> Corpus:
        """This corpus with another encoding for one file; "" means that it is detected."""
        chosen = dict(self.encodings) | {path: codec}
        return dataclasses.replace(self, encodings=tuple(sorted(pair for pair in chosen.items() if pair[1])))


def read_corpus(path: Path) -> Corpus:
    """Read a file written by :func:`write_corpus`.

    Raises StudioError if the file is missing or damaged, NewerFormatError if a newer program wrote it.
    """
    try:
        stored = tomllib.loads(durable.as_text(path.read_bytes()))
        check_format(stored, _FORMAT, path)
        return corpus_from_dict(stored, path)
    except OSError as error:
        problem = problem_of(error, path)
        raise StudioError(problem.key, problem.template, **problem.values) from error
    except (ValueError, DecodeError) as error:
        raise StudioError(
            "corpus.damaged",
            "The corpus file {path} is damaged ({reason}): mend it in a text editor, or delete it and add "
            "the texts again.",
            path=path,
            reason=error.reason if isinstance(error, DecodeError) else str(error),
        ) from error


def write_corpus(path: Path, corpus: Corpus) -> None:
    """Write the corpus as TOML, in one step. Raises DiskError if the disk refuses."""
    durable.write_text(path, tomli_w.dumps({FORMAT: _FORMAT} | corpus_to_dict(corpus), multiline_strings=False))


def corpus_to_dict(corpus: Corpus) -> dict[str, Any]:
    """The corpus as a dict that TOML and JSON can hold."""
    return {
        "name": corpus.name,
        "sources": list(corpus.sources),
        "text_field": corpus.text_field,
        "cleaning": dataclasses.asdict(corpus.cleaning),
        "encoding": corpus.encoding,
        "encodings": dict(corpus.encodings),
        "follow_links": corpus.follow_links,
        # What came later is written only where it is used, so that earlier versions read what they can.
        **({"remedies": _chosen(corpus.remedies)} if corpus.remedies != Remedies() else {}),
        **({"assistant": corpus.assistant} if corpus.assistant else {}),
    }


def _chosen(remedies: Remedies) -> dict[str, Any]:
    """The remedies that are on, so that what is stored stays the same when more come to exist."""
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in vars(remedies).items()}
    return {name: value for name, value in values.items() if value}


def corpus_from_dict(values: Mapping[str, Any], path: Path = Path()) -> Corpus:
    """The inverse of :func:`corpus_to_dict`; ``path`` is the file named in errors.

    Raises DecodeError for an invalid value, StudioError for an encoding that does not exist.
    """
    stored = decode(_Stored, values, path, ignore_unknown=True)
    return Corpus(
        stored.name,
        stored.sources,
        stored.text_field,
        stored.cleaning,
        codec_named(stored.encoding) if stored.encoding else "",
        tuple(sorted((file, codec_named(codec)) for file, codec in stored.encodings.items())),
        stored.follow_links,
        stored.remedies,
        stored.assistant,
    )


@dataclass(frozen=True)
class _Stored:
    """The fields as stored in the file."""

    name: str
    sources: tuple[str, ...] = ()
    text_field: str = ""
    cleaning: Cleaning = field(default_factory=Cleaning)
    encoding: str = ""
    encodings: dict[str, str] = field(default_factory=dict)
    follow_links: bool = False
    remedies: Remedies = field(default_factory=Remedies)
    assistant: str = ""


def iter_documents(corpus: Corpus, context: JobContext | None = None) -> Iterator[Document]:
    """Stream the cleaned documents of a corpus in a stable order, and emit progress.

    A file that cannot be read is skipped with a warning to ``context``. Raises StudioError if a listed file or folder
    is gone, because the person asked for all of them, and at the end if there was no text, with the first reason.
    Raises JobCancelled.
    """
    context = context or JobContext()
    left_out = LeftOut()
    sources = list(corpus.find_sources(context, left_out))
    _raise_if_gone(sources)
    for message in left_out.messages():
        context.emit_once(Log(message))
    steps = _ReadingProgress(context, _size_of_all(sources, context))
    duplicates, remedying = Duplicates(), remedying_of(corpus, context)
    found = False
    unread: list[Message] = []
    with extraction_of(sources, corpus, context) as extraction:
        for source in sources:
            reading = start_reading(source, corpus)
            reading.progressed = partial(steps.taken, source)
            reading.alive = context.raise_if_cancelled
            for document in documents_of(source, reading, corpus.cleaning, duplicates, remedying, extraction):
                found = True
                yield document
                steps.within(source, document)
            steps.after(source, reading)
            unread += _refusal(reading)
    if not found:
        raise _nothing_in(corpus, unread)


def check_holds_text(corpus: Corpus, context: JobContext) -> None:
    """Raise StudioError, with the first reason, if the corpus holds no text. Reads up to the first text."""
    unread: list[Message] = []
    remedying = remedying_of(corpus.with_remedy("boilerplate", False), context)
    sources = list(corpus.find_sources(context))
    with extraction_of(sources, corpus, context) as extraction:
        for source in sources:
            context.raise_if_cancelled()
            reading = start_reading(source, corpus)
            found = documents_of(source, reading, corpus.cleaning, Duplicates(), remedying, extraction)
            if source.is_sample or next(found, None) is not None:
                return
            unread += _refusal(reading)
    raise _nothing_in(corpus, unread)


def was_refused(problem: Message | None) -> bool:
    """Whether ``problem`` is that a file could not be read, rather than that nothing of it is needed."""
    return problem is not None and problem.key not in _WITHOUT_TEXT


def _refusal(reading: Reading) -> list[Message]:
    return [reading.problem] if reading.problem is not None and was_refused(reading.problem) else []


def _nothing_in(corpus: Corpus, unread: Sequence[Message]) -> StudioError:
    if unread:
        return StudioError(
            "corpus.unread",
            'Nothing in the corpus "{name}" could be read. {problem}',
            name=corpus.name,
            problem=unread[0],
        )
    return StudioError(
        "corpus.empty",
        'The corpus "{name}" holds no text: add files with text, or the built-in sample.',
        name=corpus.name,
    )


def start_reading(source: Source, corpus: Corpus) -> Reading:
    """A new :class:`Reading` for ``source``, with the choices of ``corpus``."""
    return Reading(
        source.path or Path(),
        corpus.text_field,
        codec=corpus.encoding_of(str(source.path)),
        fallback=corpus.encoding,
        problem=source.problem,
        assistant=corpus.assistant,
    )


def extraction_of(sources: Sequence[Source], corpus: Corpus, context: JobContext) -> Extraction:
    """A context manager that takes the text out of those of ``sources`` that need it, ahead of the reader."""
    return Extraction(sources, partial(start_reading, corpus=corpus), corpus.texts, context)


def documents_of(
    source: Source,
    reading: Reading,
    cleaning: Cleaning,
    duplicates: Duplicates,
    remedying: Remedying | None,
    extraction: Extraction,
) -> Iterator[Document]:
    """The cleaned documents of one source, with the remedies applied. StudioError and OSError are caught and stored in
    ``reading.problem``.

    Raises DiskError where the text taken out of a file cannot be kept: it must not be left out for that.
    """
    empty, repeated, left_out = True, False, False
    duplicates.begin_file()
    for document in raw_documents_of(source, reading, extraction):
        if remedying is None:
            cleaned = clean(document, cleaning)
        else:
            cleaned = remedying.after_cleaning(clean(remedying.before_cleaning(document), cleaning))
        if is_blank(cleaned):
            continue
        if cleaning.duplicates and not duplicates.is_new(cleaned, part_of_text=bool(reading.ends)):
            repeated = True
            continue
        if remedying is not None and (
            not remedying.is_wanted(cleaned) or is_blank(cleaned := remedying.without_repetition(cleaned))
        ):
            left_out = True
            continue
        empty = False
        yield cleaned
    if empty and reading.problem is None and left_out:
        reading.problem = _left_out(reading)
    elif empty and reading.problem is None and reading.assistant and reading.speakers:
        speakers = (name for name, _ in reading.speakers.most_common())
        reading.problem = never_answers(reading.path.name, reading.assistant, speakers)
    elif empty and reading.problem is None:
        reading.problem = repeated_in_others(reading.path.name) if repeated else _empty(reading)


def remedying_of(corpus: Corpus, context: JobContext) -> Remedying | None:
    """What applies the remedies of ``corpus``; None if it has none. Which lines are boilerplate is found in a pass of
    its own over all files, and kept beside the texts that were taken out of files. Raises StudioError and
    JobCancelled."""
    if corpus.remedies == Remedies():
        return None
    from gpt_studio.corpora.remedying import Remedying, before_comparing, keys_from, lines_count
    from gpt_studio.corpora.report.repeated_lines import RepeatedLines, line_keys  # both bring numpy

    if not corpus.remedies.boilerplate:
        return Remedying(corpus.remedies)
    place = None
    before = dataclasses.replace(corpus, remedies=before_comparing(corpus.remedies))
    if corpus.texts is not None:
        place = corpus.texts.folder / "boilerplate" / fingerprint(before, context)[:40]
        with contextlib.suppress(OSError):
            return Remedying(corpus.remedies, keys_from(place.read_bytes()))
    lines = RepeatedLines()
    for document in iter_documents(before, context):
        keys = line_keys(document.text if lines_count(document.text) else "")
        for key in keys[lines.add(keys)].tolist():
            lines.note(key)
    if place is not None:
        durable.make_folder(place.parent)
        durable.write_bytes(place, lines.boilerplate().tobytes())
    return Remedying(corpus.remedies, lines.boilerplate())


def raw_documents_of(source: Source, reading: Reading, extraction: Extraction) -> Iterator[Document]:
    """As :func:`documents_of`, but as the file holds them: not cleaned, and the repeated ones too."""
    try:
        yield from _divided(_with_assistant(_raw_documents(source, reading, extraction), reading), reading)
    except DiskError:
        raise
    except StudioError as error:
        reading.problem = error.message
    except OSError as error:
        reading.problem = problem_of(error, reading.path)


def _with_assistant(documents: Iterator[Document], reading: Reading) -> Iterator[Document]:
    """Chats as conversations, if one of the speakers is the model; without those in which that one answers nobody."""
    for document in documents:
        reading.speakers.update(each.speaker for each in document.said)
        if not document.said or not reading.assistant:
            yield document
        elif (conversation := as_conversation(document.said, reading.assistant)) is not None:
            yield conversation


def _divided(documents: Iterator[Document], reading: Reading) -> Iterator[Document]:
    """Split texts at end-of-text marks. Turns are not split: only a mark at their end is removed."""
    for document in documents:
        if document.turns:
            yield Document(turns=tuple(Turn(turn.role, _without_end(turn.text, reading)) for turn in document.turns))
            continue
        parts, ends = divide(document.text)
        reading.ends.update(ends)
        for part in parts:
            yield Document(part)


def _without_end(text: str, reading: Reading) -> str:
    (first, *others), ends = divide(text)
    if not ends or any(part.strip() for part in others):
        return text
    reading.ends.update(ends)
    return first


def _raw_documents(source: Source, reading: Reading, extraction: Extraction) -> Iterator[Document]:
    if source.is_sample:
        reading.encoding = "UTF-8"
        yield from whole_sample()
    elif source.format is not None and source.format.extracted:
        yield from extraction.documents(source, reading)
    elif source.format is not None:
        yield from source.format.read(reading)


def _empty(reading: Reading) -> Message:
    return say("file.empty", "{name} holds no text: take it off the list.", name=reading.path.name)


def repeated_in_others(name: str) -> Message:
    """The problem of a file of which every document is skipped."""
    return say(
        "file.repeated",
        "Everything in {name} also stands in files above it, so it is skipped: take it off the list.",
        name=name,
    )


def _left_out(reading: Reading) -> Message:
    return say(
        "file.left_out",
        "The remedies of the corpus leave out everything in {name}: take it off the list, or switch remedies off.",
        name=reading.path.name,
    )


def size_of(source: Source) -> int:
    """Size of the source in bytes; 0 if it is gone."""
    if source.path is None:
        return SAMPLE_SIZE
    try:
        return source.path.stat().st_size if source.path.is_file() else 0
    except OSError:
        return 0


def _size_of_all(sources: list[Source], context: JobContext) -> int:
    total = 0
    for source in sources:
        context.raise_if_cancelled()
        total += size_of(source)
    return total


def text_bytes(corpus: Corpus, context: JobContext | None = None) -> int:
    """About how many bytes of text the files hold: their size, or that of the text that was taken out of them."""
    context = context or JobContext()
    total = 0
    for source in corpus.find_sources(context):
        context.raise_if_cancelled()
        total += _text_bytes(source, corpus, context)
    return total


def _text_bytes(source: Source, corpus: Corpus, context: JobContext) -> int:
    if source.format is not None and source.format.extracted and corpus.texts is not None:
        with contextlib.suppress(OSError):
            return corpus.texts.place(start_reading(source, corpus), source.format, context).stat().st_size
    return size_of(source)


def fingerprint(corpus: Corpus, context: JobContext | None = None) -> str:
    """SHA-256 (hexadecimal) of the settings and the content of every file, independent of their paths.

    Two corpora with the same fingerprint give the same documents. Emits progress. Raises StudioError if a listed source
    is gone, and JobCancelled.
    """
    context = context or JobContext()
    sources = list(corpus.find_sources(context))
    _raise_if_gone(sources)
    settings = [_READERS, corpus.text_field, _steps_of(corpus.cleaning), corpus.encoding]
    if remedies := _chosen(corpus.remedies):
        settings.append([_REMEDIES, remedies])
    if corpus.assistant:
        settings.append([_ASSISTANT, corpus.assistant.strip().casefold()])
    digest = hashlib.sha256(json.dumps(settings).encode())
    steps = _HashingProgress(context, _size_of_all(sources, context))
    for source in sources:
        read_as = (_kind(source.format), corpus.encoding_of(str(source.path)))
        digest.update("\0{}\0{}\0".format(*read_as).encode())
        digest.update(_contents(source, corpus, context, steps))
    return digest.hexdigest()


def looking_for_changes() -> Message:
    """What is shown while files are compared with what is known of them."""
    return say("dataset.looking", "Looking for changes in the text")


def _steps_of(cleaning: Cleaning) -> dict[str, bool]:
    """The steps by name. Later ones are named only where they are done, so that older texts keep their fingerprint."""
    return {name: done for name, done in dataclasses.asdict(cleaning).items() if done or name not in _LATER_STEPS}


def _kind(known: TextFormat | None) -> str:
    if known is None:
        return ""
    return known.name if known.version == 1 else f"{known.name} {known.version}"


def _contents(source: Source, corpus: Corpus, context: JobContext, steps: _HashingProgress) -> bytes:
    if source.path is None:
        return bytes.fromhex(SAMPLE_SHA256)
    if source.format is None:
        return hashlib.sha256().digest()
    try:
        return content_hash(source.path, context, corpus.texts, steps.read)
    except OSError:
        return b"unreadable"
    finally:
        steps.after(source)


def _raise_if_gone(sources: list[Source]) -> None:
    for source in sources:
        if source.gone:
            raise StudioError(
                "corpus.source_gone",
                "{path} is no longer there: put it back, or take it off the corpus.",
                path=source.path,
            )


class _HashingProgress:
    """Emits how much of all files was hashed, about ten times a second at most; nothing if that takes less long."""

    def __init__(self, context: JobContext, total: int) -> None:
        self._context = context
        self._total = max(total, 1)
        self._before = 0  # bytes of the finished sources
        self._inside = 0
        self._next = time.monotonic() + _BETWEEN_EVENTS

    def read(self, size: int) -> None:
        """So many bytes more of the current source were read."""
        self._inside += size
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _BETWEEN_EVENTS
            fraction = min((self._before + self._inside) / self._total, 1.0)
            self._context.emit(Progress(looking_for_changes(), fraction))

    def after(self, source: Source) -> None:
        self._before += size_of(source)
        self._inside = 0


class _ReadingProgress:
    """Emits progress by size, about ten times a second at most, and checks for cancellation."""

    def __init__(self, context: JobContext, total: int) -> None:
        self._context = context
        self._total = max(total, 1)
        self._before = 0  # bytes of the finished sources
        self._inside = 0  # characters read from the current source
        self._next = time.monotonic()

    def within(self, source: Source, document: Document) -> None:
        self._context.raise_if_cancelled()
        self._inside += document.characters
        if time.monotonic() >= self._next:
            self._report(min(self._inside, size_of(source)))

    def taken(self, source: Source, fraction: float) -> None:
        """How far the text of ``source`` is taken out, before its first document comes."""
        if time.monotonic() >= self._next:
            self._report(round(fraction * size_of(source)))

    def after(self, source: Source, reading: Reading) -> None:
        self._before += size_of(source)
        self._inside = 0
        for message in (reading.problem, reading.doubt):
            if message is not None:
                self._context.emit_once(Log(message, "warning"))
        self._report(0)

    def _report(self, inside: int) -> None:
        self._next = time.monotonic() + _BETWEEN_EVENTS
        fraction = min((self._before + inside) / self._total, 1.0)
        self._context.emit(Progress(say("corpus.reading", "Reading the corpus"), fraction))
