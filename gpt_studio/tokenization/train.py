"""Trains a byte-level BPE tokenizer (Sennrich et al. 2016, on bytes as in GPT-2: Radford et al. 2019)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import tokenizers

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.events import Log, Progress
from gpt_studio.core.job import JobContext
from gpt_studio.hardware.helper_process import LOST, answer, helper_process
from gpt_studio.tokenization.begin_and_end import begin_texts_with
from gpt_studio.tokenization.roles import usual_roles
from gpt_studio.tokenization.settings import TokenizerSettings, check_settings
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.tokenization.training_pieces import training_pieces
from gpt_studio.tokenization.training_process import serve
from gpt_studio.tokenization.training_sample import MEGABYTE, TrainingSample


@dataclass(frozen=True)
class TrainedTokenizer:
    """A tokenizer, the size of its text, and the size of the part of it that it learnt from, in bytes of UTF-8."""

    tokenizer: Tokenizer
    text_bytes: int
    sample_bytes: int


def train_tokenizer(texts: Iterable[str], settings: TokenizerSettings, context: JobContext) -> Tokenizer:
    """As :func:`train_on_sample`, without the figures."""
    return train_on_sample(texts, settings, context).tokenizer


def train_on_sample(texts: Iterable[str], settings: TokenizerSettings, context: JobContext) -> TrainedTokenizer:
    """Learn the merges from ``texts``, which are read once, piece by piece; from a sample if they are long.

    The progress of counting and merging is reported here; ``texts`` reports that of reading (as ``iter_documents``
    does).
    The vocabulary is smaller than asked for if nothing is left to merge. If the list of special tokens is not the
    default one, they are recognised in texts and never merged with them. One named as a begin token is added before
    each text. Raises StudioError if a setting is invalid or there is no text; JobCancelled within about a second.
    """
    check_settings(settings)
    marks = _named_marks(settings)
    arguments = (settings.vocab_size, settings.min_frequency, settings.special_tokens)
    with helper_process(serve, *arguments, name="tokenizer training") as (process, connection):
        try:
            sample = TrainingSample(settings.most_text * MEGABYTE)
            sample.add(_split_at(marks, training_pieces(texts, context)))
            if not sample.is_whole:
                context.emit(Log(_sampled(sample)))
            _feed(connection, sample, context)
            trained = _result(connection, settings, context)
        except LOST as error:
            process.join(timeout=5)
            raise _process_ended(process.exitcode) from error
    backend = tokenizers.Tokenizer.from_str(trained)
    roles = usual_roles(settings.special_tokens)
    if roles.get("bos_token") != roles.get("eos_token"):
        begin_texts_with(backend, roles["bos_token"])
    return TrainedTokenizer(Tokenizer(backend, marks=marks), sample.text_bytes, sample.sample_bytes)


def _named_marks(settings: TokenizerSettings) -> tuple[str, ...]:
    named = settings.special_tokens
    return () if set(named) == set(TokenizerSettings().special_tokens) else named


def _split_at(marks: Iterable[str], pieces: Iterable[str]) -> Iterator[str]:
    """The pieces split at ``marks``, which are removed."""
    one_of_them = re.compile("|".join(map(re.escape, sorted(marks, key=lambda mark: -len(mark)))) or r"(?!)")
    return (part for piece in pieces for part in one_of_them.split(piece) if part)


def _feed(connection: Connection, sample: TrainingSample, context: JobContext) -> None:
    if sample.text_bytes == 0:
        raise StudioError("tokenizer.no_text", "There is no text to train the tokenizer on: add files with text.")
    what = say(
        "tokenizer.counting",
        "Counting the words of {megabytes:,} MB of text",
        megabytes=math.ceil(sample.sample_bytes / MEGABYTE),
    )
    fed = told = 0
    for piece in sample.pieces():
        context.raise_if_cancelled()
        connection.send_bytes(piece)
        fed += len(piece)
        if fed - told >= MEGABYTE:
            told = fed
            context.emit(Progress(what, fed / sample.sample_bytes))
    connection.send_bytes(b"")


def _sampled(sample: TrainingSample) -> Message:
    return say(
        "tokenizer.sampled",
        "The text has {text:,} MB: the tokenizer learns from a sample of {sample:,} MB, spread evenly over all of it. "
        "The model reads all of the text.",
        text=round(sample.text_bytes / MEGABYTE),
        sample=round(sample.sample_bytes / MEGABYTE),
    )


def _result(connection: Connection, settings: TokenizerSettings, context: JobContext) -> str:
    """The trained tokenizer as JSON."""
    while True:
        message: dict[str, Any] = json.loads(answer(connection, context))
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
            "Merging: {tokens:,} of {vocab_size:,} tokens",
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
