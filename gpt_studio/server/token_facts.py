"""What ``logprobs`` tells of each token: its text, its log-probability, and the likeliest ones in its place."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from torch import Tensor

from gpt_studio.inference.step import Step
from gpt_studio.tokenization.stream import StreamDecoder
from gpt_studio.tokenization.tokenizer import Tokenizer


@dataclass(frozen=True)
class Likely:
    """A token by its bytes, which may be a part of a character, with its log-probability in nats."""

    data: bytes
    logprob: float

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace")


@dataclass(frozen=True)
class TokenFacts:
    """``logprob`` is None for the first token of a prompt, which follows nothing. ``offset`` counts the characters
    before it."""

    data: bytes
    logprob: float | None
    top: tuple[Likely, ...]
    offset: int

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace")


def facts_of(token: int, scores: Tensor, top: int, tokenizer: Tokenizer, offset: int) -> TokenFacts:
    """The facts of ``token`` where the model gave ``scores`` [vocab_size], before any filter."""
    total = float(scores.logsumexp(0))
    best, tokens = scores.topk(min(top, len(scores)))
    likely = tuple(
        Likely(tokenizer.token_bytes(each), score - total)
        for each, score in zip(tokens.tolist(), best.tolist(), strict=True)
    )
    return TokenFacts(tokenizer.token_bytes(token), float(scores[token]) - total, likely, offset)


class TokenTrack:
    """Gives out the facts of tokens together with the text that they stand for.

    ``after`` are the ids before the text, which has ``start`` characters before it. ``trim`` leaves out what is not
    shown at the beginning of the text.
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        top: int,
        after: Sequence[int],
        start: int,
        trim: Callable[[str], str],
        *,
        skip_special: bool,
    ) -> None:
        self._tokenizer = tokenizer
        self._top = top
        self._decoder = StreamDecoder(tokenizer, after, skip_special=skip_special)
        self._start = start
        self._trim = trim
        self._beginning = ""
        self._begun = False
        self._length = 0
        self._trimmed = 0
        self._waiting: deque[TokenFacts] = deque()

    def take(self, step: Step) -> None:
        """Record the next token."""
        offset = self._start + max(0, self._length - self._trimmed)
        self._waiting.append(facts_of(step.token, step.scores, self._top, self._tokenizer, offset))
        text = self._decoder.push(step.token)
        self._length += len(text)
        if not self._begun:
            self._beginning += text
            shown = self._trim(self._beginning)
            self._begun, self._trimmed = bool(shown), len(self._beginning) - len(shown)

    def shown(self, characters: int) -> tuple[TokenFacts, ...]:
        """The tokens not given out yet that begin within the first ``characters`` of the text."""
        found = []
        while self._waiting and self._waiting[0].offset - self._start < characters:
            found.append(self._waiting.popleft())
        return tuple(found)

    def rest(self) -> tuple[TokenFacts, ...]:
        """All tokens not given out yet."""
        found = tuple(self._waiting)
        self._waiting.clear()
        return found
