"""Expected bits per byte of a model by its size and the text that it reads, and the best size for a given time.

The loss falls with the model's size and with the tokens read as sums of powers (Hoffmann et al. 2022), and text that
is read again counts less and less (Muennighoff et al. 2023). The constants are fitted to the runs that stand in
tests/benchmarks/RESULTS.md. They only rank sizes: on another text the bits per byte themselves are different.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gpt_studio.models.shape import ModelShape
from gpt_studio.models.traits import TRAITS

# Layers and hidden size, from one that learns in seconds to the size of GPT-2.
LADDER = ((3, 128), (4, 128), (4, 192), (6, 256), (6, 384), (8, 512), (12, 768), (16, 1024))
# Ends lower than the first of the ladder in runs of seconds, higher in runs of minutes (tests/benchmarks/RESULTS.md).
FOR_SECONDS = (2, 128)
HEAD_SIZE = 64

# Bits per byte of tinyshakespeare, with the powers of Hoffmann et al.
LOWEST_BITS = 1.446
SIZE_BITS, SIZE_POWER = 0.155, 0.34  # for a million hidden parameters
TEXT_BITS, TEXT_POWER = 0.53, 0.28  # for a million tokens
# How many repetitions are worth reading at all, as a decay constant: Muennighoff et al. found 15.4 for large models,
# these small ones on a short text are done sooner.
REPEATS_WORTH = 6.0
# Where over-fitting begins, the best weights are kept and the rest of the time is lost. Measured: a model with 1.9
# hidden parameters for each token of the text gets worse between 4.4 and 8.7 readings, one with 0.24 not up to 17.5.
BEST_READINGS, PARAMETERS_A_TOKEN, READINGS_POWER = 6.0, 1.9, 0.4
# A larger model learns its text by heart, whatever the laws say of texts so short.
MOST_PARAMETERS_A_TOKEN = 50


@dataclass(frozen=True)
class Candidate:
    """A size, what it learns with (``hidden_parameters``: without the embedding) and how fast it reads."""

    shape: ModelShape
    hidden_parameters: int
    tokens_per_second: float


@dataclass(frozen=True)
class SizeChoice:
    """``bits`` are only good for comparing. ``tokens`` and ``epochs`` are what it reads in the time."""

    candidate: Candidate
    tokens: float
    epochs: float
    bits: float


def useful_tokens(read: float, text: float) -> float:
    """How many tokens of new text ``read`` tokens are worth, if the text has only ``text`` (Muennighoff, eq. 5)."""
    if read <= text:
        return read
    repeats = read / text - 1
    return text * (1 + REPEATS_WORTH * (1 - math.exp(-repeats / REPEATS_WORTH)))


def most_readings(hidden_parameters: float, text: float) -> float:
    """How often a model of this size can read a text before it begins to learn it by heart."""
    readings: float = BEST_READINGS * (PARAMETERS_A_TOKEN * text / max(hidden_parameters, 1)) ** READINGS_POWER
    return max(1.0, readings)


def expected_bits(hidden_parameters: float, read: float, text: float) -> float:
    """Bits per byte on held-out text, as tinyshakespeare would have it, with the best weights kept."""
    size: float = SIZE_BITS * (1e6 / max(hidden_parameters, 1)) ** SIZE_POWER
    useful = useful_tokens(min(read, most_readings(hidden_parameters, text) * text), text)
    reading: float = TEXT_BITS * (1e6 / max(useful, 1)) ** TEXT_POWER
    return LOWEST_BITS + size + reading


def choose(candidates: Sequence[Candidate], seconds: float, text_tokens: int) -> SizeChoice:
    """The candidate that is expected to end lowest after ``seconds``."""
    choices = []
    for candidate in candidates:
        tokens = seconds * candidate.tokens_per_second
        bits = expected_bits(candidate.hidden_parameters, tokens, text_tokens)
        choices.append(SizeChoice(candidate, tokens, tokens / max(text_tokens, 1), bits))
    return min(choices, key=lambda choice: choice.bits)


def ladder(template: ModelShape, *, short: bool = False) -> list[ModelShape]:
    """The sizes to choose from, otherwise like ``template`` (its architecture, context length and dropout).

    ``short``: for a run of seconds.
    """
    return [
        replace(
            template,
            layers=layers,
            hidden_size=hidden,
            heads=max(2, hidden // HEAD_SIZE),
            kv_heads=max(2, hidden // HEAD_SIZE) // 2 if TRAITS[template.model_type].grouped_queries else 0,
            intermediate_size=0,
        )
        for layers, hidden in ((FOR_SECONDS, *LADDER) if short else LADDER)
    ]


def hidden_parameters(shape: ModelShape) -> int:
    """About the numbers in the layers: twelve times the square of the width in each (Kaplan et al. 2020)."""
    return 12 * shape.layers * shape.hidden_size**2


def work_a_token(shape: ModelShape, vocab_size: int) -> float:
    """Floating-point operations of a training step for each token: six a parameter, and attention's products."""
    attention = 12 * shape.layers * shape.hidden_size * shape.context_length
    return 6.0 * (hidden_parameters(shape) + vocab_size * shape.hidden_size) + attention


def speed_between(measured: Sequence[tuple[float, float]], hoped: float = 1.0) -> Callable[[float], float]:
    """Tokens a second as a function of the work a token, from measured pairs of the two.

    Between two measurements the operations a second follow a power of the work; above the last they are ``hoped``
    times those of the last. A model smaller than the first is expected to be no faster than it, because the fixed cost
    of a step dominates there.
    """
    points = sorted((work, work * speed) for work, speed in measured)

    def tokens_per_second(work: float) -> float:
        if work <= points[0][0]:
            return points[0][1] / points[0][0]
        for (low, low_rate), (high, high_rate) in pairwise(points):
            if low <= work <= high and low < high:
                share = math.log(work / low) / math.log(high / low)
                operations: float = low_rate * (high_rate / low_rate) ** share
                return operations / work
        return hoped * points[-1][1] / work

    return tokens_per_second
