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
from gpt_studio.inference.compiled_plan import CompiledPlan, can_compile
from gpt_studio.inference.engine_cache import EngineCache
from gpt_studio.inference.engine_layer import Angles, Layer
from gpt_studio.inference.engine_norms import prepared_norm
from gpt_studio.inference.products import Precision, prepare_for, side_by_side
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
    """About how fast a model writes, from its first layer and a part of its output matrix."""
    layer, output = (_seconds_compiled if can_compile(model) else _seconds_of_products)(model, precision)
    return 1 / (len(model.parts().layers) * layer + output)


def _seconds_compiled(model: LanguageModel, precision: Precision) -> tuple[float, float]:
    """The times of a layer and of the output matrix in machine code."""
    parts, config, output = model.parts(), model.config, model.output_weight.detach()
    prepare = prepare_for(model, precision, copies=False)
    layer, norm = Layer(parts.layers[0], 0, config, prepare, consume=False), prepared_norm(parts.norm)
    rope = layer.attention.rope
    angles = {} if rope is None else {rope: Angles(rope, config.head_size, config.context_length, output.device)}
    x = torch.ones(1, output.shape[1])

    def seconds(rows: int) -> float:
        plan = CompiledPlan([layer], norm, prepare(output[:rows], None), config)
        return _seconds(
            lambda: plan(
                x,
                EngineCache(config.context_length),
                angles,
                rows=1,
                padding=None,
                all_scores=False,
                threads=torch.get_num_threads(),
            )
        )

    few, many = seconds(1), seconds(_ROWS)
    return few, max(many - few, 0.0) * len(output) / min(_ROWS, len(output))


def _seconds_of_products(model: LanguageModel, precision: Precision) -> tuple[float, float]:
    """The times of the products of a layer and of the output matrix."""
    output = model.output_weight.detach()
    prepare = prepare_for(model, precision, copies=True)

    def seconds(weight: Tensor, bias: Tensor | None) -> float:
        multiply, row = prepare(weight, bias), torch.ones(1, weight.shape[1])
        return _seconds(lambda: multiply(row))

    layer = sum(seconds(*matrix) for matrix in _matrices(model.parts().layers[0]))
    return layer, seconds(output[:_ROWS], None) * len(output) / min(_ROWS, len(output))


def _matrices(layer: LayerParts) -> tuple[tuple[Tensor, Tensor | None], ...]:
    attention, feed_forward = layer.attention, layer.feed_forward
    groups = (attention.inputs, (attention.output,), feed_forward.inputs, (feed_forward.output,))
    return tuple(side_by_side(group) for group in groups)


def _seconds(compute: Callable[[], object]) -> float:
    """How long a call takes: the least of several, because other programs only ever add to it."""
    compute()
    least, until = float("inf"), time.perf_counter() + _SECONDS / 5
    while True:
        begun = time.perf_counter()
        compute()
        ended = time.perf_counter()
        least = min(least, ended - begun)
        if ended >= until:
            return max(least, 1e-9)
