"""Causal attention for training on a CPU: blocks of queries see only the keys before them.

Half of what plain products compute is masked away again. Here the queries are cut into blocks, each multiplied only
with the keys up to its own end, and the backward pass is written out, so that fewer matrices are made and kept.
Measured on one core in bfloat16 (16 x 4 heads, 256 positions, head size 64, forward and backward): 25 ms, against
40 ms for plain products and 57 ms for scaled_dot_product_attention.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

BLOCK = 128


def blockwise_attention(
    queries: Tensor, keys: Tensor, values: Tensor, scale: float, mask: Tensor | None = None
) -> Tensor:
    """Attention of queries [B, H, T, D] to keys and values [B, K, T, D], where K divides H. Returns [B, H, T, D].

    ``mask`` is that of packed rows, [B, 1, T, T] (see models/packed_rows.py).
    """
    B, H, T, D = queries.shape
    K = keys.shape[1]
    # Rows are ordered by position, then by head of the group: a block of positions is a slice.
    rows = (queries * scale).view(B, K, H // K, T, D).transpose(2, 3).reshape(B * K, T * (H // K), D)
    mixed = _BlockwiseAttention.apply(rows, keys.reshape(B * K, T, D), values.reshape(B * K, T, D), H // K, mask)  # type: ignore[no-untyped-call]
    return cast(Tensor, mixed).view(B, K, T, H // K, D).transpose(2, 3).reshape(B, H, T, D)


def _blocks(length: int, group: int, mask: Tensor | None) -> Iterator[tuple[slice, slice]]:
    """The rows of each block of queries, and the keys from the first to the last one that some of them see."""
    for start in range(0, length, BLOCK):
        end = min(start + BLOCK, length)
        first = 0
        if mask is not None:
            seen = (mask[:, 0, start:end, :end] == 0).any(dim=1).any(dim=0)
            first = int(seen.nonzero()[0])
        yield slice(start * group, end * group), slice(first, end)


def _mask_future(scores: Tensor, group: int) -> None:
    """Set scores [N, b * group, keys] of keys after their query to -inf, in place; the last keys are the queries'."""
    size = scores.shape[1] // group
    future = torch.ones(size, size, dtype=torch.bool, device=scores.device).triu(1).repeat_interleave(group, 0)
    scores[:, :, scores.shape[2] - size :].masked_fill_(future, float("-inf"))


def _mask_others(scores: Tensor, mask: Tensor, seen: slice, group: int) -> None:
    """Add to scores [B * K, b * group, keys] what ``mask`` says of the keys that are ``seen``, in place."""
    size = scores.shape[1] // group
    part = mask[:, :, seen.stop - size : seen.stop, None, seen]
    scores.view(len(mask), -1, size, group, scores.shape[2]).add_(part)


class _BlockwiseAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, rows: Tensor, keys: Tensor, values: Tensor, group: int, mask: Tensor | None) -> Tensor:
        mixed = torch.empty_like(rows)
        learns, weights = any(ctx.needs_input_grad), []
        blocks = list(_blocks(keys.shape[1], group, mask))
        for part, seen in blocks:
            scores = rows[:, part] @ keys[:, seen].transpose(1, 2)
            if mask is None:
                _mask_future(scores, group)
            else:
                _mask_others(scores, mask, seen, group)
            weight = torch.softmax(scores, -1)
            mixed[:, part] = weight @ values[:, seen]
            if learns:
                weights.append(weight)
        ctx.blocks = blocks
        ctx.save_for_backward(rows, keys, values, *weights)
        return mixed

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, upstream: Tensor) -> tuple[Tensor, Tensor, Tensor, None, None]:
        rows, keys, values, *weights = ctx.saved_tensors
        to_rows, to_keys, to_values = torch.empty_like(rows), torch.zeros_like(keys), torch.zeros_like(values)
        for (part, seen), weight in zip(ctx.blocks, weights, strict=True):
            slope = upstream[:, part]
            to_values[:, seen] += weight.transpose(1, 2) @ slope
            to_weight = slope @ values[:, seen].transpose(1, 2)
            to_scores = torch._softmax_backward_data(to_weight, weight, -1, weight.dtype)
            to_rows[:, part] = to_scores @ keys[:, seen]
            to_keys[:, seen] += to_scores.transpose(1, 2) @ rows[:, part]
        return to_rows, to_keys, to_values, None, None
