"""Products with weights of 8 bits: each row of the matrix is rounded to -127..127 times a scale of its own.

The one file that calls a private operator of torch, ``torch._weight_int8pack_mm``. It has fast code for bfloat16 inputs
only, so these are rounded; sums are float32. Where the operator is missing, or wrong on a small product, the matrix is
widened slice by slice instead, as it is for many rows, where widening costs little beside the product.
"""

from __future__ import annotations

import functools

import torch
import torch.nn.functional as F
from torch import Tensor

from gpt_studio.inference.bfloat16_product import is_quick

FEW_ROWS = 8
_SLICE = 1 << 19
_LEVELS = 127
_SAFE_WIDTH = 32
"""The operator reads beyond the end of some matrices whose width is no multiple of this."""


class Int8Product:
    """``F.linear`` of float32 inputs with a weight [out, in] that is held in 8 bits.

    Rounding to nearest by row: the weight's error is at most 1/253 of the largest number in its row.
    """

    def __init__(self, weight: Tensor, bias: Tensor | None) -> None:
        self.weight, self.scales = rounded(weight)
        self.bias = bias
        usable = weight.shape[1] % _SAFE_WIDTH == 0 and _operator_works()
        self._operator = torch._weight_int8pack_mm if usable else None

    def __call__(self, x: Tensor) -> Tensor:
        """Inputs [rows, in]. Returns float32 [rows, out]."""
        if self._operator is not None and len(x) <= FEW_ROWS:
            result = self._operator(x.to(torch.bfloat16), self.weight, self.scales).float()
        else:
            result = self._widened(x)
        return result if self.bias is None else result.add_(self.bias)

    def _widened(self, x: Tensor) -> Tensor:
        size, width = self.weight.shape
        step = max(1, _SLICE // width)
        x = x.to(torch.bfloat16 if is_quick() else torch.float32)
        parts = [F.linear(x, self.weight[start : start + step].to(x.dtype)) for start in range(0, size, step)]
        return torch.cat(parts, dim=1).float().mul_(self.scales.float())


def rounded(weight: Tensor) -> tuple[Tensor, Tensor]:
    """The weight [out, in] in 8 bits, and the bfloat16 scale [out] of each row."""
    packed = torch.empty(weight.shape, dtype=torch.int8)
    scales = torch.empty(len(weight), dtype=torch.bfloat16)
    step = max(1, _SLICE // weight.shape[1])
    for start in range(0, len(weight), step):
        part = weight[start : start + step].float()
        largest = part.abs().amax(1, keepdim=True)
        scale = largest.div_(_LEVELS).clamp_(min=torch.finfo(torch.float32).tiny).to(torch.bfloat16)
        packed[start : start + step] = (part / scale.float()).round_().clamp_(-_LEVELS, _LEVELS)
        scales[start : start + step] = scale[:, 0]
    return packed, scales


@functools.cache
def _operator_works() -> bool:
    """Whether this version of torch has the operator and gives the right numbers, tried on a small product."""
    inputs = (torch.arange(64.0).view(1, 64) - 32).to(torch.bfloat16)
    weight = torch.arange(-32, 32, dtype=torch.int8).expand(32, 64).contiguous()
    try:
        found = torch._weight_int8pack_mm(inputs, weight, torch.full((32,), 0.5, dtype=torch.bfloat16))
    except (AttributeError, RuntimeError, NotImplementedError):
        return False
    expected = F.linear(inputs.float(), weight.float()) / 2
    return bool(torch.allclose(found.float(), expected, rtol=1e-2))
