"""Decode ids to text while they are generated, in whole characters, and measure the speed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from gpt_studio.inference.stop_texts import StopTexts
from gpt_studio.inference.text_prompt import TextPrompt
from gpt_studio.tokenization.stream import StreamDecoder
from gpt_studio.tokenization.tokenizer import Tokenizer


@dataclass(frozen=True)
class ReplyBegun:
    """The beginning of a reply: the ids of the conversation up to there, and the blanks already shown after them."""

    ids: tuple[int, ...]
    blanks: str


@dataclass(frozen=True)
class Piece:
    """The next characters of a text.

    ``tokens`` counts all ids so far. The speed leaves out the first one, whose time includes reading the prompt.
    ``stopped``: a stop text was found, so this piece is the last.
    """

    text: str
    tokens: int
    tokens_per_second: float
    stopped: bool = False


def stream_text(
    ids: Iterable[int],
    tokenizer: Tokenizer,
    stop_texts: Sequence[str] = (),
    clock: Callable[[], float] = time.perf_counter,
    *,
    prompt: TextPrompt | None = None,
) -> Iterator[Piece]:
    """Pieces of the text of ``ids`` up to the first of ``stop_texts``; prompt and pieces together read as the decoding
    of all ids.

    The blanks at the end of the prompt are already shown, so they are left out at the start of the text.
    """
    decoder = StreamDecoder(tokenizer, prompt.ids if prompt and prompt.text else ())
    blanks = prompt.blanks if prompt else ""
    for piece in _pieces(ids, decoder, StopTexts(stop_texts, trimmed=False), clock):
        text, blanks = without_blanks(blanks, piece.text)
        yield Piece(text, piece.tokens, piece.tokens_per_second, piece.stopped)


def without_blanks(blanks: str, text: str) -> tuple[str, str]:
    """``text`` without as many blanks at its start as ``blanks`` has; and the blanks still to remove after it."""
    while blanks and text:
        if text[0] == "\n" or not text[0].isspace():
            return text, ""
        text, blanks = text[1:], blanks[1:]
    return text, blanks


def stream_reply(
    ids: Iterable[int],
    tokenizer: Tokenizer,
    stop_texts: Sequence[str] = (),
    clock: Callable[[], float] = time.perf_counter,
    *,
    after: ReplyBegun | None = None,
) -> Iterator[Piece]:
    """Pieces of a reply up to the first of ``stop_texts``, without special tokens and blanks at its start; or, with
    ``after``, of the rest of it."""
    decoder = StreamDecoder(tokenizer, after.ids if after else (), skip_special=True)
    begun, blanks = after is not None, after.blanks if after else ""
    for piece in _pieces(ids, decoder, StopTexts(stop_texts), clock):
        text, blanks = without_blanks(blanks, piece.text if begun else piece.text.lstrip())
        begun = begun or bool(text)
        yield Piece(text, piece.tokens, piece.tokens_per_second, piece.stopped)


def _pieces(
    ids: Iterable[int], decoder: StreamDecoder, stops: StopTexts, clock: Callable[[], float]
) -> Iterator[Piece]:
    """Text as soon as later ids cannot change it; the rest comes last."""
    tokens, start, speed = 0, 0.0, 0.0
    for token in ids:
        tokens += 1
        now = clock()
        if tokens == 1:
            start = now
        elif now > start:
            speed = (tokens - 1) / (now - start)
        text = stops.push(decoder.push(token))
        if stops.found:
            yield Piece(text, tokens, speed, stopped=True)
            return
        if text:
            yield Piece(text, tokens, speed)
    rest = stops.push(decoder.finish())
    rest += stops.finish()
    if rest or tokens:
        yield Piece(rest, tokens, speed, stops.found)
