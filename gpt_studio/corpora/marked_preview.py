"""The beginning of a file as training reads it, with marks on what is taken out of it, put in, and skipped."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.cleaning import Cleaning, clean, is_blank
from gpt_studio.corpora.corpus import Corpus, extraction_of, raw_documents_of, remedying_of, start_reading
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.sources import find_sources

if TYPE_CHECKING:
    from gpt_studio.corpora.remedying import Remedying

_BETWEEN_DOCUMENTS = "\n\n"
_MOST_SKIPPED = 20
_LONGEST_SKIPPED = 400
_LETTER_BY_LETTER = 400  # characters of a change up to which single letters are compared
_ALIKE = 0.6
_WORDS = re.compile(r"\S+\s*|\s+")


class Fate(enum.Enum):
    """What becomes of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Piece:
    """Consecutive text with one fate. A ``SKIPPED`` one is a document, and has a ``reason``."""

    fate: Fate
    text: str
    reason: Message | None = None


def marked_preview(
    path: str, corpus: Corpus, limit: int, repeated: Sequence[int], context: JobContext
) -> tuple[tuple[Piece, ...], bool]:
    """The pieces of the first ``limit`` characters that are read from a file, and whether that is all of it.

    ``repeated`` are the numbers of the documents that are skipped because they stood before
    (:attr:`~gpt_studio.corpora.scan.FileReport.repeated`). In a conversation each turn follows its role. Raises
    StudioError if there is nothing to show, with the problem of the file.
    """
    pieces: list[Piece] = []
    room, skipped = limit, 0
    for raw, cleaned, reason in _fates(path, corpus, frozenset(repeated), context):
        if room <= 0:
            return _joined(pieces), False
        if pieces:
            pieces.append(Piece(Fate.KEPT, _BETWEEN_DOCUMENTS))
        if reason is not None:
            skipped += 1
            if skipped > _MOST_SKIPPED:
                return _joined(pieces), False
            pieces.append(Piece(Fate.SKIPPED, _shortened(as_text(raw)), reason))
            continue
        before, after = as_text(raw), as_text(cleaned)
        pieces += _cut_changes(before, after, room)
        if len(after) > room:
            return _joined(pieces), False
        room -= len(after)
    return _joined(pieces), True


def _fates(
    path: str, corpus: Corpus, repeated: frozenset[int], context: JobContext
) -> Iterator[tuple[Document, Document, Message | None]]:
    """Each document before and after cleaning, and why it is skipped if it is."""
    sources = list(find_sources((path,)))
    cleaning = corpus.cleaning
    unmarked = Cleaning(cleaning.newlines, cleaning.unicode, *[False] * 5)
    remedying = remedying_of(corpus, context)
    found = False
    with extraction_of(sources, corpus, context) as extraction:
        for source in sources:
            reading = start_reading(source, corpus)
            number = 0
            for raw in raw_documents_of(source, reading, extraction):
                context.raise_if_cancelled()
                shown, cleaned = clean(raw, unmarked), _cleaned(raw, cleaning, remedying)
                if is_blank(cleaned):
                    continue
                found = True
                if remedying is not None and not remedying.is_wanted(cleaned):
                    yield shown, cleaned, _unwanted()
                    continue
                repeats = number in repeated
                number += 1
                left = cleaned if repeats or remedying is None else remedying.without_repetition(cleaned)
                yield shown, left, _repeated() if repeats else _unwanted() if is_blank(left) else None
            problem = reading.problem
            if not found and problem is not None:
                raise StudioError(problem.key, problem.template, **problem.values)


def _cleaned(document: Document, cleaning: Cleaning, remedying: Remedying | None) -> Document:
    if remedying is None:
        return clean(document, cleaning)
    return remedying.after_cleaning(clean(remedying.before_cleaning(document), cleaning))


def _repeated() -> Message:
    return say("preview.repeated", "Skipped: the same text stands before.")


def _unwanted() -> Message:
    return say("preview.unwanted", "Skipped, as you chose for what the report found.")


def as_text(document: Document) -> str:
    """The text of a document, or each turn of a conversation after its role."""
    if document.turns:
        return "\n".join(f"{turn.role}: {turn.text}" for turn in document.turns)
    return document.text


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SKIPPED else text[: _LONGEST_SKIPPED - 1] + "…"


def _cut_changes(before: str, after: str, room: int) -> list[Piece]:
    """The changes within the first ``room`` characters of ``after``."""
    if len(after) <= room and len(before) <= 2 * room:
        return list(changes(before, after))
    shown = after[:room]
    whole_words = max(shown.rfind(" "), shown.rfind("\n")) + 1 or len(shown)
    found = list(changes(before[: 2 * room], shown[:whole_words]))
    while found and found[-1].fate is Fate.REMOVED:  # what follows in the file, rather than what is taken out
        found.pop()
    if not any(piece.fate is Fate.KEPT for piece in found):
        return [Piece(Fate.KEPT, shown)]
    return [*found, Piece(Fate.KEPT, shown[whole_words:])]


def changes(before: str, after: str) -> Iterator[Piece]:
    """What turns ``before`` into ``after``, word by word, and letter by letter where words are alike."""
    if before == after:
        yield Piece(Fate.KEPT, before)
        return
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        if what == "equal":
            yield Piece(Fate.KEPT, gone)
        else:
            yield from _change(gone, come)


def _change(gone: str, come: str) -> Iterator[Piece]:
    if gone and come and max(len(gone), len(come)) <= _LETTER_BY_LETTER:
        letters = SequenceMatcher(None, gone, come, autojunk=False)
        if letters.ratio() >= _ALIKE:
            for what, i, j, k, m in letters.get_opcodes():
                if what == "equal":
                    yield Piece(Fate.KEPT, gone[i:j])
                else:
                    yield from _replacement(gone[i:j], come[k:m])
            return
    yield from _replacement(gone, come)


def _replacement(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece(Fate.REMOVED, gone)
    if come:
        yield Piece(Fate.ADDED, come)


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """``pieces`` with neighbours of the same fate as one."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and piece.fate is joined[-1].fate and piece.fate is not Fate.SKIPPED:
            joined[-1] = replace(piece, text=joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)
