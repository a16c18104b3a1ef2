"""Puts together what was found out about the passages of a corpus, and compares its documents.

Memory for a million documents: 0.7 GB for their sketches, 0.1 GB for their hashes, and eight bytes for each paragraph
of 50 characters or more; 64 MB for lines, and 0.3 kB for each line that repeats.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from gpt_studio.corpora.cleaning import Duplicates
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.near_duplicates import NearDuplicates, Sketches
from gpt_studio.corpora.report import long_documents, short_documents
from gpt_studio.corpora.report.boilerplate import FEWEST
from gpt_studio.corpora.report.finder import Span
from gpt_studio.corpora.report.finding import (
    CorpusReport,
    Finding,
    FindingKind,
    KindSummary,
    LanguageShare,
    Sample,
    TextKind,
    TextShare,
)
from gpt_studio.corpora.report.languages import UNDETERMINED, main_and_others
from gpt_studio.corpora.report.looking import Looked, Place, sample_of
from gpt_studio.corpora.report.looking_process import Piece
from gpt_studio.corpora.report.registry import FINDERS
from gpt_studio.corpora.report.repeated_lines import RepeatedLines
from gpt_studio.corpora.report.text_kinds import NO_PROSE
from gpt_studio.corpora.seen_hashes import SeenHashes

_SAMPLES = 3
_MAIN_LANGUAGE = 0.1  # the least share of the characters


class Tally:
    """The findings of one kind so far."""

    def __init__(self) -> None:
        self.count = self.documents = self.characters = 0
        self.files: set[str] = set()
        self.samples: list[Finding] = []
        self._last_document: tuple[str, int] | None = None

    def add(self, file: str, document: int, count: int, characters: int) -> None:
        self.count += count
        self.characters += characters
        self.files.add(file)
        if self._last_document != (file, document):
            self._last_document = file, document
            self.documents += 1

    def keep_sample(self, finding: Finding) -> None:
        """Keep the first ones, but rather one of another file than a second one of the same."""
        if len(self.samples) < _SAMPLES:
            self.samples.append(finding)
            return
        files = [sample.file for sample in self.samples]
        second = next((n for n, file in enumerate(files) if file in files[:n]), None)
        if second is not None and finding.file not in files:
            self.samples[second] = finding

    def merged(self, other: Tally) -> Tally:
        """The sum of two tallies that have no document in common."""
        both = Tally()
        both.count, both.documents = self.count + other.count, self.documents + other.documents
        both.characters, both.files = self.characters + other.characters, self.files | other.files
        for finding in (*self.samples, *other.samples):
            both.keep_sample(finding)
        return both


@dataclass
class _Document:
    """A document whose passages have all been looked at, or are about to be."""

    pieces: list[tuple[Piece, Looked]] = field(default_factory=list)

    @property
    def first(self) -> Piece:
        return self.pieces[0][0]

    @property
    def characters(self) -> int:
        return sum(len(piece.text) for piece, _ in self.pieces)

    @property
    def key(self) -> int:
        if len(self.pieces) == 1:
            return self.pieces[0][1].key
        keys = np.array([looked.key for _, looked in self.pieces], dtype=np.uint64)
        return int.from_bytes(hashlib.blake2b(keys.tobytes(), digest_size=8).digest(), "little")

    @cached_property
    def kind(self) -> TextKind:
        """The kind of most of its characters."""
        if len(self.pieces) == 1:
            return self.pieces[0][1].kind
        kinds: Counter[TextKind] = Counter()
        for piece, looked in self.pieces:
            kinds[looked.kind] += len(piece.text)
        return max(kinds, key=lambda each: kinds[each])

    @property
    def sketch(self) -> Sketches:
        whole: Sketches = np.minimum.reduce([looked.sketch for _, looked in self.pieces])
        return whole


class Gathering:
    """Takes batches in the order of the documents. ``found`` is called for each odd place, but for at most ``most`` of
    a kind."""

    def __init__(self, corpus: Corpus, found: Callable[[Finding], None], most: int) -> None:
        self._corpus, self._found, self._most = corpus, found, most
        self._tallies: dict[FindingKind, Tally] = {}
        self._duplicates = Duplicates()
        self._near = NearDuplicates()
        self._paragraphs = SeenHashes()
        self._lines = RepeatedLines()
        self._early_lines: dict[int, list[tuple[Piece, int]]] = {}  # places of lines that may become boilerplate
        self._of_language: dict[str, tuple[Tally, list[Finding]]] = {}
        self._languages: Counter[str] = Counter()
        self._languages_of_files: dict[str, Counter[str]] = {}
        self._texts: Counter[TextKind] = Counter()
        self._characters_in: Counter[str | TextKind] = Counter()
        self._open = _Document()
        self._file = ""
        self._documents = self._characters = 0

    def take(self, batch: Sequence[Piece], looked: Sequence[Looked]) -> None:
        """Take the next passages."""
        different: list[_Document] = []
        for piece, seen in zip(batch, looked, strict=True):
            if piece.file != self._file:
                self._file = piece.file
                self._duplicates.begin_file()
            self._characters += len(piece.text)
            for place in seen.places:
                self._add_place(piece, place)
            for kind, count, characters in seen.more:
                self._tally(kind).add(piece.file, piece.document, count, characters)
            self._open.pieces.append((piece, seen))
            if piece.last:
                document, self._open = self._open, _Document()
                if self._is_different(document):
                    different.append(document)
        if not different:
            return
        likes = self._near.earlier_like_each(np.stack([document.sketch for document in different]))
        own = []
        for document, like in zip(different, likes, strict=True):
            if like is None:
                own += [document] if _is_prose(document) else []
            else:
                self._add_whole(FindingKind.NEAR_DUPLICATES, document, "")
        self._compare_lines(own)
        self._compare_paragraphs(own)

    def note_doubt(self, file: str, sample: Sample) -> None:
        """Note a file whose encoding is in doubt."""
        self._add(file, 0, FindingKind.ENCODING, 0, 0, sample)

    def _is_different(self, document: _Document) -> bool:
        self._documents += 1
        self._note_what_it_is(document)
        if self._duplicates.is_new_key(document.key, part_of_text=document.first.part_of_text):
            return True
        self._add_whole(FindingKind.DUPLICATE_DOCUMENTS, document, "")
        return False

    def _note_what_it_is(self, document: _Document) -> None:
        characters = document.characters
        if sum(looked.solid for _, looked in document.pieces) < short_documents.SHORTEST:
            self._add_whole(FindingKind.SHORT_DOCUMENTS, document, "")
        if characters > long_documents.LONGEST:
            self._add_whole(FindingKind.LONG_DOCUMENTS, document, None)
        kind = document.kind
        self._texts[kind] += 1
        self._characters_in[kind] += characters
        if kind in NO_PROSE:
            self._add_whole(FindingKind.NOT_PROSE, document, "")
        if any(looked.languages for _, looked in document.pieces):
            self._note_language(document, characters)

    def _note_language(self, document: _Document, characters: int) -> None:
        code, others = main_and_others([code for _, looked in document.pieces for code in looked.languages])
        self._languages[code] += 1
        self._characters_in[code] += characters
        if code != UNDETERMINED:
            self._languages_of_files.setdefault(document.first.file, Counter())[code] += characters
        if others:
            self._add_whole(FindingKind.MIXED_LANGUAGES, document, None)
        elif code != UNDETERMINED:
            tally, findings = self._of_language.setdefault(code, (Tally(), []))
            finding = self._finding_of_whole(FindingKind.OTHER_LANGUAGES, document, "")
            tally.add(finding.file, finding.document, 1, characters)
            tally.keep_sample(finding)
            if tally.count <= self._most:
                findings.append(finding)

    def _compare_lines(self, documents: Sequence[_Document]) -> None:
        """Find lines of many documents. Their first occurrence is known only by its count."""
        parts = [(piece, looked.lines) for document in documents for piece, looked in document.pieces]
        keys = np.concatenate([lines.keys for _, lines in parts]) if parts else np.empty(0, dtype=np.uint64)
        if not len(keys):
            return
        repeated = self._lines.add(keys)
        number = 0
        for piece, lines in parts:
            here = repeated[number : number + len(lines.keys)]
            number += len(lines.keys)
            for row in np.flatnonzero(here).tolist():
                self._note_line(piece, int(lines.keys[row]), *lines.spans[row].tolist())

    def _note_line(self, piece: Piece, key: int, start: int, end: int) -> None:
        count = self._lines.note(key)
        if count < FEWEST:
            self._early_lines.setdefault(key, []).append((_without_text(piece, start, end), start))
            return
        if count == FEWEST:
            first = self._tally(FindingKind.BOILERPLATE)
            first.count += 1
            first.characters += end - start
            for earlier, place in self._early_lines.pop(key, ()):
                self._add_place(earlier, _boilerplate(place, earlier.text, Span(0, len(earlier.text), "")))
        self._add_place(piece, _boilerplate(start, piece.text, Span(start, end, "")))

    def _compare_paragraphs(self, documents: Sequence[_Document]) -> None:
        parts = [(piece, looked.paragraphs) for document in documents for piece, looked in document.pieces]
        keys = np.concatenate([paragraphs.keys for _, paragraphs in parts]) if parts else np.empty(0, dtype=np.uint64)
        if not len(keys):
            return
        repeated = self._paragraphs.add(keys)
        number = 0
        for piece, paragraphs in parts:
            here = repeated[number : number + len(paragraphs.keys)]
            number += len(paragraphs.keys)
            for row in np.flatnonzero(here).tolist():
                if self._lines.is_boilerplate(int(paragraphs.keys[row])):
                    continue
                start, end = paragraphs.spans[row].tolist()
                sample = sample_of(piece.text, Span(start, end, ""))
                self._add_place(piece, Place(FindingKind.REPEATED_PARAGRAPHS, start, end - start, sample))

    def _tally(self, kind: FindingKind) -> Tally:
        return self._tallies.setdefault(kind, Tally())

    def _finding_of_whole(self, kind: FindingKind, document: _Document, becomes: str | None) -> Finding:
        first = document.first
        sample = sample_of(first.text, Span(0, len(first.text), becomes))
        return Finding(kind, first.file, first.document, 0, sample, document.characters)

    def _add_whole(self, kind: FindingKind, document: _Document, becomes: str | None) -> None:
        finding = self._finding_of_whole(kind, document, becomes)
        self._add(finding.file, finding.document, kind, 0, finding.characters, finding.sample)

    def _add_place(self, piece: Piece, place: Place) -> None:
        self._add(piece.file, piece.document, place.kind, piece.offset + place.start, place.characters, place.sample)

    def _add(self, file: str, document: int, kind: FindingKind, place: int, characters: int, sample: Sample) -> None:
        tally = self._tally(kind)
        tally.add(file, document, 1, characters)
        finding = Finding(kind, file, document, place, sample, characters)
        tally.keep_sample(finding)
        if tally.count <= self._most:
            self._found(finding)

    def report(self, size: int, missing: tuple[str, ...]) -> CorpusReport:
        """The report, after the last batch. ``size`` of the files in bytes."""
        in_languages = sum(self._characters_in[code] for code in self._languages)
        main = tuple(
            code
            for code, _ in self._characters_in.most_common()
            if isinstance(code, str)
            and code != UNDETERMINED
            and self._characters_in[code] >= _MAIN_LANGUAGE * in_languages
        )
        self._add_other_languages(main)
        summaries = [
            KindSummary(
                finder.kind,
                tally.count,
                tally.documents,
                len(tally.files),
                tally.characters,
                tuple(tally.samples),
                finder.remedy,
                bool(finder.remedy) and self._corpus.applies(finder.remedy),
            )
            for finder in FINDERS
            if (tally := self._tallies.get(finder.kind)) is not None
        ]
        languages = [LanguageShare(code, n, self._characters_in[code]) for code, n in self._languages.items()]
        texts = [TextShare(kind, n, self._characters_in[kind]) for kind, n in self._texts.items()]
        return CorpusReport(
            tuple(summaries),
            tuple(sorted(languages, key=lambda share: (-share.characters, share.code))),
            tuple(sorted(texts, key=lambda share: (-share.characters, share.kind.value))),
            self._documents,
            self._characters,
            size,
            main,
            missing,
            tuple((file, counts.most_common(1)[0][0]) for file, counts in self._languages_of_files.items()),
        )

    def _add_other_languages(self, main: tuple[str, ...]) -> None:
        told = 0
        for code, (tally, findings) in self._of_language.items():
            if code in main:
                continue
            self._tallies[FindingKind.OTHER_LANGUAGES] = self._tally(FindingKind.OTHER_LANGUAGES).merged(tally)
            for finding in findings[: max(0, self._most - told)]:
                self._found(finding)
                told += 1


def _is_prose(document: _Document) -> bool:
    """Whether lines that repeat say something: in conversations, tables and code, many are alike."""
    return not document.first.conversation and document.kind not in NO_PROSE


def _without_text(piece: Piece, start: int, end: int) -> Piece:
    """The piece with the text of the line only, so that long texts are not kept in memory."""
    return replace(piece, text=piece.text[start:end])


def _boilerplate(start: int, text: str, span: Span) -> Place:
    return Place(FindingKind.BOILERPLATE, start, span.end - span.start, sample_of(text, span))
