"""From ids to text while they come: whole characters only, with the speed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gpt_studio.tokenization.stream import StreamDecoder
from gpt_studio.tokenization.tokenizer import Tokenizer


@dataclass(frozen=True)
class Piece:
    """The next characters of a text. ``tokens`` counts all ids so far; the first one does not count for the speed,
    because the time before it went into reading the prompt."""

    text: str
    tokens: int
    tokens_per_second: float


def stream_text(
    ids: Iterable[int], tokenizer: Tokenizer, clock: Callable[[], float] = time.perf_counter
) -> Iterator[Piece]:
    """Pieces of text as soon as their characters are whole; what is left over at the end comes last."""
    decoder = StreamDecoder(tokenizer)
    tokens, start, speed = 0, 0.0, 0.0
    for token in ids:
        tokens += 1
        now = clock()
        if tokens == 1:
            start = now
        elif now > start:
            speed = (tokens - 1) / (now - start)
        text = decoder.push(token)
        if text:
            yield Piece(text, tokens, speed)
    rest = decoder.finish()
    if rest or tokens:
        yield Piece(rest, tokens, speed)
