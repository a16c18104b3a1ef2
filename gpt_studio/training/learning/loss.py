"""Cross-entropy of the next token, computed in slices so that the logits never exist all at once.

With a vocabulary of 50,000 the logits of one batch are larger than the model. Each slice computes its logits, its
loss and, in the same pass, the gradients that the slice sends to the hidden states and to the output weights.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

IGNORED = -100
SLICE_ELEMENTS = 1 << 24


def next_token_loss(hidden: Tensor, weight: Tensor, targets: Tensor) -> Tensor:
    """Mean cross-entropy in nats a token, a float32 scalar.

    hidden: [..., D]; weight of the output layer: [V, D]; targets: [...] token ids, IGNORED where none is asked for.
    """
    flat = hidden.reshape(-1, hidden.shape[-1])
    labels = targets.reshape(-1)
    loss: Tensor = _SlicedCrossEntropy.apply(flat, weight, labels)  # type: ignore[no-untyped-call]
    return loss


def summed_loss(hidden: Tensor, weight: Tensor, targets: Tensor) -> Tensor:
    """Sum of the token losses in nats, without gradients; shapes as in :func:`next_token_loss`."""
    flat, labels = hidden.reshape(-1, hidden.shape[-1]), targets.reshape(-1)
    total = torch.zeros((), dtype=torch.float32, device=hidden.device)
    for part in _slices(flat.shape[0], weight.shape[0]):
        logits = (flat[part] @ weight.t()).float()
        total += torch.nn.functional.cross_entropy(logits, labels[part], ignore_index=IGNORED, reduction="sum")
    return total


def _slices(rows: int, vocabulary: int) -> list[slice]:
    size = max(1, SLICE_ELEMENTS // vocabulary)
    return [slice(start, min(start + size, rows)) for start in range(0, rows, size)]


class _SlicedCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, hidden: Tensor, weight: Tensor, labels: Tensor) -> Tensor:
        wanted = labels != IGNORED
        count = wanted.sum().clamp(min=1)
        total = torch.zeros((), dtype=torch.float32, device=hidden.device)
        hidden_gradient = torch.empty_like(hidden)
        weight_gradient = torch.zeros(weight.shape, dtype=torch.float32, device=weight.device)
        for part in _slices(hidden.shape[0], weight.shape[0]):
            rows, kept = hidden[part], wanted[part].unsqueeze(1)
            logs = torch.log_softmax((rows @ weight.t()).float(), dim=-1)
            index = labels[part].clamp(min=0).unsqueeze(1)
            total -= (logs.gather(1, index) * kept).sum()
            slope = logs.exp_().scatter_add_(1, index, torch.full_like(index, -1, dtype=logs.dtype))
            slope = (slope.mul_(kept / count)).to(hidden.dtype)
            torch.mm(slope, weight, out=hidden_gradient[part])
            weight_gradient += slope.t() @ rows
        ctx.save_for_backward(hidden_gradient, weight_gradient.to(weight.dtype))
        return total / count

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, upstream: Tensor) -> tuple[Tensor, Tensor, None]:
        hidden_gradient, weight_gradient = ctx.saved_tensors
        factor = upstream.to(hidden_gradient.dtype)
        return hidden_gradient * factor, weight_gradient * factor, None
