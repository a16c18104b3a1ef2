"""Makes the report on a corpus: reads its documents, has them looked at, and compares them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gpt_studio.core.errors import say
from gpt_studio.core.events import Progress
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.cleaning import LINE_END, Duplicates
from gpt_studio.corpora.corpus import Corpus, extraction_of, raw_documents_of, size_of, start_reading
from gpt_studio.corpora.documents import plain_text
from gpt_studio.corpora.report.finder import Span
from gpt_studio.corpora.report.finding import CorpusReport, Finding, FindingKind, KindSummary, Sample
from gpt_studio.corpora.report.looking import Looked, look, sample_of
from gpt_studio.corpora.report.registry import FINDERS
from gpt_studio.corpora.sources import SAMPLE

_SAMPLES = 3
_BATCH = 1 << 20  # characters
_BATCH_DOCUMENTS = 2_000


@dataclass(frozen=True)
class _Piece:
    """A passage on its way: ``offset`` is its place in the document, ``last`` that the document ends with it.
    ``part_of_text``: the document is one of those into which marks divide a text."""

    file: str
    document: int
    offset: int
    last: bool
    part_of_text: bool
    text: str


def make_report(corpus: Corpus, context: JobContext, found: Callable[[Finding], None], most: int) -> CorpusReport:
    """Read every document of ``corpus`` once, as the files hold it, and report. ``found`` is called for each odd place,
    but for at most ``most`` of a kind. Raises JobCancelled."""
    gathering = _Gathering(corpus, found, most)
    for batch in _batches(_pieces(corpus, context, gathering)):
        context.raise_if_cancelled()
        for piece, looked in zip(batch, look([piece.text for piece in batch], most), strict=True):
            gathering.take(piece, looked)
    return gathering.report()


def _pieces(corpus: Corpus, context: JobContext, gathering: _Gathering) -> Iterator[_Piece]:
    sources = list(corpus.find_sources())
    whole = max(1, sum(map(size_of, sources)))
    before = 0
    with extraction_of(sources, corpus, context) as extraction:
        for source in sources:
            size, inside = size_of(source), 0
            reading = start_reading(source, corpus)
            file = SAMPLE if source.is_sample else str(source.path)
            for number, document in enumerate(raw_documents_of(source, reading, extraction)):
                context.raise_if_cancelled()
                text = LINE_END.sub("\n", plain_text(document))
                for offset in range(0, max(1, len(text)), _BATCH):
                    end = offset + _BATCH
                    last = end >= len(text)
                    yield _Piece(file, number, offset, last, bool(reading.ends), text[offset:end])
                inside += len(text)
                fraction = (before + min(size, inside)) / whole
                context.emit(Progress(say("report.looking", "Looking at the texts"), min(1.0, fraction)))
            before += size
            gathering.file_ended(size)


def _batches(pieces: Iterator[_Piece]) -> Iterator[list[_Piece]]:
    batch: list[_Piece] = []
    characters = 0
    for piece in pieces:
        batch.append(piece)
        characters += len(piece.text)
        if characters >= _BATCH or len(batch) >= _BATCH_DOCUMENTS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


class _Tally:
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
        if finding.file not in files and (second := next((n for n, f in enumerate(files) if f in files[:n]), None)):
            self.samples[second] = finding


class _Gathering:
    """Puts together what was found out about the passages, in their order."""

    def __init__(self, corpus: Corpus, found: Callable[[Finding], None], most: int) -> None:
        self._corpus, self._found, self._most = corpus, found, most
        self._tallies: dict[FindingKind, _Tally] = {}
        self._duplicates = Duplicates()
        self._file = ""
        self._keys: list[int] = []
        self._documents = self._characters = self._bytes = 0

    def file_ended(self, size: int) -> None:
        self._bytes += size

    def take(self, piece: _Piece, looked: Looked) -> None:
        if piece.file != self._file:
            self._file = piece.file
            self._duplicates.begin_file()
        self._characters += len(piece.text)
        for place in looked.places:
            self._add(piece, place.kind, place.start, place.characters, place.sample)
        for kind, (count, characters) in looked.more.items():
            self._tally(kind).add(piece.file, piece.document, count, characters)
        self._keys.append(looked.key)
        if piece.last:
            self._end_document(piece)

    def _end_document(self, piece: _Piece) -> None:
        self._documents += 1
        key = self._keys[0] if len(self._keys) == 1 else hash(tuple(self._keys))
        self._keys = []
        if not self._duplicates.is_new_key(key, part_of_text=piece.part_of_text):
            length = piece.offset + len(piece.text)
            self._add(
                piece,
                FindingKind.DUPLICATE_DOCUMENTS,
                -piece.offset,
                length,
                sample_of(piece.text, Span(0, len(piece.text), "")),
            )

    def _tally(self, kind: FindingKind) -> _Tally:
        return self._tallies.setdefault(kind, _Tally())

    def _add(self, piece: _Piece, kind: FindingKind, start: int, characters: int, sample: Sample) -> None:
        tally = self._tally(kind)
        tally.add(piece.file, piece.document, 1, characters)
        finding = Finding(kind, piece.file, piece.document, piece.offset + start, sample, characters)
        tally.keep_sample(finding)
        if tally.count <= self._most:
            self._found(finding)

    def report(self) -> CorpusReport:
        kinds = []
        for finder in FINDERS:
            tally = self._tallies.get(finder.kind)
            if tally is not None:
                kinds.append(
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
                )
        return CorpusReport(tuple(kinds), (), (), self._documents, self._characters, self._bytes)
