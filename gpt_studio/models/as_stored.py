"""Matrices that stay in memory as their file holds them, in half precision, and are widened where they are used.

A float16 or bfloat16 number is a float32 number too, so the arithmetic stays that of float32 on a copy twice as large.
The copy is made slice by slice in a place that stays in the processor's cache; what then comes from memory is half as
much, so writing is no slower than with float32 in memory (figures: ``tests/benchmarks/RESULTS.md``).
"""

from __future__ import annotations

import threading

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gpt_studio.models.contract import LanguageModel

SLICE = 1 << 19
"""Numbers that are widened at a time: 2 MB of float32."""
LARGE = 1 << 16
"""Matrices with fewer numbers take so little memory that they are widened once for all."""
HALVES = (torch.float16, torch.bfloat16)


def large_matrices(model: LanguageModel) -> frozenset[str]:
    """The names of the parameters that may stay as stored: the weights of linear layers and embeddings, if large."""
    return frozenset(
        f"{name}.weight"
        for name, module in model.named_modules()
        if isinstance(module, nn.Linear | nn.Embedding) and module.weight.numel() >= LARGE
    )


def compute_as_stored(model: LanguageModel) -> None:
    """Let every linear layer and embedding of ``model`` whose weight is in half precision compute in float32.

    For writing on a CPU: slices are used again, so gradients take another, slower way.
    """
    widened = WidenedProduct()
    for parent in tuple(model.modules()):
        for name, module in parent.named_children():
            if isinstance(module, nn.Linear) and module.weight.dtype in HALVES:
                setattr(parent, name, _Linear(module, widened))
            elif isinstance(module, nn.Embedding) and module.weight.dtype in HALVES:
                setattr(parent, name, _Embedding(module))
    if model.output_weight.dtype in HALVES:
        model.output_product = widened


class WidenedProduct:
    """``F.linear`` of float32 numbers and a weight in half precision; each thread that calls it keeps one slice."""

    def __init__(self) -> None:
        self._kept = threading.local()

    def __call__(self, x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
        """x [..., in], weight [out, in], bias [out]: [..., out]."""
        if torch.is_grad_enabled() or x.device.type != "cpu":
            return F.linear(x, weight.to(x.dtype), bias)
        size, width = weight.shape
        rows = x.reshape(-1, width)
        # As columns each slice's product lies in one piece: with 512 of them that takes 15 % less time.
        columns = rows[0] if len(rows) == 1 else rows.T
        product = x.new_empty(size, *columns.shape[1:])
        space = self._space(max(SLICE, width))
        step = len(space) // width
        for start in range(0, size, step):
            part = weight[start : start + step]
            wide = space[: part.numel()].view(part.shape).copy_(part)
            torch.matmul(wide, columns, out=product[start : start + step])
        result = product.view(size, -1).T.contiguous().view(*x.shape[:-1], size)
        return result if bias is None else result.add_(bias)

    def _space(self, numbers: int) -> Tensor:
        kept: Tensor | None = getattr(self._kept, "space", None)
        if kept is None or len(kept) < numbers:
            with torch.inference_mode(False):  # a tensor made in that mode could not be filled outside of it
                kept = self._kept.space = torch.empty(numbers)
        return kept


class _Linear(nn.Module):
    def __init__(self, stored: nn.Linear, widened: WidenedProduct) -> None:
        super().__init__()
        self.weight, self.bias, self._widened = stored.weight, stored.bias, widened

    def forward(self, x: Tensor) -> Tensor:
        return self._widened(x, self.weight, self.bias)


class _Embedding(nn.Module):
    def __init__(self, stored: nn.Embedding) -> None:
        super().__init__()
        self.weight = stored.weight

    def forward(self, ids: Tensor) -> Tensor:
        return F.embedding(ids, self.weight).float()
