"""Measures what a model forgets while it is tuned: bits per byte on text of another kind than the one it learns."""

from __future__ import annotations

import math

from gpt_studio.core.errors import Message, say
from gpt_studio.dataset.general_text import LONGEST_WINDOW, MOST_TOKENS, GeneralText
from gpt_studio.models.contract import LanguageModel
from gpt_studio.training.learning.evaluate import HeldOutRows, evaluate, spread_windows

_ROWS = 4
_SAME = 0.005  # a smaller share is not worth a word


def measured_on(general: GeneralText, model: LanguageModel, context_length: int) -> float:
    """Bits per byte of ``model``, which reads ``context_length`` tokens, on the general text; 0 if that is too short.

    The windows are always the same, whatever context the training has: before and after can be compared.
    """
    length = min(context_length, LONGEST_WINDOW, max(1, len(general.tokens) - 1))
    starts = spread_windows(len(general.tokens), MOST_TOKENS, length)
    bits = evaluate(model, general, HeldOutRows(general.tokens, starts, length), _ROWS).bits_per_byte
    return bits if math.isfinite(bits) else 0.0


def forgotten(name: str, before: float, after: float) -> Message:
    """A sentence on how well the model still writes other text, ``name`` ("" for the built-in sample)."""
    change = after / before - 1
    if abs(change) < _SAME:
        return say(
            "training.remembered",
            "On other text ({text}) it is as good as before: {before:.2f} bits per byte, now {after:.2f}.",
            text=_named(name),
            before=before,
            after=after,
        )
    if change < 0:
        return say(
            "training.remembered_better",
            "On other text ({text}) it became better: {before:.2f} bits per byte, now {after:.2f}.",
            text=_named(name),
            before=before,
            after=after,
        )
    return say(
        "training.forgotten",
        "What was forgotten: on other text ({text}) it went from {before:.2f} to {after:.2f} bits per byte, "
        "{percent:.0f}% worse.",
        text=_named(name),
        before=before,
        after=after,
        percent=100 * change,
    )


def _named(name: str) -> Message | str:
    return name or say("training.built_in_stories", "the built-in stories")
