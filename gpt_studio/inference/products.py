"""Products of hidden states with a matrix, for writing: what the engine prepares from the linear layers of a model.

Every product takes float32 inputs [rows, in] and returns float32 [rows, out].
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal, Protocol

import torch
import torch.nn.functional as F
from torch import Tensor

from gpt_studio.hardware.machine import available_memory
from gpt_studio.inference.bfloat16_product import Bfloat16Product
from gpt_studio.inference.int8_product import Int8Product
from gpt_studio.models.as_stored import HALVES, WidenedProduct
from gpt_studio.models.contract import LanguageModel
from gpt_studio.models.lora import LoraLinear
from gpt_studio.models.parts import LinearLayer

Precision = Literal["exact", "bfloat16", "int8"]


class Product(Protocol):
    """``weight`` [out, in] times ``scales`` [out], in the format in which it is held, for code that multiplies with it
    itself."""

    @property
    def weight(self) -> Tensor: ...
    @property
    def scales(self) -> Tensor | None: ...
    @property
    def bias(self) -> Tensor | None: ...
    def __call__(self, x: Tensor) -> Tensor: ...


Prepare = Callable[[Tensor, Tensor | None], Product]
"""Makes the product with a weight [out, in] and a bias [out]."""
_WIDENED = WidenedProduct()
_BLOCK = 256  # rows
_ROOM = 0.25
"""The share of the free memory that weights may take in the form that is fastest to compute with."""


def prepare_for(model: LanguageModel, precision: Precision, *, copies: bool) -> Prepare:
    """How to prepare the products of ``model``, whose weights may be in any float format. ``copies``: the products may
    hold weights in the order in which torch multiplies one row fastest, where memory allows."""
    return partial(_product, precision=precision, copies=copies and (precision == "bfloat16" or _fits(model)))


def _product(weight: Tensor, bias: Tensor | None, precision: Precision, copies: bool) -> Product:
    bias = None if bias is None else bias.float()
    if precision == "int8":
        return Int8Product(weight, bias)
    if precision == "bfloat16":
        return Bfloat16Product(weight, bias, packed=copies)
    return _ExactProduct(_columns_together(weight) if copies else weight, bias)


class _ExactProduct:
    """Computes in float32. A weight whose columns lie together in memory is multiplied with one row 1.3 to 1.7 times as
    fast, with eight to thirty rows as fast to a fifth slower (measured on an AMD processor)."""

    scales = None

    def __init__(self, weight: Tensor, bias: Tensor | None) -> None:
        self.weight, self.bias = weight, bias
        self._multiply = _WIDENED if weight.dtype in HALVES else F.linear

    def __call__(self, x: Tensor) -> Tensor:
        return self._multiply(x, self.weight, self.bias)


def _columns_together(weight: Tensor) -> Tensor:
    """The numbers of a weight [out, in] in float32, in that order in memory. Block by block, which the cache holds."""
    turned = torch.empty(weight.shape[1], weight.shape[0])
    for place, part in zip(torch.split(turned, _BLOCK, dim=1), torch.split(weight, _BLOCK), strict=True):
        place.copy_(part.T)
    return turned.T


def _fits(model: LanguageModel) -> bool:
    """Whether there is room for all weights in float32."""
    numbers = sum(weight.numel() for weight in model.parameters())
    return model.output_weight.device.type == "cpu" and 4 * numbers < _ROOM * available_memory("cpu")


def side_by_side(layers: Sequence[LinearLayer], order: Tensor | None = None) -> tuple[Tensor, Tensor | None]:
    """The weights of linear ``layers`` as one matrix, and their biases as one vector, with their rows in ``order``."""
    weights = [_weight_of(layer) for layer in layers]
    biases = [layer.bias.detach() for layer in layers if layer.bias is not None]
    # A small matrix is widened when it is read, while a larger one beside it may be held as stored.
    dtype = weights[0].dtype if len({weight.dtype for weight in weights}) == 1 else torch.float32
    whole = weights[0] if len(weights) == 1 else torch.cat([weight.to(dtype) for weight in weights])
    bias = torch.cat(biases) if biases else None
    if order is None:
        return whole, bias
    return whole[order], None if bias is None else bias[order]


def _weight_of(layer: LinearLayer) -> Tensor:
    return layer.merged().detach() if isinstance(layer, LoraLinear) else layer.weight.detach()


def take_out(layers: Sequence[LinearLayer]) -> None:
    """Let the weights of ``layers`` go, which the engine holds in its own way."""
    for layer in layers:
        layer.weight.data = layer.weight.data.new_empty(0)
