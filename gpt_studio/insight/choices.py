"""What a model could have written at each place of a text: from its steps while it writes, and from a text that is
there by one reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gpt_studio.core.job import JobContext
from gpt_studio.inference.sampling_settings import Bans, Sampling
from gpt_studio.insight.choice import Candidate, Choice
from gpt_studio.tokenization.stream import StreamDecoder
from gpt_studio.tokenization.tokenizer import Tokenizer

if TYPE_CHECKING:
    from torch import Tensor

    from gpt_studio.inference.engine import Engine
    from gpt_studio.inference.step import Step

CANDIDATES = 10


class ChoiceReader:
    """Makes the choices of a text whose tokens come one after the other. ``stop_ids`` end it."""

    def __init__(self, tokenizer: Tokenizer, stop_ids: Sequence[int] = ()) -> None:
        self._tokenizer = tokenizer
        self._stop_ids = frozenset(stop_ids)
        self._texts: dict[int, str] = {}

    def text(self, token: int) -> str:
        """Of the token alone."""
        if token not in self._texts:
            self._texts[token] = self._tokenizer.token_bytes(token).decode("utf-8", "replace")
        return self._texts[token]

    def of_step(self, step: Step, shown: str = "") -> Choice:
        return self.choice(step.token, step.scores, step.odds, shown)

    def choice(self, token: int, scores: Tensor, odds: Tensor, shown: str = "") -> Choice:
        """``token``, which stands where the model has ``scores`` [vocab_size] before and ``odds`` after filters."""
        scores = scores.float()
        total, own = float(scores.logsumexp(0)), float(scores[token])
        return Choice(
            token,
            self.text(token),
            shown,
            own - total,
            float(odds[token]),
            1 + int((scores > own).sum()),
            self.candidates(scores, odds),
        )

    def candidates(self, scores: Tensor, odds: Tensor) -> tuple[Candidate, ...]:
        """The likeliest tokens by ``scores``."""
        best = scores.float().topk(min(CANDIDATES, len(scores))).indices
        own = scores.float().softmax(0)[best].tolist()
        after = odds[best.to(odds.device)].tolist()
        return tuple(
            Candidate(token, self.text(token), before, drawn, token in self._stop_ids)
            for token, before, drawn in zip(best.tolist(), own, after, strict=True)
        )


def read_choices(
    engine: Engine,
    tokenizer: Tokenizer,
    ids: Sequence[int],
    first: int,
    sampling: Sampling,
    context: JobContext | None = None,
    *,
    bans: Bans | None = None,
    stop_ids: Sequence[int] = (),
    skip_special: bool = False,
) -> Iterator[Choice]:
    """The choices of the tokens of ``ids`` from ``first`` (at least 1) on, as if the model had drawn them by
    ``sampling`` after those before. Raises JobCancelled, and StudioError where the model's numbers are broken.

    A text longer than the context is seen as :func:`gpt_studio.inference.score.expectations` sees it. ``skip_special``:
    special tokens show nothing.
    """
    from gpt_studio.inference.sampling import NextToken
    from gpt_studio.inference.score import expectations

    reader = ChoiceReader(tokenizer, stop_ids)
    drawn = NextToken(sampling, ids[:first], bans, stop_ids)
    decoder = StreamDecoder(tokenizer, ids[:first], skip_special=skip_special)
    waiting: Choice | None = None
    for begin, portion in expectations(engine, ids, context, first=first):
        for place, scores in enumerate(portion, start=begin):
            if waiting is not None:
                yield waiting
            if context is not None:
                context.raise_if_cancelled()
            token = ids[place]
            waiting = reader.choice(token, scores, drawn.odds(scores), decoder.push(token))
            drawn.take(token)
    if waiting is not None:
        yield replace(waiting, shown=waiting.shown + decoder.finish())
