"""Generate tokens after a prompt, one at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.inference.forbidden_texts import ForbiddenTexts
from gpt_studio.inference.prompt_lookup import Reader
from gpt_studio.inference.sampling import NextToken
from gpt_studio.inference.sampling_settings import Bans, Sampling
from gpt_studio.inference.session import Session
from gpt_studio.inference.step import Step


def generate(
    session: Session,
    prompt_ids: Sequence[int],
    sampling: Sampling,
    stop_ids: Sequence[int],
    context: JobContext | None = None,
    *,
    bans: Bans | None = None,
    forced: Sequence[int] = (),
    forbidden: ForbiddenTexts | None = None,
    lookup: bool = True,
) -> Iterator[Step]:
    """Yield the tokens that follow ``prompt_ids``, until one of ``stop_ids`` (not yielded) or the maximum length.

    Ids that ``bans`` forbids are not chosen, nor what is ``forbidden``; the ids ``forced`` come first. The same seed
    gives the same ids. When the model's context is full, its older half is dropped, or the text ends, as ``sampling``
    says. Cancelling ``context`` ends the text. ``session`` keeps what was read. ``lookup``: read several tokens at once
    where the text repeats itself. Raises ValueError for an empty prompt.
    """
    if not prompt_ids:
        raise ValueError("a prompt has at least one token")
    choice = NextToken(sampling, prompt_ids, bans, stop_ids, forced=forced, forbidden=forbidden)
    cancelled = context or JobContext()
    try:
        scores = session.prefill(prompt_ids, cancelled)
    except JobCancelled:
        return
    reader = Reader(session, prompt_ids, guesses=lookup)
    with contextlib.closing(reader):
        for left in range(sampling.max_new_tokens - 1, -1, -1):
            if cancelled.cancelled:
                return
            token, odds = choice.draw(scores)
            if token in stop_ids:
                return
            yield Step(token, scores, odds)
            if left:
                if reader.full and sampling.when_full == "stop":
                    return
                scores = reader.after(token, left)
