"""Generate tokens after a prompt, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from gpt_studio.core.job import JobContext
from gpt_studio.inference.cache import KeyValueCache
from gpt_studio.inference.sampling import NextToken
from gpt_studio.inference.sampling_settings import Bans, Sampling
from gpt_studio.models.contract import LanguageModel


def generate(
    model: LanguageModel,
    prompt_ids: Sequence[int],
    sampling: Sampling,
    stop_ids: Sequence[int],
    context: JobContext | None = None,
    *,
    bans: Bans | None = None,
    use_cache: bool = True,
) -> Iterator[int]:
    """Yield the ids that follow ``prompt_ids``, until one of ``stop_ids`` (not yielded) or the maximum length.

    Ids that ``bans`` forbids are not chosen. The same seed gives the same ids. When the model's context is full, its
    older half is dropped. Cancelling ``context`` ends the text. Raises ValueError for an empty prompt.
    """
    if not prompt_ids:
        raise ValueError("a prompt has at least one token")
    limit = model.config.context_length
    window = list(prompt_ids[-limit:])
    choice = NextToken(sampling, prompt_ids, bans)
    cache = KeyValueCache(model.config) if use_cache else None
    new = window
    for _ in range(sampling.max_new_tokens):
        if context is not None and context.cancelled:
            return
        token = choice.choose(_last_logits(model, new, cache))
        if token in stop_ids:
            return
        yield token
        window.append(token)
        new = window[-1:] if cache is not None else window
        if len(window) > limit:
            window = window[-max(limit // 2, 1) :]
            cache = KeyValueCache(model.config) if use_cache else None
            new = window
        elif cache is not None and cache.length == model.cache_ends_at:
            cache, new = KeyValueCache(model.config), window


@torch.inference_mode()
def _last_logits(model: LanguageModel, ids: list[int], cache: KeyValueCache | None) -> Tensor:
    """The logits [vocab_size] of the token after ``ids``; with a cache, ``ids`` continue what it holds."""
    device = model.output_weight.device
    hidden = model(torch.tensor([ids], device=device), cache)
    return model.logits(hidden[0, -1])
