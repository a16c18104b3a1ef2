"""Say how likely a model finds a text, token by token."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.models.open_model import OpenedModel


@dataclass(frozen=True)
class ScoreText:
    """``text`` is read as it is, without cleaning."""

    model: OpenedModel
    text: str


@dataclass(frozen=True)
class ScoredToken:
    """``logprob``: the log-probability in nats after the tokens before it; None for a token with none before it."""

    id: int
    text: str
    logprob: float | None


@dataclass(frozen=True)
class ScoredText:
    """``nats``: the sum over the tokens with a log-probability, negated. ``bytes``: the bytes of the text that they
    stand for. ``perplexity`` is that of a token."""

    tokens: tuple[ScoredToken, ...]
    nats: float
    bytes: int
    bits_per_byte: float
    perplexity: float


def run(request: ScoreText, context: JobContext) -> ScoredText:
    """Raises StudioError for a text with fewer than two tokens, counting the one that begins a text.

    The text is scored after what the tokenizer puts before a text, else after the token that begins a text in this
    model, so that its first token counts too; where there is neither, the first token has no log-probability.
    """
    import torch

    from gpt_studio.hardware.machine import physical_cores
    from gpt_studio.inference.score import log_probabilities

    torch.set_num_threads(physical_cores())
    hosted = request.model.hosted
    artifact = hosted.artifact
    tokenizer = artifact.tokenizer
    ids = tokenizer.encode_prompt(request.text)
    begun = len(tokenizer.begin_ids) if tuple(ids[: len(tokenizer.begin_ids)]) == tuple(tokenizer.begin_ids) else 0
    if not begun and artifact.start_id is not None:
        ids, begun = [artifact.start_id, *ids], 1
    if len(ids) < 2:
        raise StudioError(
            "score.too_short",
            "This text has too few tokens for {name} to say how likely one is after another: give a longer one.",
            name=request.model.name,
        )
    with hosted.computing() as engine:
        found = [None, *log_probabilities(engine, ids, context)]
    tokens = tuple(
        ScoredToken(token, tokenizer.token_bytes(token).decode("utf-8", "replace"), logprob)
        for token, logprob in zip(ids[begun:], found[begun:], strict=True)
    )
    counted = [token.logprob for token in tokens if token.logprob is not None]
    nats = -math.fsum(counted)
    unscored = 0 if begun else len(tokenizer.token_bytes(ids[0]))
    size = max(1, len(request.text.encode("utf-8", "surrogatepass")) - unscored)
    return ScoredText(tokens, nats, size, nats / math.log(2) / size, math.exp(min(nats / max(len(counted), 1), 700)))
