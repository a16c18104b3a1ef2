"""What a model is made of, part by part, for code that computes it in another way than its modules do.

The engine that writes (``inference/engine.py``) prepares itself from this description, so that an architecture stays
one file: its modules say how it is trained, and ``LanguageModel.parts`` says which module plays which part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from torch import Tensor, nn

from gpt_studio.models.rotary import Rope


class Table(Protocol):
    """A module with one matrix: an embedding."""

    @property
    def weight(self) -> Tensor: ...


class LinearLayer(Table, Protocol):
    """A module with a matrix [out, in] and perhaps a bias [out]."""

    @property
    def bias(self) -> Tensor | None: ...


@dataclass(frozen=True, kw_only=True)
class AttentionParts:
    """``inputs``: the linear layers whose results, side by side, are all queries, then all keys, then all values.

    ``by_head``: query, key and value of one head lie side by side instead. ``query_norm`` and ``key_norm`` have weights
    for one head or for all of them together. ``rope`` is None where positions are not rotated.
    """

    inputs: tuple[LinearLayer, ...]
    output: LinearLayer
    scale: float
    by_head: bool = False
    rope: Rope | None = None
    window: int | None = None
    softcap: float | None = None
    query_norm: nn.Module | None = None
    key_norm: nn.Module | None = None


@dataclass(frozen=True, kw_only=True)
class FeedForwardParts:
    """``inputs``: the linear layers whose results, side by side, are the gate, then what it lets through; or, unless
    ``gated``, one layer."""

    inputs: tuple[LinearLayer, ...]
    output: LinearLayer
    activation: Callable[[Tensor], Tensor]
    gated: bool


@dataclass(frozen=True, kw_only=True)
class LayerParts:
    """Norms stand before or after each part, or both. ``parallel``: both parts read what the layer was given."""

    attention: AttentionParts
    feed_forward: FeedForwardParts
    attention_norm: nn.Module | None = None
    feed_forward_norm: nn.Module | None = None
    attention_end_norm: nn.Module | None = None
    feed_forward_end_norm: nn.Module | None = None
    parallel: bool = False


@dataclass(frozen=True, kw_only=True)
class ModelParts:
    """``embedding_scale`` multiplies the embedding; it is rounded to the model's dtype, as in training.

    ``positions``: the table of learned positions.
    """

    embedding: Table
    layers: tuple[LayerParts, ...]
    norm: nn.Module
    embedding_scale: float | None = None
    positions: Table | None = None
    logit_softcap: float | None = None
