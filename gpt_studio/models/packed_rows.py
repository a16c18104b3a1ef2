"""Rows that hold several texts one after another, each with positions of its own and blind to the others.

What stands before a conversation must not tell what is said in it, and a row with one short conversation alone would
be filler for the most part.

A packed row is described by its ``starts`` [B, T]: for each position, at which position its text begins.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def positions_in_texts(starts: Tensor) -> Tensor:
    """At which position of its own text each token stands, [B, T]."""
    return torch.arange(starts.shape[1], device=starts.device) - starts


def learned_positions(table: Tensor, ids: Tensor, starts: Tensor | None) -> Tensor:
    """The rows of ``table`` [positions, D] for ids [B, T]: [T, D], or [B, T, D] with ``starts``."""
    return table[: ids.shape[1]] if starts is None else F.embedding(positions_in_texts(starts), table)


def packed_mask(starts: Tensor, dtype: torch.dtype, window: int | None = None) -> Tensor:
    """What attention adds to its scores, [B, 1, T, T]: 0 where a query sees a key, else -inf.

    A query sees the keys of its own text up to itself, at most ``window`` of them.
    """
    places = torch.arange(starts.shape[1], device=starts.device)
    visible = (places <= places[:, None]) & (places >= starts[:, :, None])
    if window is not None:
        visible &= places > places[:, None] - window
    mask = torch.zeros(visible.shape, dtype=dtype, device=starts.device)
    return mask.masked_fill_(~visible, float("-inf")).unsqueeze(1)
