"""How many tokens a corpus will have, from a part of it: for forecasts, before anything is encoded."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext, Unreported
from gpt_studio.corpora.corpus import Corpus, iter_documents, size_of
from gpt_studio.corpora.sources import find_sources
from gpt_studio.dataset.encode import EncodedDataset
from gpt_studio.dataset.split import HELD_OUT
from gpt_studio.dataset.token_file import SUFFIXES, TokenFile, suffix_for
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.tokenization.train import train_tokenizer

SAMPLED_CHARACTERS = 400_000
LOOKING_SECONDS = 2.0
STAND_IN_TOKENS = 1_000_000
# A byte-level BPE packs English text by about 0.42 bytes more for each doubling of its vocabulary, from 2.0 at 512.
BYTES_AT, VOCABULARY_AT, BYTES_A_DOUBLING = 2.0, 512, 0.42


@dataclass(frozen=True)
class CorpusEstimate:
    """``tokens`` of the training part; ``encoding_seconds`` is what encoding the corpus will take."""

    text_bytes: int
    tokens: int
    encoding_seconds: float


def estimate(corpus: Corpus, vocab_size: int, tokenizer: Tokenizer | None, context: JobContext) -> CorpusEstimate:
    """Reads for LOOKING_SECONDS at most, and encodes a part; if there is no tokenizer yet, with one of that part.

    Raises StudioError if the corpus holds no text, JobCancelled if cancelled.
    """
    text_bytes, part = _look(corpus, context)
    if not part:
        raise StudioError(
            "estimate.empty", "The corpus “{name}” holds no text: add files that can be read.", name=corpus.name
        )
    part_bytes = len(part.encode("utf-8", "replace"))
    growth = 1.0
    if tokenizer is None:
        tokenizer, growth = _stand_in_tokenizer(part, vocab_size, context, whole=part_bytes >= text_bytes)
    began = time.perf_counter()
    tokens = len(tokenizer.encode_plain(part)) / growth
    encoding = (time.perf_counter() - began) / part_bytes * text_bytes
    return CorpusEstimate(text_bytes, max(1, round(text_bytes * (1 - HELD_OUT) * tokens / part_bytes)), encoding)


def _stand_in_tokenizer(part: str, vocab_size: int, context: JobContext, *, whole: bool) -> tuple[Tokenizer, float]:
    """A tokenizer of ``part``, and how many times as long the tokens of one with ``vocab_size`` are.

    Unless ``part`` is the ``whole`` text it is a small one: a large one would fit the part better than the rest.
    """
    size = vocab_size if whole else min(vocab_size, VOCABULARY_AT)
    tokenizer = train_tokenizer([part], TokenizerSettings(vocab_size=size), Unreported(context))
    # Where a text repeats itself so much that there is nothing left to merge, more entries change nothing.
    exhausted = tokenizer.vocab_size < size
    return tokenizer, 1.0 if exhausted else usual_bytes_per_token(vocab_size) / usual_bytes_per_token(size)


def usual_bytes_per_token(vocab_size: int) -> float:
    """How many bytes of ordinary text one token stands for."""
    return max(1.0, BYTES_AT + BYTES_A_DOUBLING * math.log2(vocab_size / VOCABULARY_AT))


@contextmanager
def stand_in(tokens: int, vocab_size: int) -> Iterator[EncodedDataset]:
    """A dataset of random tokens, for measuring how fast a model trains before there is a real one."""
    suffix = suffix_for(vocab_size)
    kind = np.dtype(SUFFIXES[suffix])
    ids = np.random.default_rng(0).integers(vocab_size, size=min(tokens, STAND_IN_TOKENS), dtype=kind)
    with ExitStack() as stack:
        with _temporary_files_explained():
            folder = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
            path = Path(folder) / f"tokens{suffix}"
            with path.open("wb") as file:
                file.write(ids.data)
                # Beyond the random ones lie zeros that take no room.
                file.truncate(tokens * ids.itemsize)
        train = TokenFile(path, tokens, round(tokens * usual_bytes_per_token(vocab_size)))
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


def _look(corpus: Corpus, context: JobContext) -> tuple[int, str]:
    """The size of the text in bytes (from the sizes of the files if it takes too long to count), and a part of it."""
    counted, parts, room, until = 0, [], SAMPLED_CHARACTERS, time.monotonic() + LOOKING_SECONDS
    for document in iter_documents(corpus, context):
        text = document.text or "\n".join(turn.text for turn in document.turns)
        counted += len(text.encode("utf-8", "replace"))
        parts.append(text[:room])
        room -= len(parts[-1])
        if time.monotonic() > until:
            counted = max(counted, sum(size_of(source) for source in find_sources(corpus.sources)))
            break
    return counted, "\n".join(parts)
