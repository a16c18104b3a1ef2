"""Cross-entropy of the next token, computed in slices so that the logits never exist all at once.

With a vocabulary of 50,000 the logits of one batch are larger than the model. Each slice computes its logits, its
loss and, in the same pass, the gradients that the slice sends to the hidden states and to the output weights.

Positions of which nothing is learnt are left out before: in conversations they are most of a batch, and the output
layer of a small model is a large part of its work.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

IGNORED = -100
SLICE_ELEMENTS = 1 << 24


def next_token_loss(hidden: Tensor, weight: Tensor, targets: Tensor, softcap: float | None = None) -> Tensor:
    """Mean cross-entropy in nats a token, a float32 scalar.

    hidden: [..., D]; weight of the output layer: [V, D]; targets: [...] token ids, IGNORED where none is asked for.
    ``softcap`` limits the logits smoothly to that value (see models/contract.py).
    """
    flat, labels = _counted(hidden, targets)
    loss: Tensor = _SlicedCrossEntropy.apply(flat, weight, labels, softcap)  # type: ignore[no-untyped-call]
    return loss


def summed_loss(hidden: Tensor, weight: Tensor, targets: Tensor, softcap: float | None = None) -> Tensor:
    """Sum of the token losses in nats, without gradients; shapes as in :func:`next_token_loss`."""
    flat, labels = _counted(hidden, targets)
    total = torch.zeros((), dtype=torch.float32, device=hidden.device)
    for part in _slices(flat.shape[0], weight.shape[0]):
        logits = _limited((flat[part] @ weight.t()).float(), softcap)
        total += torch.nn.functional.cross_entropy(logits, labels[part], reduction="sum")
    return total


def _counted(hidden: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
    """The rows of ``hidden`` that have a target, [N, D], and their targets, [N]."""
    flat, labels = hidden.reshape(-1, hidden.shape[-1]), targets.reshape(-1)
    wanted = labels != IGNORED
    if bool(wanted.all()):
        return flat, labels
    places = wanted.nonzero().squeeze(1)
    return flat.index_select(0, places), labels[places]


def _limited(logits: Tensor, softcap: float | None) -> Tensor:
    return logits if softcap is None else logits.div_(softcap).tanh_().mul_(softcap)


def _slices(rows: int, vocabulary: int) -> list[slice]:
    size = max(1, SLICE_ELEMENTS // vocabulary)
    return [slice(start, min(start + size, rows)) for start in range(0, rows, size)]


class _SlicedCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, hidden: Tensor, weight: Tensor, labels: Tensor, softcap: float | None) -> Tensor:
        count = max(1, len(labels))
        total = torch.zeros((), dtype=torch.float32, device=hidden.device)
        hidden_gradient = torch.empty_like(hidden)
        learns = ctx.needs_input_grad[1]
        weight_gradient = torch.zeros(weight.shape if learns else (), dtype=torch.float32, device=weight.device)
        for part in _slices(hidden.shape[0], weight.shape[0]):
            rows = hidden[part]
            logits = _limited((rows @ weight.t()).float(), softcap)
            logs = torch.log_softmax(logits, dim=-1)
            index = labels[part].unsqueeze(1)
            total -= logs.gather(1, index).sum()
            slope = logs.exp_().scatter_add_(1, index, torch.full_like(index, -1, dtype=logs.dtype))
            slope.div_(count)
            if softcap is not None:
                slope.mul_(1 - (logits / softcap).square_())
            slope = slope.to(hidden.dtype)
            torch.mm(slope, weight, out=hidden_gradient[part])
            if learns:
                weight_gradient += slope.t() @ rows
        ctx.save_for_backward(hidden_gradient, weight_gradient.to(weight.dtype))
        return total / count

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, upstream: Tensor) -> tuple[Tensor, Tensor | None, None, None]:
        hidden_gradient, weight_gradient = ctx.saved_tensors
        factor = upstream.to(hidden_gradient.dtype)
        to_weight = weight_gradient * factor if ctx.needs_input_grad[1] else None
        return hidden_gradient * factor, to_weight, None, None
