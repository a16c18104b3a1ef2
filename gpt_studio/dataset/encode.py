"""Encode a corpus once and keep the tokens on disk, for every training that uses the same text and tokenizer."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from gpt_studio.core import durable
from gpt_studio.core.errors import StudioError, say
from gpt_studio.core.events import Log, Progress
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus, fingerprint, iter_documents, size_of
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.sources import find_sources
from gpt_studio.dataset.split import HELD_OUT, SPLIT_VERSION, split
from gpt_studio.dataset.token_file import SUFFIXES, TokenFile, suffix_for
from gpt_studio.dataset.token_writer import TokenWriter
from gpt_studio.tokenization.conversation import document_parts
from gpt_studio.tokenization.encoder import encoder
from gpt_studio.tokenization.tokenizer import Tokenizer

__all__ = ["EncodedDataset", "TokenFile", "prepare"]

_FORMAT = 1  # goes up when the files in the cache come to mean something else
_DESCRIPTION = "dataset.json"
_LEAST_BYTES_PER_TOKEN = 2  # ordinary text has three to five


@dataclass(frozen=True)
class EncodedDataset:
    """The two parts of a corpus as tokens. ``fingerprint`` names text, tokenizer and split together."""

    train: TokenFile
    held_out: TokenFile
    conversations: int
    documents: int
    fingerprint: str


def prepare(corpus: Corpus, tokenizer: Tokenizer, cache: Path, context: JobContext) -> EncodedDataset:
    """The encoded corpus, from ``cache`` if it is there, else encoded now and kept there.

    Documents follow each other, each ended by the end-of-text token. If one of the two parts comes out empty (few
    short documents), the last tenth of all tokens is held out instead.
    Raises StudioError if the corpus holds no text, if it holds conversations and the tokenizer has no tokens for
    them, or if the disk is full; JobCancelled, leaving nothing behind.
    """
    context.emit(Progress(say("dataset.looking", "Looking for changes in the text"), None))
    name = _fingerprint(corpus, tokenizer, context)
    folder = cache / name[:32]
    if durable.is_intact(folder):
        context.emit(Log(say("dataset.cached", "The encoded text is in the cache already.")))
        return _read(folder, name)
    _check_space(corpus, tokenizer, cache)
    with durable.staged_folder(folder) as staging:
        _encode(corpus, tokenizer, staging, context)
    return _read(folder, name)


def _fingerprint(corpus: Corpus, tokenizer: Tokenizer, context: JobContext) -> str:
    parts = [_FORMAT, SPLIT_VERSION, tokenizer.sha256, tokenizer.end_of_text, fingerprint(corpus, context)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _check_space(corpus: Corpus, tokenizer: Tokenizer, cache: Path) -> None:
    width = np.dtype(SUFFIXES[suffix_for(tokenizer.vocab_size)]).itemsize
    needed = source_bytes(corpus) // _LEAST_BYTES_PER_TOKEN * width
    with durable.disk_errors(cache):
        cache.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(cache).free
    if needed > free:
        raise StudioError(
            "dataset.no_space",
            "The encoded text needs about {needed} MB in {folder}, but only {free} MB are free: free some space, or "
            "choose less text.",
            needed=-(-needed // 1_000_000),
            free=free // 1_000_000,
            folder=cache,
        )


def source_bytes(corpus: Corpus) -> int:
    """The sizes of all files of ``corpus``, in bytes."""
    return sum(size_of(source) for source in find_sources(corpus.sources))


def _encode(corpus: Corpus, tokenizer: Tokenizer, folder: Path, context: JobContext) -> None:
    suffix = suffix_for(tokenizer.vocab_size)
    documents = conversations = 0
    started = time.monotonic()
    with (
        encoder(tokenizer, source_bytes(corpus), context) as encode,
        TokenWriter(folder / f"train{suffix}", tokenizer, encode) as train,
        TokenWriter(folder / f"held_out{suffix}", tokenizer, encode) as held_out,
    ):
        for index, document in enumerate(iter_documents(corpus, context)):
            documents += 1
            conversations += bool(document.turns)
            for writer, part in zip((train, held_out), split(document, index), strict=True):
                if part is not None:
                    _write_document(writer, part, tokenizer, context)
    if not train.tokens or not held_out.tokens:
        _hold_out_last_tenth(train, held_out)
    size = train.text_bytes + held_out.text_bytes
    context.emit(Log(_done(train.tokens + held_out.tokens, size, time.monotonic() - started)))
    described: dict[str, Any] = {"documents": documents, "conversations": conversations}
    for writer in (train, held_out):
        described[writer.path.name] = {"tokens": writer.tokens, "text_bytes": writer.text_bytes}
    durable.write_text(folder / _DESCRIPTION, json.dumps(described, indent=1))


def _write_document(writer: TokenWriter, document: Document, tokenizer: Tokenizer, context: JobContext) -> None:
    for part in document_parts(tokenizer, document):
        for piece in tokenizer.pieces_of(part) if isinstance(part, str) else [part]:
            context.raise_if_cancelled()
            writer.add(piece)


def _hold_out_last_tenth(train: TokenWriter, held_out: TokenWriter) -> None:
    if not train.tokens:
        held_out.move_tail(train, 0)
    train.move_tail(held_out, int(train.tokens * (1 - HELD_OUT)))


def _done(tokens: int, size: int, seconds: float) -> Any:
    return say(
        "dataset.encoded",
        "Encoded {megabytes:.1f} MB of text as {tokens} tokens at {speed:.1f} MB a second.",
        megabytes=size / 1e6,
        tokens=tokens,
        speed=size / 1e6 / max(seconds, 1e-3),
    )


def _read(folder: Path, name: str) -> EncodedDataset:
    described = json.loads((folder / _DESCRIPTION).read_text(encoding="utf-8"))
    files = {file.stem: file for file in _token_files(folder)}
    train, held_out = (TokenFile(files[stem], **described[files[stem].name]) for stem in ("train", "held_out"))
    return EncodedDataset(train, held_out, described["conversations"], described["documents"], name)


def _token_files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.suffix in SUFFIXES)
