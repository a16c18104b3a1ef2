"""Causal attention, shared by the architectures (Vaswani et al., 2017; grouped queries: Ainslie et al., 2023)."""

from __future__ import annotations

from collections.abc import Iterable

import torch
import torch.nn.functional as F
from torch import Tensor

from gpt_studio.models.blockwise_attention import blockwise_attention
from gpt_studio.models.contract import AttentionPath
from gpt_studio.models.packed_rows import packed_mask


def causal_mask(
    path: AttentionPath, new: int, total: int, device: torch.device, window: int | None = None
) -> Tensor | None:
    """The mask for ``new`` queries that are the last of ``total`` positions, or None where none is needed.

    With a ``window`` each query attends to so many positions, its own included, and the mask covers only those that
    some query attends to. ``sdpa``: boolean [new, seen], true where a query may attend; ``matmul``: 0 there, else -inf.
    """
    seen = total if window is None else min(total, new + window - 1)
    slides = window is not None and window < total and new > 1
    if new == 1 or (path == "sdpa" and new == total and not slides):
        return None
    visible = torch.ones(new, seen, dtype=torch.bool, device=device).tril(seen - new)
    if window is not None and slides:
        visible = visible.triu(seen - new - window + 1)
    if path == "sdpa":
        return visible
    return torch.zeros(new, seen, device=device).masked_fill(~visible, float("-inf"))


def training_mask(path: AttentionPath, x: Tensor, starts: Tensor | None, window: int | None = None) -> Tensor | None:
    """The mask for whole rows x [B, T, D]: :func:`causal_mask`, or where rows hold several texts, which begin at
    ``starts`` (see models/packed_rows.py), one [B, 1, T, T] in the number format of ``x``: 0 for what is seen, else
    -inf."""
    length = x.shape[1]
    if starts is None:
        return causal_mask(path, length, length, x.device, window)
    return packed_mask(starts, x.dtype, window)


def training_masks(
    path: AttentionPath, x: Tensor, starts: Tensor | None, windows: Iterable[int | None]
) -> dict[int | None, Tensor | None]:
    """:func:`training_mask` for each of ``windows``."""
    return {window: training_mask(path, x, starts, window) for window in set(windows)}


def attend(
    queries: Tensor,
    keys: Tensor,
    values: Tensor,
    mask: Tensor | None,
    *,
    path: AttentionPath,
    scale: float,
    dropout: float = 0.0,
    window: int | None = None,
    softcap: float | None = None,
) -> Tensor:
    """Attention of queries [B, H, T, D] to keys and values [B, K, S, D], where K divides H. Returns [B, T, H * D].

    ``mask`` comes from :func:`causal_mask` or :func:`training_mask` with the same path and ``window``. ``softcap``
    limits the scores smoothly to that value (Gemma 2, 2024); it needs the ``matmul`` path.
    """
    if window is not None:
        seen = queries.shape[2] + window - 1
        keys, values = keys[:, :, -seen:], values[:, :, -seen:]
    whole_text = dropout == 0 and 1 < queries.shape[2] == keys.shape[2]
    plain = softcap is None and (window is None or window >= keys.shape[2])
    if path == "matmul" and whole_text and plain:
        packed = mask if mask is not None and mask.dim() == 4 else None
        mixed = blockwise_attention(queries, keys, values, scale, packed)
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
        mixed = _attend_by_products(queries, keys, values, mask, scale, dropout, softcap)
    return mixed.transpose(1, 2).flatten(2)


def _attend_by_products(
    queries: Tensor,
    keys: Tensor,
    values: Tensor,
    mask: Tensor | None,
    scale: float,
    dropout: float,
    softcap: float | None,
) -> Tensor:
    B, H, T, D = queries.shape
    K, S = keys.shape[1], keys.shape[2]
    # The queries that share keys form one matrix, so the keys need no copy.
    scores = (queries * scale).reshape(B, K, H // K * T, D) @ keys.transpose(2, 3)
    if softcap is not None:
        scores = softcap_scores(scores, softcap)
    if mask is not None:
        of_rows = mask if mask.dim() == 2 else mask.unsqueeze(1)
        scores = (scores.view(B, K, H // K, T, S) + of_rows.to(scores.dtype)).view(B, K, H // K * T, S)
    weights = F.softmax(scores, dim=-1)
    if dropout > 0:
        weights = F.dropout(weights, dropout)
    return (weights @ values).view(B, H, T, D)


def softcap_scores(scores: Tensor, limit: float) -> Tensor:
    """Limit scores smoothly to -limit..limit."""
    return limit * torch.tanh(scores / limit)
