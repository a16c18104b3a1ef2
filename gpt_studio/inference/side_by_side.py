"""Write several texts at the same time: one pass of the model gives each of them its next token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from gpt_studio.core.job import JobContext
from gpt_studio.inference.engine import Engine
from gpt_studio.inference.engine_cache import EngineCache
from gpt_studio.inference.sampling import NextToken
from gpt_studio.inference.sampling_settings import Bans, Sampling
from gpt_studio.inference.stop_texts import StopTexts
from gpt_studio.tokenization.stream import StreamDecoder
from gpt_studio.tokenization.tokenizer import Tokenizer

_READ_AT_ONCE = 128


@dataclass
class Row:
    """One text: the ids of its prompt, how it is written, and the ids written so far."""

    prompt_ids: Sequence[int]
    sampling: Sampling
    ids: list[int] = field(default_factory=list)


def fits(engine: Engine, prompt_tokens: int, new_tokens: int) -> bool:
    """Whether a text of this size can be written beside others: none of it may leave the context, and no position may
    change its meaning on the way."""
    limit = min(engine.context_length, engine.cache_ends_at or engine.context_length)
    return prompt_tokens + new_tokens <= limit


def write_side_by_side(
    engine: Engine, rows: Sequence[Row], stop_ids: Sequence[int], tokenizer: Tokenizer, bans: Bans, context: JobContext
) -> None:
    """Fill ``ids`` of each row up to one of ``stop_ids`` (not among them), a stop text or the maximum length.

    The longest prompt and the longest text together must fit (:func:`fits`). Each row gets the tokens that it gets
    alone, up to the rounding of sums. Cancelling ``context`` leaves the texts where they are. Raises StudioError as
    :class:`NextToken` does.
    """
    longest = max(len(row.prompt_ids) for row in rows)
    padding = [longest - len(row.prompt_ids) for row in rows]
    cache = engine.new_cache(padding)
    padded = [[0] * pad + list(row.prompt_ids) for pad, row in zip(padding, rows, strict=True)]
    pens = [_Pen(row, stop_ids, tokenizer, bans) for row in rows]
    scores = _read(engine, torch.tensor(padded), cache, context)
    while scores is not None and not context.cancelled:
        tokens = [pen.write(row) for pen, row in zip(pens, scores, strict=True)]
        if all(pen.done for pen in pens):
            return
        scores = engine.scores(torch.tensor(tokens)[:, None], cache)


def _read(engine: Engine, ids: Tensor, cache: EngineCache, context: JobContext) -> Tensor | None:
    """The scores after the prompts ``ids``; None if cancelled."""
    scores: Tensor | None = None
    for start in range(0, ids.shape[1], _READ_AT_ONCE):
        if context.cancelled:
            return None
        scores = engine.scores(ids[:, start : start + _READ_AT_ONCE], cache)
    return scores


class _Pen:
    """Writes one row."""

    def __init__(self, row: Row, stop_ids: Sequence[int], tokenizer: Tokenizer, bans: Bans) -> None:
        self._row = row
        self._stop_ids = stop_ids
        self._choice = NextToken(row.sampling, row.prompt_ids, bans, stop_ids)
        self._decoder = StreamDecoder(tokenizer, row.prompt_ids)
        self._stops = StopTexts(row.sampling.stop, trimmed=False)
        self.done = False

    def write(self, scores: Tensor) -> int:
        """The next token of the text; once it is done, any."""
        if self.done:
            return 0
        token = self._choice.choose(scores)
        if token in self._stop_ids:
            self.done = True
            return token
        self._row.ids.append(token)
        if self._row.sampling.stop:
            self._stops.push(self._decoder.push(token))
        self.done = self._stops.found or len(self._row.ids) >= self._row.sampling.max_new_tokens
        return token
