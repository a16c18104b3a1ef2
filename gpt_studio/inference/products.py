"""Products of hidden states with a matrix, for writing: what the engine prepares from the linear layers of a model.

Every product takes float32 inputs [rows, in] and returns float32 [rows, out].
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor

from gpt_studio.inference.int8_product import Int8Product
from gpt_studio.models.as_stored import HALVES, WidenedProduct
from gpt_studio.models.parts import LinearLayer

Precision = Literal["exact", "bfloat16", "int8"]
Product = Callable[[Tensor], Tensor]
_WIDENED = WidenedProduct()


def product(weight: Tensor, bias: Tensor | None, precision: Precision) -> Product:
    """The product with a weight [out, in], in any float format, and a bias [out]."""
    bias = None if bias is None else bias.float()
    if precision == "int8":
        return Int8Product(weight, bias)
    if precision == "bfloat16":
        return _Bfloat16Product(weight.to(torch.bfloat16), bias)
    return _ExactProduct(weight, bias)


class _ExactProduct:
    """Computes in float32 with the weight as it is stored."""

    def __init__(self, weight: Tensor, bias: Tensor | None) -> None:
        self._weight, self._bias = weight, bias
        self._multiply = _WIDENED if weight.dtype in HALVES else F.linear

    def __call__(self, x: Tensor) -> Tensor:
        return self._multiply(x, self._weight, self._bias)


class _Bfloat16Product:
    """Rounds the inputs to bfloat16 too, and adds the bias in float32."""

    def __init__(self, weight: Tensor, bias: Tensor | None) -> None:
        self._weight, self._bias = weight, bias

    def __call__(self, x: Tensor) -> Tensor:
        result = F.linear(x.to(torch.bfloat16), self._weight).float()
        return result if self._bias is None else result.add_(self._bias)


def side_by_side(layers: Sequence[LinearLayer], *, share: bool) -> tuple[Tensor, Tensor | None]:
    """The weights of linear ``layers`` as one matrix, and their biases as one vector.

    With ``share`` the layers' own weights become views of that matrix, so that no memory is needed twice.
    """
    weights = [layer.weight for layer in layers]
    biases = [layer.bias.detach() for layer in layers if layer.bias is not None]
    bias = torch.cat(biases) if biases else None
    if len(layers) == 1:
        return weights[0].detach(), bias
    # A small matrix is widened when it is read, while a larger one beside it may be held as stored.
    dtype = weights[0].dtype if len({weight.dtype for weight in weights}) == 1 else torch.float32
    whole = torch.cat([weight.detach().to(dtype) for weight in weights])
    if share:
        start = 0
        for weight in weights:
            if weight.dtype == dtype:
                weight.data = whole[start : start + len(weight)]
            start += len(weight)
    return whole, bias
