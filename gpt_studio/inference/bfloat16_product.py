"""Products with weights in bfloat16.

The one file that calls private operators of torch for them: those of oneDNN, which take a weight in the order in which
the processor multiplies, put so once; ``F.linear`` does that again for each product (24 ms for the layers of a model of
135 million parameters, this 13). Where they are missing, or wrong on a small product, ``F.linear`` computes.
"""

from __future__ import annotations

import functools
import time

import torch
import torch.nn.functional as F
from torch import Tensor

from gpt_studio.models.as_stored import WidenedProduct

_WIDENED = WidenedProduct()


class Bfloat16Product:
    """``F.linear`` of float32 inputs with a weight [out, in] that is rounded to bfloat16. The inputs are too where the
    processor has instructions for it; the bias is added in float32. ``packed``: the product may hold a copy of the
    weight."""

    scales = None

    def __init__(self, weight: Tensor, bias: Tensor | None, *, packed: bool) -> None:
        weight = weight.to(torch.bfloat16)
        self._is_packed = packed and weight.device.type == "cpu" and _operators_work()
        self.weight = _packed(weight) if self._is_packed else weight
        self.bias = bias

    def __call__(self, x: Tensor) -> Tensor:
        """Inputs [rows, in]. Returns float32 [rows, out]."""
        if not self._is_packed and x.device.type == "cpu" and not is_quick():
            return _WIDENED(x, self.weight, self.bias)
        multiply = _packed_product if self._is_packed else F.linear
        result = multiply(x.to(torch.bfloat16), self.weight).float()
        return result if self.bias is None else result.add_(self.bias)


def _packed(weight: Tensor) -> Tensor:
    packed: Tensor = torch.ops.mkldnn._reorder_linear_weight(weight, 1)
    return packed


def _packed_product(x: Tensor, packed: Tensor) -> Tensor:
    result: Tensor = torch.ops.mkldnn._linear_pointwise(x, packed, None, "none", [], "")
    return result


@functools.cache
def _operators_work() -> bool:
    """Whether this version of torch has the operators and they give the right numbers, for one row and for several."""
    weight = (torch.arange(-32, 32.0).expand(48, 64) / 8).to(torch.bfloat16)
    try:
        packed = _packed(weight)
        return all(
            torch.allclose(_packed_product(x, packed).float(), F.linear(x, weight).float(), rtol=1e-2)
            for x in (torch.ones(1, 64, dtype=torch.bfloat16), torch.eye(64, dtype=torch.bfloat16))
        )
    except (AttributeError, RuntimeError, NotImplementedError):
        return False


@functools.cache
def is_quick() -> bool:
    """Whether products of many rows are quicker in bfloat16 than in float32: where the processor has instructions for
    it."""
    with torch.inference_mode():
        return _seconds(torch.bfloat16) < _seconds(torch.float32)


def _seconds(dtype: torch.dtype) -> float:
    inputs, weight = torch.ones(128, 512, dtype=dtype), torch.ones(512, 512, dtype=dtype)
    taken = []
    for _ in range(4):
        start = time.perf_counter()
        F.linear(inputs, weight)
        taken.append(time.perf_counter() - start)
    return min(taken)
