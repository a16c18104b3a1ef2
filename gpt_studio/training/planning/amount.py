"""Judges which sizes of model an amount of text can feed, by the scaling law that chooses sizes (scaling.py).

Time plays no part here: each size may read the text as long as that helps. What ends it is that a model learns its text
by heart, the sooner the larger it is and the shorter the text. So a text has a size that suits it best: a smaller model
grasps less of it, a larger one must stop reading before its size has paid off.
"""

from __future__ import annotations

import enum
import functools
import math
from dataclasses import dataclass

from gpt_studio.models.shape import ModelShape
from gpt_studio.training.planning.scaling import (
    LADDER,
    MOST_PARAMETERS_A_TOKEN,
    expected_bits,
    hidden_parameters,
    most_readings,
    useful_tokens,
)

FEWEST_READINGS = 2.0
# What the smallest size reaches on the 100,000 characters below which corpora/advice.py asks for more text.
FEW_READINGS = 2.75
# After so many readings a text has given what it has (Muennighoff et al. 2023), so more text would be read less often.
MANY_READINGS = 16.0
_HIDDEN = tuple(hidden_parameters(ModelShape(layers=layers, hidden_size=hidden)) for layers, hidden in LADDER)
_LONGEST, _HALVINGS = 1e12, 40


class Verdict(enum.Enum):
    """What a text is for a size of model.

    ``TOO_LITTLE``: the model knows it by heart before it has read it twice. ``LITTLE``: soon after, or a smaller model
    is expected to end better. ``ENOUGH``: none is. ``PLENTY``: moreover, it could be read more often than is worth the
    time.
    """

    TOO_LITTLE = "too_little"
    LITTLE = "little"
    ENOUGH = "enough"
    PLENTY = "plenty"


@dataclass(frozen=True)
class SizeFed:
    """A size of model and what the text is for it. ``parameters`` counts the embedding, too.

    ``readings`` is how often the model can read the text before it begins to learn it by heart, ``tokens`` what it
    reads by then, and ``worth`` how much text that is never repeated this would be worth, in tokens.
    ``enough_tokens`` is the shortest text that is enough for this size.
    """

    layers: int
    hidden_size: int
    parameters: int
    readings: float
    tokens: float
    worth: float
    enough_tokens: float
    verdict: Verdict


def sizes_fed(text_tokens: int, vocab_size: int) -> tuple[SizeFed, ...]:
    """Each size of the ladder, smallest first, for a text whose training part has ``text_tokens``."""
    text = float(max(text_tokens, 1))
    best = _best_of_all(text)
    return tuple(_fed(place, text, vocab_size, best) for place in range(len(LADDER)))


def best_size(sizes: tuple[SizeFed, ...]) -> int:
    """The place of the largest size for which the text is enough; 0, the smallest, if it is for none."""
    fed = [place for place, size in enumerate(sizes) if size.verdict in (Verdict.ENOUGH, Verdict.PLENTY)]
    return max(fed, default=0)


def _fed(place: int, text: float, vocab_size: int, best: int) -> SizeFed:
    (layers, hidden_size), hidden = LADDER[place], _HIDDEN[place]
    readings = most_readings(hidden, text)
    return SizeFed(
        layers=layers,
        hidden_size=hidden_size,
        parameters=hidden + vocab_size * hidden_size,
        readings=readings,
        tokens=readings * text,
        worth=useful_tokens(readings * text, text),
        enough_tokens=_enough_for(place),
        verdict=_verdict(place, text, best),
    )


def _verdict(place: int, text: float, best: int) -> Verdict:
    readings = most_readings(_HIDDEN[place], text)
    if readings < FEWEST_READINGS or _HIDDEN[place] > MOST_PARAMETERS_A_TOKEN * text:
        return Verdict.TOO_LITTLE
    if place > best or readings < FEW_READINGS:
        return Verdict.LITTLE
    return Verdict.PLENTY if readings >= MANY_READINGS else Verdict.ENOUGH


def _best_of_all(text: float) -> int:
    """The place of the size that is expected to end lowest if it reads as long as it gets better."""
    ends = [expected_bits(hidden, math.inf, text) for hidden in _HIDDEN]
    return ends.index(min(ends))


@functools.cache
def _enough_for(place: int) -> float:
    """Found by halving: the longer a text, the larger the size that suits it."""
    low, high = 0.0, math.log(_LONGEST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        text = math.exp(middle)
        enough = _verdict(place, text, _best_of_all(text)) in (Verdict.ENOUGH, Verdict.PLENTY)
        low, high = (low, middle) if enough else (middle, high)
    return math.exp(high)
