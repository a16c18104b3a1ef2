"""Prompts that a model takes for complete texts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from gpt_studio.core.job import JobContext
from gpt_studio.inference.generate import generate
from gpt_studio.inference.sampling_settings import Bans, Sampling
from gpt_studio.inference.session import Session

_SEED_BITS = 63


def seeded(sampling: Sampling) -> Sampling:
    """``sampling`` with a seed: its own, or a new one."""
    return sampling if sampling.seed is not None else replace(sampling, seed=random.getrandbits(_SEED_BITS))


def with_ending(
    session: Session,
    ids: tuple[int, ...],
    ending: Sequence[int],
    sampling: Sampling,
    stop_ids: Sequence[int],
    context: JobContext,
    bans: Bans,
) -> tuple[int, ...]:
    """The prompt ``ids``, or with ``ending`` after them where the model would end the text at once.

    ``ending`` is what the tokenizer puts after a text. Some models learned to continue after it, because they saw it
    after every text, and transformers gives it to them. ``sampling`` has a seed (:func:`seeded`), because the first
    token is drawn twice: here without a minimum length, which would keep the model from ending the text.
    """
    if not ending:
        return ids
    probe = replace(sampling, min_new_tokens=0, max_new_tokens=1)
    first = next(generate(session, ids, probe, stop_ids, context, bans=bans), None)
    return (*ids, *ending) if first is None and not context.cancelled else ids
