"""Keep large matrices in memory in half precision, as their file holds them, and compute with them in float32.

Each float16 or bfloat16 number is exactly a float32 number, so the results are those of float32 weights. A matrix is
widened slice by slice into a buffer that stays in the processor's cache. Half as many bytes then come from memory, so
generation is no slower than with float32 in memory (figures: ``tests/benchmarks/RESULTS.md``).
"""

from __future__ import annotations

import threading

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gpt_studio.models.contract import LanguageModel

SLICE = 1 << 19
"""How many numbers are widened at a time: 2 MB of float32."""
LARGE = 1 << 16
"""Matrices with fewer numbers are widened once, when they are read: they take little memory."""
HALVES = (torch.float16, torch.bfloat16)


def large_matrices(model: LanguageModel) -> frozenset[str]:
    """The names of the parameters that may stay as stored: large weights of linear layers and embeddings."""
    return frozenset(
        f"{name}.weight"
        for name, module in model.named_modules()
        if isinstance(module, nn.Linear | nn.Embedding) and module.weight.numel() >= LARGE
    )


def compute_as_stored(model: LanguageModel) -> None:
    """Make the linear layers and embeddings of ``model`` that have half-precision weights compute in float32.

    Meant for generation on a CPU: with gradients, or on a GPU, each use widens the whole matrix.
    """
    widened = WidenedProduct()
    for parent in tuple(model.modules()):
        for name, module in parent.named_children():
            if isinstance(module, nn.Linear) and module.weight.dtype in HALVES:
                setattr(parent, name, StoredLinear(module, widened))
            elif isinstance(module, nn.Embedding) and module.weight.dtype in HALVES:
                setattr(parent, name, _Embedding(module))
    if model.output_weight.dtype in HALVES:
        model.output_product = widened


class WidenedProduct:
    """``F.linear`` of float32 inputs and a half-precision weight. Each calling thread keeps one buffer for slices."""

    def __init__(self) -> None:
        self._kept = threading.local()

    def __call__(self, x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
        """Inputs [..., in], weight [out, in], bias [out]. Returns [..., out]."""
        if torch.is_grad_enabled() or x.device.type != "cpu":
            return F.linear(x, weight.to(x.dtype), bias)
        size, width = weight.shape
        rows = x.reshape(-1, width)
        # With inputs as columns each slice's product is contiguous: with 512 inputs that takes 15% less time.
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
            with torch.inference_mode(False):  # a tensor made in that mode cannot be written outside it
                kept = self._kept.space = torch.empty(numbers)
        return kept


class StoredLinear(nn.Module):
    """A linear layer whose weight stays in half precision."""

    def __init__(self, stored: nn.Linear, widened: WidenedProduct) -> None:
        super().__init__()
        self.weight, self.bias, self.product = stored.weight, stored.bias, widened

    def forward(self, x: Tensor) -> Tensor:
        return self.product(x, self.weight, self.bias)


class _Embedding(nn.Module):
    def __init__(self, stored: nn.Embedding) -> None:
        super().__init__()
        self.weight = stored.weight

    def forward(self, ids: Tensor) -> Tensor:
        return F.embedding(ids, self.weight).float()
