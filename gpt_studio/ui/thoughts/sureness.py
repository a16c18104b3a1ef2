"""How sure the model was of a token, in four steps, and how a token is written where it stands alone."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gpt_studio.insight.choice import Likelihood
from gpt_studio.ui.look.text import count, decimal

translate = QCoreApplication.translate

LEAST = (0.5, 0.2, 0.05, 0.0)
"""The least probability of each step, from sure to surprised."""
SURE, FAIRLY, UNSURE, SURPRISED = range(len(LEAST))
_SIGNS = {"\n": "↵", "\t": "→", "\r": "␍", "\u00a0": "⍽"}
_PART = "\ufffd"
_LONGEST = 24
_SMALLEST_PERCENT = 0.05
_MOST_WRITTEN_OUT = 6
"""Up to a million, a chance is written as a number; beyond, as a power of ten."""


def step_of(probability: float) -> int:
    """The number of the step, 0 for the surest."""
    return next(step for step, least in enumerate(LEAST) if probability >= least)


def names() -> tuple[str, ...]:
    """Of the steps, in a word or two."""
    return (
        translate("chat_sureness", "sure"),
        translate("chat_sureness", "fairly sure"),
        translate("chat_sureness", "unsure"),
        translate("chat_sureness", "surprised"),
    )


def meanings() -> tuple[str, ...]:
    """Of the steps, in a sentence."""
    return (
        translate("chat_sureness", "It gave this token at least half of all chances."),
        translate("chat_sureness", "It gave this token at least a fifth of all chances."),
        translate("chat_sureness", "It gave this token at least a twentieth of all chances. Underlined with dots."),
        translate("chat_sureness", "It gave this token less than a twentieth of all chances. Underlined with a line."),
    )


def written(token: str) -> str:
    """A token's text where it stands alone: blanks at its ends and line ends are to be seen, and of a part of a
    character that it is one."""
    if _PART in token:
        return translate("chat_sureness", "(part)", "of a character")
    signs = "".join(_SIGNS.get(each, each) for each in token)
    inner = signs.strip(" ")
    if not inner:
        return "·" * len(signs)
    before, after = signs.partition(inner)[0], signs.rpartition(inner)[2]
    shown = "·" * len(before) + inner + "·" * len(after)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def share(probability: float) -> str:
    """A probability in percent, with as many digits as tell something."""
    hundredths = probability * 100
    if hundredths == 0:
        return "0 %"
    if hundredths < _SMALLEST_PERCENT:
        return f"<{decimal(0.1, 1)} %"
    return f"{decimal(hundredths, 1 if hundredths < 9.95 else 0)} %"


def of_the_whole(likelihood: Likelihood) -> str:
    """How likely a whole reply was, in a line."""
    if not likelihood.tokens:
        return ""
    chance = count(10**likelihood.zeros) if likelihood.zeros <= _MOST_WRITTEN_OUT else f"10^{count(likelihood.zeros)}"
    return translate(
        "chat_sureness",
        "At each token it hesitated as between {number} equally likely ones (perplexity). To write just this again: "
        "one chance in {chance}.",
    ).format(number=decimal(likelihood.perplexity, 1), chance=chance)
