"""Cut texts into the pieces that the trainer reads, so that memory stays small whatever the texts are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gpt_studio.core.errors import Message, say
from gpt_studio.core.events import Log
from gpt_studio.core.job import JobContext

PIECE_CHARACTERS = 1 << 14  # at most 64 KiB in UTF-8
UNBROKEN_LIMIT = 4_000_000  # characters
_UNBROKEN_PIECE = 256  # characters

_LAST_SPACE = re.compile(r"(?s).*\S(?=\s)")
_LAST_MARK = re.compile(r"(?s).*\W")


def training_pieces(texts: Iterable[str], context: JobContext) -> Iterator[str]:
    """Cut ``texts`` into pieces of at most 64 KiB, at white space, else after a punctuation mark.

    Where neither is in reach (base64, DNA) there are no words to learn from, and the trainer would need some 90 bytes
    of memory and much time for each letter: of such text only the first part is used, in short pieces.
    """
    room = UNBROKEN_LIMIT
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


def _unbroken_warning() -> Message:
    return say(
        "tokenizer.unbroken",
        "The texts hold very long stretches without a blank or a punctuation mark; the tokenizer learns from the first "
        "{limit} characters of them.",
        limit=UNBROKEN_LIMIT,
    )
