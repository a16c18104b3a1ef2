"""Train a byte-level BPE tokenizer (Sennrich et al. 2016 on bytes, as GPT-2 does: Radford et al. 2019)."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import re
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

import tokenizers

from gpt_studio.core.errors import StudioError, say
from gpt_studio.core.events import Log, Progress
from gpt_studio.core.job import JobContext
from gpt_studio.tokenization.settings import TokenizerSettings, check_settings
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.tokenization.training_process import serve

PIECE_CHARACTERS = 1 << 14  # at most 64 KiB in UTF-8
_UNBROKEN_PIECE = 256  # characters
_UNBROKEN_LIMIT = 4_000_000  # characters
_LOOK = 0.1  # seconds between two looks at whether to stop

_LAST_SPACE = re.compile(r"(?s).*\S(?=\s)")
_LAST_MARK = re.compile(r"(?s).*\W")


def train_tokenizer(
    texts: Iterable[str], settings: TokenizerSettings, context: JobContext, *, exact: bool = True
) -> Tokenizer:
    """Learn the merges from ``texts``, which are read once, piece by piece.

    How far the reading is, ``texts`` itself reports (as ``iter_documents`` does); merging is reported here.
    Where the text supports fewer tokens than asked for, ``exact`` refuses; otherwise that many are taken.
    Raises StudioError if a setting cannot work, if there is no text, or if ``exact`` refuses; JobCancelled within about a second of being cancelled.
    """
    check_settings(settings)
    with _training_process(settings) as (process, connection):
        try:
            _feed(connection, _pieces(texts, context), context)
            trained = _result(connection, settings, context)
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            process.join(timeout=5)
            raise _process_ended(process.exitcode) from error
    tokenizer = Tokenizer(tokenizers.Tokenizer.from_str(trained))
    if exact and tokenizer.vocab_size < settings.vocab_size:
        raise StudioError(
            "tokenizer.vocab_large",
            "The text supports a vocabulary of {supported}, not of {vocab_size}, with pairs that occur at least "
            "{min_frequency} times: choose {supported} or less, or add text.",
            supported=tokenizer.vocab_size,
            vocab_size=settings.vocab_size,
            min_frequency=settings.min_frequency,
        )
    return tokenizer


@contextlib.contextmanager
def _training_process(settings: TokenizerSettings) -> Iterator[tuple[SpawnProcess, Connection]]:
    """The process that trains, and the line to it. It is gone when the block is left, however that happens."""
    spawning = multiprocessing.get_context("spawn")
    ours, theirs = spawning.Pipe()
    arguments = (theirs, settings.vocab_size, settings.min_frequency, settings.special_tokens)
    process = spawning.Process(target=serve, args=arguments, name="tokenizer training", daemon=True)
    try:
        process.start()
        theirs.close()
        yield process, ours
    finally:
        ours.close()
        if process.pid is not None:
            process.kill()
            process.join()
            process.close()


def _feed(connection: Connection, pieces: Iterable[str], context: JobContext) -> None:
    empty = True
    for piece in pieces:
        context.raise_if_cancelled()
        connection.send_bytes(piece.encode("utf-8", "replace"))
        empty = False
    if empty:
        raise StudioError("tokenizer.no_text", "There is no text to train the tokenizer on: add files with text.")
    connection.send_bytes(b"")


def _result(connection: Connection, settings: TokenizerSettings, context: JobContext) -> str:
    """The trained tokenizer as JSON."""
    while True:
        context.raise_if_cancelled()
        if not connection.poll(_LOOK):
            continue
        message: dict[str, Any] = json.loads(connection.recv_bytes())
        if "tokenizer" in message:
            return str(message["tokenizer"])
        if "failed" in message:
            raise StudioError(
                "tokenizer.training_failed",
                "The tokenizer could not be trained ({reason}): choose other settings or other text.",
                reason=message["failed"],
            )
        merged = int(message["merged"])
        what = say(
            "tokenizer.merging",
            "Merging: {tokens} of {vocab_size} tokens",
            tokens=merged,
            vocab_size=settings.vocab_size,
        )
        context.emit(Progress(what, min(merged / settings.vocab_size, 1.0)))


def _process_ended(exit_code: int | None) -> StudioError:
    return StudioError(
        "tokenizer.process_ended",
        "Training the tokenizer ended early (code {code}), most likely because memory ran out: use less text, or close "
        "other programs.",
        code=exit_code,
    )


def _pieces(texts: Iterable[str], context: JobContext) -> Iterator[str]:
    """Cut ``texts`` into pieces of at most 64 KiB, at white space, else after a punctuation mark.

    Where neither is in reach (base64, DNA) there are no words to learn from, and the trainer would need some 90 bytes
    of memory and much time for each letter: of such text only the first part is used, in short pieces.
    """
    room = _UNBROKEN_LIMIT
    for text in texts:
        start = 0
        while start < len(text):
            context.raise_if_cancelled()
            end = _cut_before(text, start)
            if end is not None:
                yield text[start:end]
                start = end
                continue
            end = start + PIECE_CHARACTERS
            if room > 0:
                yield from (text[at : at + _UNBROKEN_PIECE] for at in range(start, end, _UNBROKEN_PIECE))
                room -= PIECE_CHARACTERS
                if room <= 0:
                    context.emit(Log(_unbroken_warning(), "warning"))
            start = end


def _cut_before(text: str, start: int) -> int | None:
    """Where the piece from ``start`` ends; None if it holds no place to cut."""
    end = start + PIECE_CHARACTERS
    if len(text) <= end:
        return len(text)
    found = _LAST_SPACE.match(text, start, end) or _LAST_MARK.match(text, start, end)
    return found.end() if found and found.end() > start else None


def _unbroken_warning() -> Any:
    return say(
        "tokenizer.unbroken",
        "The texts hold very long stretches without a blank or a punctuation mark; the tokenizer learns from the first "
        "{limit} characters of them.",
        limit=_UNBROKEN_LIMIT,
    )
