"""How likely a model finds a text: the log-probability of each of its tokens."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from gpt_studio.core.job import JobContext
from gpt_studio.inference.engine import Engine

_AT_ONCE = 128


def log_probabilities(engine: Engine, ids: Sequence[int], context: JobContext | None = None) -> list[float]:
    """The log-probability in nats of each of ``ids`` but the first, after those before it.

    A text longer than the model's context is read in windows, each of which begins half a context after the last one:
    so every token is seen with at least half a context before it. Raises JobCancelled.
    """
    limit = engine.context_length
    stride = max(limit // 2, 1)
    found: list[float] = []
    for start in range(0, max(len(ids) - 1, 0), stride):
        if len(found) >= len(ids) - 1:
            break
        window = ids[start : start + limit + 1]
        found += _of_window(engine, window, len(found) - start, context)
    return found


def _of_window(engine: Engine, window: Sequence[int], known: int, context: JobContext | None) -> list[float]:
    """As :func:`log_probabilities`, without the first ``known`` tokens after the first."""
    cache, found = engine.new_cache(), list[float]()
    inputs = window[:-1]
    while cache.length < len(inputs):
        if context is not None:
            context.raise_if_cancelled()
        start, end = cache.length, min(cache.length + _AT_ONCE, len(inputs))
        if engine.cache_ends_at is not None and len(inputs) > engine.cache_ends_at:
            end = max(end, min(len(inputs), engine.cache_ends_at + 1))
        scores = engine.all_scores(torch.tensor([list(inputs[start:end])]), cache)[0]
        followed = torch.tensor(window[start + 1 : end + 1], device=scores.device)
        said = scores.log_softmax(-1).gather(1, followed[:, None])[:, 0].tolist()
        found += said[max(0, known - start) :]
    return found
