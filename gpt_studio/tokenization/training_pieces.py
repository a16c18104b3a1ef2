"""Cuts texts into pieces for the trainer and limits text without blanks, so that memory stays bounded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gpt_studio.core.errors import Message, say
from gpt_studio.core.events import Log
from gpt_studio.core.job import JobContext

PIECE_CHARACTERS = 1 << 14  # at most 64 KiB in UTF-8
FEW_WORDS_LIMIT = 4_000_000  # characters
_BLANKS_EVERY = 20  # characters
_WORDS_EVERY = 6  # characters

_UP_TO_SPACE = re.compile(r"(?s).*\S(?=\s)")
_UP_TO_MARK = re.compile(r"(?s).*\W")
_SHORT_RUN = re.compile(r"(?s).{0,255}\W|.{1,256}")


def training_pieces(texts: Iterable[str], context: JobContext) -> Iterator[str]:
    """Cut ``texts`` into pieces of at most 64 KiB, at white space, else after a character that is not in a word.

    The trainer keeps each distinct word, with about 100 bytes of memory for each of its bytes. Text without blanks
    (Chinese, Japanese; base64, DNA) consists of long words that never repeat: 40 MB of it took 4 GB and four minutes.
    Therefore only the first four million characters of such text are used, which suffice to count pairs, and its
    words are cut into runs of 256 characters.
    """
    room = FEW_WORDS_LIMIT
    for text in texts:
        for piece in _cut(text):
            context.raise_if_cancelled()
            if not _has_few_words(piece):
                yield piece
            elif room > 0:
                yield from _SHORT_RUN.findall(piece)
                room -= len(piece)
                if room <= 0:
                    context.emit(Log(_few_words_warning(), "warning"))


def _cut(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = start + PIECE_CHARACTERS
        if end < len(text):
            found = _UP_TO_SPACE.match(text, start, end) or _UP_TO_MARK.match(text, start, end)
            end = found.end() if found else end
        yield text[start:end]
        start = end


def _has_few_words(piece: str) -> bool:
    blanks = piece.count(" ") + piece.count("\n")
    return blanks * _BLANKS_EVERY < len(piece) and len(re.findall(r"\w+", piece)) * _WORDS_EVERY < len(piece)


def _few_words_warning() -> Message:
    return say(
        "tokenizer.few_words",
        "Much of the text has no blanks between words, which takes a great deal of memory: the tokenizer learns from "
        "the first {limit:,} characters of it.",
        limit=FEW_WORDS_LIMIT,
    )
