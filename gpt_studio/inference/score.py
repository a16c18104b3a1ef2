"""How likely a model finds a text: what it says about each of its tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from gpt_studio.core.job import JobContext
from gpt_studio.inference.engine import Engine
from gpt_studio.inference.step import Step

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


def steps_through(engine: Engine, ids: Sequence[int], context: JobContext | None = None) -> Iterator[Step]:
    """Each of ``ids`` but the first, as if the model had chosen it after those before it. Raises JobCancelled, and
    ValueError for more than fit the context."""
    for followed, scores in _portions(engine, ids, context):
        yield from (Step(token, row) for token, row in zip(followed, scores, strict=True))


def _of_window(engine: Engine, window: Sequence[int], known: int, context: JobContext | None) -> list[float]:
    """As :func:`log_probabilities`, without the first ``known`` tokens after the first."""
    found, start = list[float](), 0
    for followed, scores in _portions(engine, window, context):
        tokens = torch.tensor(followed, device=scores.device)
        said = scores.log_softmax(-1).gather(1, tokens[:, None])[:, 0].tolist()
        found += said[max(0, known - start) :]
        start += len(said)
    return found


def _portions(engine: Engine, ids: Sequence[int], context: JobContext | None) -> Iterator[tuple[Sequence[int], Tensor]]:
    """The ids but the first in portions, each with the scores [ids, vocab_size] that the model gave in their places."""
    cache, inputs = engine.new_cache(), ids[:-1]
    while cache.length < len(inputs):
        if context is not None:
            context.raise_if_cancelled()
        start, end = cache.length, min(cache.length + _AT_ONCE, len(inputs))
        if engine.cache_ends_at is not None and len(inputs) > engine.cache_ends_at:
            end = max(end, min(len(inputs), engine.cache_ends_at + 1))
        scores = engine.all_scores(torch.tensor([list(inputs[start:end])]), cache)[0]
        yield ids[start + 1 : end + 1], scores
