"""Causal attention, shared by the architectures (Vaswani et al., 2017; grouped queries: Ainslie et al., 2023)."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from gpt_studio.models.blockwise_attention import blockwise_attention
from gpt_studio.models.contract import AttentionPath


def causal_mask(path: AttentionPath, new: int, total: int, device: torch.device) -> Tensor | None:
    """The mask for ``new`` queries that are the last of ``total`` positions, or None where none is needed.

    For ``sdpa`` a boolean [new, total], true where a query may look; for ``matmul`` the same as 0 and -inf.
    """
    if new == 1 or (path == "sdpa" and new == total):
        return None
    visible = torch.ones(new, total, dtype=torch.bool, device=device).tril(total - new)
    if path == "sdpa":
        return visible
    return torch.zeros(new, total, device=device).masked_fill(~visible, float("-inf"))


def attend(
    queries: Tensor,
    keys: Tensor,
    values: Tensor,
    mask: Tensor | None,
    *,
    path: AttentionPath,
    scale: float,
    dropout: float,
) -> Tensor:
    """Queries [B, H, T, D] look at keys and values [B, K, S, D], K dividing H. Returns [B, T, H * D].

    ``mask`` comes from :func:`causal_mask` with the same path.
    """
    learns_whole_text = torch.is_grad_enabled() and dropout == 0 and 1 < queries.shape[2] == keys.shape[2]
    if path == "matmul" and learns_whole_text:
        # Valid for the plain causal mask only: a window or soft-capping needs the products below.
        mixed = blockwise_attention(queries, keys, values, scale)
    elif path == "sdpa":
        mixed = F.scaled_dot_product_attention(
            queries,
            keys,
            values,
            attn_mask=mask,
            dropout_p=dropout,
            is_causal=mask is None and queries.shape[2] > 1,
            scale=scale,
            enable_gqa=queries.shape[1] != keys.shape[1],
        )
    else:
        mixed = _attend_by_products(queries, keys, values, mask, scale, dropout)
    return mixed.transpose(1, 2).flatten(2)


def _attend_by_products(
    queries: Tensor, keys: Tensor, values: Tensor, mask: Tensor | None, scale: float, dropout: float
) -> Tensor:
    B, H, T, D = queries.shape
    K, S = keys.shape[1], keys.shape[2]
    # The queries of one group stand in one matrix: shared keys need no copy.
    scores = (queries * scale).reshape(B, K, H // K * T, D) @ keys.transpose(2, 3)
    if mask is not None:
        scores = (scores.view(B, K, H // K, T, S) + mask.to(scores.dtype)).view(B, K, H // K * T, S)
    weights = F.softmax(scores, dim=-1)
    if dropout > 0:
        weights = F.dropout(weights, dropout)
    return (weights @ values).view(B, H, T, D)
