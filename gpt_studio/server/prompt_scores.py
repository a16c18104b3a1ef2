"""What a model says about each token of a prompt that it is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from gpt_studio.core.job import JobContext
from gpt_studio.inference.engine import Engine

_AT_ONCE = 128


def scores_through(engine: Engine, ids: Sequence[int], context: JobContext) -> Iterator[tuple[int, Tensor]]:
    """Each of ``ids`` but the first, with the scores [vocab_size] that the model gives after those before it.

    Raises JobCancelled, and ValueError for more ids than fit the context.
    """
    cache, inputs = engine.new_cache(), ids[:-1]
    while cache.length < len(inputs):
        context.raise_if_cancelled()
        start, end = cache.length, min(cache.length + _AT_ONCE, len(inputs))
        if engine.cache_ends_at is not None and len(inputs) > engine.cache_ends_at:
            # The angles follow from the end of a portion, so the first one must reach beyond where they change.
            end = max(end, min(len(inputs), engine.cache_ends_at + 1))
        scores = engine.all_scores(torch.tensor([list(inputs[start:end])]), cache)[0]
        yield from zip(ids[start + 1 : end + 1], scores, strict=True)
