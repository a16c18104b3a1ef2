"""Applies the remedies of a corpus to its documents, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec

import numpy as np

from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.cleaning import with_same_line_ends
from gpt_studio.corpora.documents import Document, Turn, plain_text
from gpt_studio.corpora.near_duplicates import NearDuplicates
from gpt_studio.corpora.remedies import Remedies
from gpt_studio.corpora.report import boilerplate, hyphens, invisible, mojibake, personal, private_marks
from gpt_studio.corpora.report.languages import UNDETERMINED, languages_of, main_and_others
from gpt_studio.corpora.report.repeated_paragraphs import key_of, paragraphs
from gpt_studio.corpora.report.short_documents import SHORTEST
from gpt_studio.corpora.report.text_kinds import NO_PROSE, kind_of_document
from gpt_studio.corpora.seen_hashes import Hashes, SeenHashes

_NEEDED = (("mojibake", "ftfy"), ("languages", "py3langid"))
NO_LINES: Hashes = np.empty(0, dtype=np.uint64)


class Remedying:
    """Applies ``remedies`` to documents in their order. ``lines`` are the keys of the lines that are boilerplate.

    Raises StudioError if a package is missing that a remedy needs.
    """

    def __init__(self, remedies: Remedies, lines: Hashes = NO_LINES) -> None:
        self._remedies = remedies
        self._lines = frozenset(lines.tolist()) if remedies.boilerplate else frozenset()
        self._near = NearDuplicates() if remedies.near_duplicates else None
        self._paragraphs = SeenHashes() if remedies.repeated_paragraphs else None
        for remedy, package in _NEEDED:
            if getattr(remedies, remedy) and find_spec(package) is None:
                raise StudioError(
                    "remedies.package_missing",
                    "The corpus has a remedy that needs the Python package {package}: install GPT Studio with its "
                    "extra “formats”, or switch the remedy off.",
                    package=package,
                )

    def before_cleaning(self, document: Document) -> Document:
        """The document with what is lost in cleaning repaired: letters of a wrong encoding, words broken at line
        ends."""
        steps: list[Callable[[str], str]] = []
        if self._remedies.mojibake:
            steps.append(mojibake.repaired)
        if self._remedies.hyphens:
            steps += [with_same_line_ends, hyphens.joined]
        return _changed(document, steps)

    def after_cleaning(self, document: Document) -> Document:
        """The cleaned document without marks, and with personal data masked."""
        steps: list[Callable[[str], str]] = []
        if self._remedies.invisible:
            steps.append(invisible.without)
        if self._remedies.private_marks:
            steps.append(private_marks.without)
        if self._remedies.personal:
            steps.append(personal.masked)
        return _changed(document, steps)

    def is_wanted(self, document: Document) -> bool:
        """Whether the document is read at all. Near duplicates are told from the wanted documents passed before."""
        remedies = self._remedies
        text = plain_text(document) if remedies.short_documents or remedies.not_prose or remedies.languages else ""
        if remedies.short_documents and len(text.strip()) < SHORTEST:
            return False
        if remedies.not_prose and kind_of_document(text) in NO_PROSE:
            return False
        if remedies.languages:
            language, _ = main_and_others(languages_of(text))
            if language not in (*remedies.languages, UNDETERMINED):
                return False
        return self._near is None or self._near.earlier_like(document) is None

    def without_repetition(self, document: Document) -> Document:
        """The document without lines that are boilerplate and paragraphs that stood before. What is no prose stays:
        in conversations, tables and code, many lines are alike."""
        text = document.text
        if (not self._lines and self._paragraphs is None) or not lines_count(text):
            return document
        if self._lines:
            text = _without(text, (span for span in boilerplate.lines(text) if _key(text, span) in self._lines))
        if self._paragraphs is not None:
            spans = list(paragraphs(text))
            seen = self._paragraphs.add(np.array([_key(text, span) for span in spans], dtype=np.uint64))
            text = _without(text, (span for span, again in zip(spans, seen.tolist(), strict=True) if again))
        return document if text == document.text else Document(text)


def lines_count(text: str) -> bool:
    """Whether lines of this document that repeat are repetition."""
    return bool(text) and kind_of_document(text) not in NO_PROSE


def before_comparing(remedies: Remedies) -> Remedies:
    """Those of ``remedies`` that change a text before lines of several documents are compared."""
    return Remedies(
        mojibake=remedies.mojibake,
        hyphens=remedies.hyphens,
        invisible=remedies.invisible,
        private_marks=remedies.private_marks,
        personal=remedies.personal,
    )


def keys_from(data: bytes) -> Hashes:
    """The keys of lines as they are kept in a file; none if it is damaged."""
    return np.frombuffer(data[: len(data) // 8 * 8], dtype=np.uint64)


def _changed(document: Document, steps: list[Callable[[str], str]]) -> Document:
    if not steps:
        return document

    def change(text: str) -> str:
        for step in steps:
            text = step(text)
        return text

    if document.turns:
        return Document(turns=tuple(Turn(turn.role, change(turn.text)) for turn in document.turns))
    return Document(change(document.text))


def _key(text: str, span: tuple[int, int]) -> int:
    return int.from_bytes(key_of(text[span[0] : span[1]]), "little")


def _without(text: str, spans: Iterator[tuple[int, int]]) -> str:
    """``text`` without those parts and the line ends behind each."""
    parts: list[str] = []
    done = 0
    for start, end in spans:
        parts.append(text[done:start])
        done = end
        while text.startswith("\n", done):
            done += 1
    return "".join([*parts, text[done:]]) if done else text
