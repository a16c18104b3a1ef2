"""What a model expects at each place of a text, and how likely it finds the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from gpt_studio.core.job import JobContext
from gpt_studio.inference.engine import Engine

_AT_ONCE = 128


def log_probabilities(engine: Engine, ids: Sequence[int], context: JobContext | None = None) -> list[float]:
    """The log-probability in nats of each of ``ids`` but the first, after those before it. Raises JobCancelled."""
    found: list[float] = []
    for place, scores in expectations(engine, ids, context):
        followed = torch.tensor(ids[place : place + len(scores)], device=scores.device)
        found += scores.log_softmax(-1).gather(1, followed[:, None])[:, 0].tolist()
    return found


def expectations(
    engine: Engine, ids: Sequence[int], context: JobContext | None = None, *, first: int = 1
) -> Iterator[tuple[int, Tensor]]:
    """The scores [some, vocab_size] of the tokens that could stand at each place of ``ids`` from ``first`` (at least 1)
    on, in portions, each with the place that it begins at.

    A text longer than the model's context is read in windows, each of which begins half a context after the last one:
    so every token is seen with at least half a context before it. Raises JobCancelled.
    """
    limit = engine.context_length
    stride = max(limit // 2, 1)
    for start in range(0, max(len(ids) - 1, 0), stride):
        end = min(start + limit, len(ids) - 1)
        if first <= end:
            for place, scores in _of_window(engine, ids[start:end], first - start, context):
                yield start + place, scores
            first = end + 1


def _of_window(
    engine: Engine, inputs: Sequence[int], first: int, context: JobContext | None
) -> Iterator[tuple[int, Tensor]]:
    """As :func:`expectations`, after each of ``inputs``."""
    cache = engine.new_cache()
    while cache.length < len(inputs):
        if context is not None:
            context.raise_if_cancelled()
        start, end = cache.length, min(cache.length + _AT_ONCE, len(inputs))
        if engine.cache_ends_at is not None and len(inputs) > engine.cache_ends_at:
            end = max(end, min(len(inputs), engine.cache_ends_at + 1))
        portion = torch.tensor([list(inputs[start:end])])
        if end < first:  # only read: the scores of the last one cost nothing
            engine.scores(portion, cache)
            continue
        skipped = max(0, first - 1 - start)
        yield start + 1 + skipped, engine.all_scores(portion, cache)[0, skipped:]
