"""Finds the number of tokens of a corpus: counts them if it is short, else estimates them from a sample."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext, Unreported
from gpt_studio.corpora.corpus import Corpus, iter_documents, text_bytes
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.mixture import Mixture, TrainingText, bytes_of_text
from gpt_studio.dataset.encode import EncodedDataset, prepare
from gpt_studio.dataset.mixture import mixed
from gpt_studio.dataset.split import HELD_OUT
from gpt_studio.dataset.token_file import END, ENDS, SUFFIXES, TokenFile, suffix_for
from gpt_studio.tokenization.conversation import LaidOut, Layout
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.tokenization.train import train_tokenizer

EXACT_BYTES = 1_000_000
"""Total size of files up to which tokens are counted, which takes about a second."""
NEAR_CONTEXTS = 3.0
"""A text that is estimated at fewer contexts is counted, because it may be too short for one."""
SAMPLED_CHARACTERS = 400_000
PIECES = 8
TOKENS_AROUND_A_TURN = 5
"""Tokens that ChatML adds around each turn."""
LOOKING_SECONDS = 2.0
STAND_IN_TOKENS = 1_000_000
# Bytes per token of byte-level BPE on English text: 2.0 at a vocabulary of 512, about 0.42 more for each doubling.
BYTES_AT, VOCABULARY_AT, BYTES_A_DOUBLING = 2.0, 512, 0.42


@dataclass(frozen=True)
class CorpusEstimate:
    """``tokens``: those of the training part; ``encoding_seconds``: the time to encode the corpus. ``lengths``: the
    tokens of each document of a sample, of which so many are ``conversations``."""

    text_bytes: int
    tokens: int
    encoding_seconds: float
    lengths: tuple[int, ...] = ()
    conversations: int = 0


def estimate(
    corpus: Corpus, vocab_size: int, tokenizer: Tokenizer | None, context: JobContext, layout: Layout | None = None
) -> CorpusEstimate:
    """Read for LOOKING_SECONDS at most, and encode a sample; without a tokenizer, one is trained on that sample.

    Raises StudioError if the corpus holds no text, JobCancelled if cancelled.
    """
    text_bytes, sample = _look(corpus, context)
    part = "\n".join(map(_text_of, sample))
    if not part:
        raise StudioError(
            "estimate.empty", "The corpus “{name}” holds no text: add files that can be read.", name=corpus.name
        )
    part_bytes = sum(len(_text_of(document).encode("utf-8", "replace")) for document in sample)
    growth = 1.0
    if tokenizer is None:
        tokenizer, growth = _stand_in_tokenizer(part, vocab_size, context, whole=part_bytes >= text_bytes)
    began = time.perf_counter()
    lengths: list[float] = []
    for document in sample:
        context.raise_if_cancelled()
        lengths.append(_tokens_in(document, tokenizer, layout) / growth)
    encoding = (time.perf_counter() - began) / part_bytes * text_bytes
    tokens = max(1, round(text_bytes * (1 - HELD_OUT) * sum(lengths) / part_bytes))
    conversations = sum(bool(document.turns) for document in sample)
    return CorpusEstimate(text_bytes, tokens, encoding, tuple(map(round, lengths)), conversations)


@dataclass(frozen=True)
class Foreseen:
    """A corpus before it is encoded for a training. ``tokens``, those of the training part, are exact if ``counted``.

    ``dataset`` is the encoded text if ``counted``, else the estimated number of random tokens.
    """

    dataset: EncodedDataset
    text_bytes: int
    encoding_seconds: float
    counted: bool

    @property
    def tokens(self) -> int:
        return self.dataset.train.tokens


def is_short(text: TrainingText) -> bool:
    """Whether the tokens of ``text`` are counted rather than estimated."""
    return bytes_of_text(text) <= EXACT_BYTES


@contextmanager
def foreseen(
    text: TrainingText,
    vocab_size: int,
    context_length: int,
    tokenizer: Tokenizer | None,
    context: JobContext,
    layout: Layout | None = None,
    *,
    replies_only: bool = False,
) -> Iterator[Foreseen]:
    """Context manager: the tokens that a training on ``text`` will have, in a temporary folder.

    A short corpus, and one that may be too short for ``context_length``, is encoded with :func:`prepare`, as in
    training, so that both decide with the same count whether the text is long enough. Of a longer one a sample is
    encoded; for homogeneous texts the number of tokens was within a tenth of the real one. Each corpus of a mixture is
    foreseen for itself.
    Raises StudioError as :func:`prepare` does, JobCancelled if cancelled.
    """
    choices = (vocab_size, context_length, tokenizer, context, layout)
    if not isinstance(text, Mixture):
        with _foreseen(text, *choices, replies_only=replies_only) as found:
            yield found
        return
    with ExitStack() as stack:
        parts = [
            stack.enter_context(_foreseen(part.corpus, *choices, replies_only=replies_only)) for part in text.parts
        ]
        yield Foreseen(
            mixed(text, [part.dataset for part in parts]),
            text_bytes=sum(part.text_bytes for part in parts),
            encoding_seconds=sum(part.encoding_seconds for part in parts),
            counted=all(part.counted for part in parts),
        )


@contextmanager
def _foreseen(
    corpus: Corpus,
    vocab_size: int,
    context_length: int,
    tokenizer: Tokenizer | None,
    context: JobContext,
    layout: Layout | None,
    *,
    replies_only: bool,
) -> Iterator[Foreseen]:
    if tokenizer is not None and is_short(corpus):
        with _counted(corpus, tokenizer, context, layout, replies_only=replies_only) as found:
            yield found
        return
    text = estimate(corpus, vocab_size, tokenizer, context, layout)
    if tokenizer is not None and text.tokens < NEAR_CONTEXTS * context_length:
        with _counted(corpus, tokenizer, context, layout, replies_only=replies_only) as found:
            yield found
        return
    with stand_in(text.tokens, vocab_size, text.lengths) as dataset:
        dataset = replace(dataset, conversations=text.conversations)
        yield Foreseen(dataset, text.text_bytes, text.encoding_seconds, counted=False)


@contextmanager
def _counted(
    corpus: Corpus, tokenizer: Tokenizer, context: JobContext, layout: Layout | None, *, replies_only: bool
) -> Iterator[Foreseen]:
    with ExitStack() as stack:
        with _temporary_files_explained():
            folder = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        began = time.perf_counter()
        dataset = prepare(corpus, tokenizer, Path(folder), Unreported(context), layout, replies_only=replies_only)
        seconds = time.perf_counter() - began
        yield Foreseen(dataset, dataset.train.text_bytes + dataset.held_out.text_bytes, seconds, counted=True)


def _tokens_in(document: Document, tokenizer: Tokenizer, layout: Layout | None) -> int:
    """The tokens of a document as in training; approximate for conversations without a ``layout``."""
    if not document.turns:
        begin, end = tokenizer.document_ends(document.text)
        return len(begin) + len(tokenizer.encode_text(document.text)) + len(end)
    if layout is None:
        return sum(len(tokenizer.encode_text(turn.text)) + TOKENS_AROUND_A_TURN for turn in document.turns)
    (made,) = layout.lay_out([document.turns])
    return len(made.ids) if isinstance(made, LaidOut) else 0


def _stand_in_tokenizer(part: str, vocab_size: int, context: JobContext, *, whole: bool) -> tuple[Tokenizer, float]:
    """A tokenizer trained on ``part``, and the ratio of bytes per token of one with ``vocab_size`` to its own.

    It is a small one unless ``part`` is the ``whole`` text: a large one would fit the part better than the rest.
    """
    size = vocab_size if whole else min(vocab_size, VOCABULARY_AT)
    tokenizer = train_tokenizer([part], TokenizerSettings(vocab_size=size), Unreported(context))
    # If the text is so repetitive that nothing is left to merge, a larger vocabulary changes nothing.
    exhausted = tokenizer.vocab_size < size
    return tokenizer, 1.0 if exhausted else usual_bytes_per_token(vocab_size) / usual_bytes_per_token(size)


def usual_bytes_per_token(vocab_size: int) -> float:
    """The usual bytes per token of English text."""
    return max(1.0, BYTES_AT + BYTES_A_DOUBLING * math.log2(vocab_size / VOCABULARY_AT))


@contextmanager
def stand_in(tokens: int, vocab_size: int, lengths: Sequence[int] = ()) -> Iterator[EncodedDataset]:
    """Context manager: a dataset of random tokens, to measure training speed before the real one exists.

    ``lengths``: as long as these are its documents; one that is not given is as long as all.
    """
    suffix = suffix_for(vocab_size)
    kind = np.dtype(SUFFIXES[suffix])
    ids = np.random.default_rng(0).integers(vocab_size, size=min(tokens, STAND_IN_TOKENS), dtype=kind)
    with ExitStack() as stack:
        with _temporary_files_explained():
            folder = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
            path = Path(folder) / f"tokens{suffix}"
            with path.open("wb") as file:
                file.write(ids.data)
                # The rest is zeros in a sparse file, which takes no disk space.
                file.truncate(tokens * ids.itemsize)
            np.cumsum(lengths, dtype=END).tofile(path.with_suffix(ENDS))
        train = TokenFile(path, tokens, round(tokens * usual_bytes_per_token(vocab_size)), documents=len(lengths))
        held_out = TokenFile(path, max(1, round(tokens * HELD_OUT / (1 - HELD_OUT))), train.text_bytes // 9)
        yield EncodedDataset(train, held_out, 0, 1, "")


@contextmanager
def _temporary_files_explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StudioError(
            "estimate.no_room",
            "The measurement needs some megabytes for temporary files, which cannot be written ({reason}): free some "
            "space, or set TMPDIR to a folder where there is some.",
            reason=error.strerror or str(error),
        ) from error


def _look(corpus: Corpus, context: JobContext) -> tuple[int, list[Document]]:
    """The size of the text in bytes (of the files, if reading takes too long), and a sample of its documents.

    The sample is spread evenly over the text read: when it grows too large, every other document is dropped.
    """
    counted, sample, characters, stride = 0, list[Document](), 0, 1
    until = time.monotonic() + LOOKING_SECONDS
    for number, document in enumerate(iter_documents(corpus, context)):
        counted += len(_text_of(document).encode("utf-8", "replace"))
        if number % stride == 0:
            sample.append(_cut(document))
            characters += sample[-1].characters
        while characters > SAMPLED_CHARACTERS and len(sample) > 1:
            sample, stride = sample[::2], 2 * stride
            characters = sum(kept.characters for kept in sample)
        if time.monotonic() > until:
            counted = max(counted, text_bytes(corpus))
            break
    return counted, sample


def _cut(document: Document) -> Document:
    """The document, or for a longer text SAMPLED_CHARACTERS of it, in pieces spread over the text."""
    length = len(document.text)
    if length <= SAMPLED_CHARACTERS:
        return document
    size = SAMPLED_CHARACTERS // PIECES
    starts = [number * (length - size) // (PIECES - 1) for number in range(PIECES)]
    return Document("".join(document.text[start : start + size] for start in starts))


def _text_of(document: Document) -> str:
    return document.text or "\n".join(turn.text for turn in document.turns)
