"""Chooses how a model is computed with, from a measurement of some 100 ms when it is opened.

A model that writes faster than a person reads keeps its own numbers. Otherwise the fastest precision is taken, if it is
clearly faster.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from gpt_studio.core.errors import Message, say
from gpt_studio.inference.products import Precision, Product, prepare_for, side_by_side
from gpt_studio.models.contract import LanguageModel
from gpt_studio.models.parts import LayerParts

PrecisionWish = Literal["auto", "exact", "bfloat16", "int8"]
ENOUGH = 30.0
"""Tokens a second that are faster than anybody reads."""
_WORTH = 1.3  # times as fast: what fewer bits must bring
_SECONDS = 0.03  # for each precision
_ROWS = 4096  # of the output matrix, which may be larger than all others together


@dataclass(frozen=True)
class PrecisionChoice:
    """``reason`` says in plain words what was chosen, and why."""

    precision: Precision
    reason: Message


def choose_precision(
    model: LanguageModel, measure: Callable[[LanguageModel, Precision], float] | None = None
) -> PrecisionChoice:
    """The precision for a model on the CPU; on a GPU always its own. ``measure`` gives tokens a second."""
    if model.output_weight.device.type != "cpu":
        return PrecisionChoice("exact", say("precision.gpu", "On the graphics card it computes with its own numbers."))
    measure = measure or tokens_per_second
    exact = measure(model, "exact")
    if exact >= ENOUGH:
        return PrecisionChoice(
            "exact",
            say("precision.fast", "It computes with its own numbers, which is fast enough on this computer."),
        )
    speeds: dict[Precision, float] = {each: measure(model, each) for each in ("bfloat16", "int8")}
    best = max(speeds, key=lambda each: speeds[each])
    if speeds[best] < _WORTH * exact:
        return PrecisionChoice(
            "exact",
            say(
                "precision.no_gain", "It computes with its own numbers: fewer bits would not make it much faster here."
            ),
        )
    return PrecisionChoice(
        best,
        say(
            "precision.fewer_bits",
            "It computes with numbers of {bits} bits, about {times:.1f} times as fast on this computer as with its "
            "own; what it writes is hardly different.",
            bits=8 if best == "int8" else 16,
            times=speeds[best] / exact,
        ),
    )


@torch.inference_mode()
def tokens_per_second(model: LanguageModel, precision: Precision) -> float:
    """About how fast a model writes, from the products of its first layer and a part of its output matrix."""
    parts = model.parts()
    output = model.output_weight.detach()
    some = output[:_ROWS]
    prepare = prepare_for(model, precision, copies=True)
    layer = sum(_seconds(prepare(weight, bias), weight.shape[1]) for weight, bias in _matrices(parts.layers[0]))
    whole = len(parts.layers) * layer + _seconds(prepare(some, None), some.shape[1]) * len(output) / len(some)
    return 1 / whole


def _matrices(layer: LayerParts) -> tuple[tuple[Tensor, Tensor | None], ...]:
    attention, feed_forward = layer.attention, layer.feed_forward
    groups = (attention.inputs, (attention.output,), feed_forward.inputs, (feed_forward.output,))
    return tuple(side_by_side(group) for group in groups)


def _seconds(multiply: Product, width: int) -> float:
    """The time of the product with one row of inputs: the least of several, because other programs only ever add to
    it."""
    row = torch.ones(1, width)
    multiply(row)
    least, until = float("inf"), time.perf_counter() + _SECONDS / 5
    while True:
        begun = time.perf_counter()
        multiply(row)
        ended = time.perf_counter()
        least = min(least, ended - begun)
        if ended >= until:
            return max(least, 1e-9)
