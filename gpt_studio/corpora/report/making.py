"""Makes the report on a corpus: reads its documents, has them looked at, and has them compared."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

from gpt_studio.core.errors import say
from gpt_studio.core.events import Progress
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.cleaning import with_same_line_ends
from gpt_studio.corpora.corpus import Corpus, extraction_of, raw_documents_of, size_of, start_reading
from gpt_studio.corpora.documents import plain_text
from gpt_studio.corpora.reading import Reading
from gpt_studio.corpora.report.finding import CorpusReport, Finding, Sample
from gpt_studio.corpora.report.gathering import Gathering
from gpt_studio.corpora.report.looking import missing_packages
from gpt_studio.corpora.report.looking_process import Batch, Piece, looked_at
from gpt_studio.corpora.report.text_kinds import PASSAGE
from gpt_studio.corpora.sources import SAMPLE, Source

_BATCH_DOCUMENTS = 2_000
_BETWEEN_EVENTS = 0.1  # seconds
_LITTLE = 4_000_000  # bytes; a helper process takes a second to begin


def make_report(corpus: Corpus, context: JobContext, found: Callable[[Finding], None], most: int) -> CorpusReport:
    """Read every document of ``corpus`` once, as the files hold it, and report. ``found`` is called for each odd place,
    but for at most ``most`` of a kind. Raises JobCancelled, and StudioError if a helper process ended."""
    gathering = Gathering(corpus, found, most)
    sources = list(corpus.find_sources(context))
    size = sum(map(size_of, sources))
    batches = _batches(_pieces(corpus, sources, size, context, gathering))
    for batch, looked in looked_at(batches, corpus.cleaning, most, context, alone=size < _LITTLE):
        gathering.take(batch, looked)
    context.raise_if_cancelled()
    return gathering.report(size, missing_packages())


def _pieces(
    corpus: Corpus, sources: list[Source], whole: int, context: JobContext, gathering: Gathering
) -> Iterator[Piece]:
    progress = _Progress(context, whole)
    with extraction_of(sources, corpus, context) as extraction:
        for source in sources:
            size, inside = size_of(source), 0
            reading = start_reading(source, corpus)
            reading.progressed = partial(progress.within, size)
            file = SAMPLE if source.is_sample else str(source.path)
            for number, document in enumerate(raw_documents_of(source, reading, extraction)):
                context.raise_if_cancelled()
                text = with_same_line_ends(plain_text(document))
                for offset in range(0, max(1, len(text)), PASSAGE):
                    end = offset + PASSAGE
                    last, talk = end >= len(text), bool(document.turns)
                    yield Piece(file, number, offset, last, bool(reading.ends), talk, text[offset:end])
                    inside += min(PASSAGE, len(text) - offset)
                    progress.within(size, inside / max(1, size))
            progress.before += size
            if reading.doubt is not None:
                gathering.note_doubt(file, _sample_of_doubt(reading))


class _Progress:
    """Says how far the files are read, ten times a second at most."""

    def __init__(self, context: JobContext, whole: int) -> None:
        self._context, self._whole = context, max(1, whole)
        self._next = time.monotonic()
        self.before = 0  # bytes of the files that are read

    def within(self, size: int, fraction: float) -> None:
        """``fraction`` of a file of ``size`` bytes is read."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _BETWEEN_EVENTS
            done = (self.before + min(1.0, fraction) * size) / self._whole
            self._context.emit(Progress(say("report.looking", "Looking at the texts"), min(1.0, done)))


def _sample_of_doubt(reading: Reading) -> Sample:
    """A piece of the file, as it reads in the encoding that was taken."""
    return Sample("", reading.samples[0].text if reading.samples else reading.encoding, "", None)


def _batches(pieces: Iterator[Piece]) -> Iterator[Batch]:
    batch: Batch = []
    characters = 0
    for piece in pieces:
        batch.append(piece)
        characters += len(piece.text)
        if characters >= PASSAGE or len(batch) >= _BATCH_DOCUMENTS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
