"""Generate tokens after a prompt, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gpt_studio.core.job import JobCancelled, JobContext
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
) -> Iterator[Step]:
    """Yield the tokens that follow ``prompt_ids``, until one of ``stop_ids`` (not yielded) or the maximum length.

    Ids that ``bans`` forbids are not chosen. The same seed gives the same ids. When the model's context is full, its
    older half is dropped, or the text ends, as ``sampling`` says. Cancelling ``context`` ends the text. ``session``
    keeps what was read. Raises ValueError for an empty prompt.
    """
    if not prompt_ids:
        raise ValueError("a prompt has at least one token")
    choice = NextToken(sampling, prompt_ids, bans, stop_ids)
    cancelled = context or JobContext()
    try:
        scores = session.prefill(prompt_ids, cancelled)
    except JobCancelled:
        return
    for number in range(1, sampling.max_new_tokens + 1):
        if cancelled.cancelled:
            return
        odds = choice.odds(scores)
        token = choice.draw(odds)
        if token in stop_ids:
            return
        yield Step(token, scores, odds)
        if number < sampling.max_new_tokens:
            if session.full and sampling.when_full == "stop":
                return
            scores = session.step(token)
