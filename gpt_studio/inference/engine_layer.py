"""One layer of the engine: attention with a cache, then the feed-forward network."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from gpt_studio.inference.engine_cache import EngineCache
from gpt_studio.inference.engine_norms import Norm, prepared_norm, rms_weight
from gpt_studio.inference.products import Precision, product, side_by_side
from gpt_studio.models.attention import attend, softcap_scores
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.parts import AttentionParts, FeedForwardParts, LayerParts
from gpt_studio.models.rotary import Rope

_FIRST_ANGLES = 1024


@dataclass(frozen=True)
class Call:
    """What all layers share while ``rows`` texts get ``new`` tokens each.

    ``positions`` index the tables of positions; ``rotations`` [new, pairs], or [rows, 1, new, pairs], are complex
    numbers of length 1 (times the rope's factor); ``masks`` belong to the windows.
    """

    rows: int
    new: int
    cache: EngineCache
    positions: slice | Tensor
    rotations: dict[Rope, Tensor]
    masks: dict[int | None, Tensor | None]


class Angles:
    """The rotations of all positions as complex numbers, made when they are first needed."""

    def __init__(self, rope: Rope, context_length: int, device: torch.device) -> None:
        self._rope, self._limit, self._device = rope, context_length, device
        self._tables = {False: torch.empty(0, 0), True: torch.empty(0, 0)}

    def at(self, positions: slice | Tensor, end: int) -> Tensor:
        """The rotations of ``positions`` in texts of ``end`` tokens: [new, pairs], or [rows, 1, new, pairs]."""
        beyond = self._rope.turns_differently_beyond
        long = beyond is not None and end > beyond
        table = self._tables[long]
        if len(table) < end:
            limit = self._limit if beyond is None or long else min(beyond, self._limit)
            size = min(max(end, _FIRST_ANGLES, 2 * len(table)), limit)
            table = self._tables[long] = torch.complex(*self._rope.rotation(0, size, self._device))
        return table[positions] if isinstance(positions, slice) else table[positions].unsqueeze(1)


class Layer:
    """Maps hidden states [rows * new, hidden_size] to new ones."""

    def __init__(self, parts: LayerParts, place: int, config: ModelConfig, precision: Precision, share: bool) -> None:
        self._attention = _Attention(parts.attention, place, config, precision, share)
        self._feed_forward = _FeedForward(parts.feed_forward, precision, share)
        norms = (
            parts.attention_norm,
            parts.attention_end_norm,
            parts.feed_forward_norm,
            parts.feed_forward_end_norm,
        )
        before, after, second, last = (None if norm is None else prepared_norm(norm) for norm in norms)
        self._before: Norm | None = before
        self._after: Norm | None = after
        self._second: Norm | None = second
        self._last: Norm | None = last
        self._parallel = parts.parallel

    def __call__(self, x: Tensor, call: Call) -> Tensor:
        mixed = self._attention(x if self._before is None else self._before(x), call)
        if self._after is not None:
            mixed = self._after(mixed)
        attended = mixed.add_(x)
        read = x if self._parallel else attended
        result = self._feed_forward(read if self._second is None else self._second(read))
        if self._last is not None:
            result = self._last(result)
        return result.add_(attended)


class _FeedForward:
    def __init__(self, parts: FeedForwardParts, precision: Precision, share: bool) -> None:
        self._inputs = product(*side_by_side(parts.inputs, share=share), precision)
        self._output = product(*side_by_side((parts.output,), share=share), precision)
        self._activation, self._gated = parts.activation, parts.gated

    def __call__(self, x: Tensor) -> Tensor:
        inner = self._inputs(x)
        if not self._gated:
            return self._output(self._activation(inner))
        gate, up = inner.chunk(2, dim=-1)
        return self._output(self._activation(gate).mul_(up))


class _Attention:
    def __init__(
        self, parts: AttentionParts, place: int, config: ModelConfig, precision: Precision, share: bool
    ) -> None:
        self._inputs = product(*side_by_side(parts.inputs, share=share), precision)
        self._output = product(*side_by_side((parts.output,), share=share), precision)
        self._place, self._by_head = place, parts.by_head
        self._heads, self._kv_heads, self._head_size = config.heads, config.kv_heads, config.head_size
        self._turned = config.heads + config.kv_heads
        self._scale, self._rope = parts.scale, parts.rope
        self._window, self._softcap = parts.window, parts.softcap
        self._whole_norms: tuple[Norm, Norm] | None = None
        self._head_norm: tuple[Tensor, float] | None = None
        if parts.query_norm is not None and parts.key_norm is not None:
            (queries, epsilon), (keys, _) = rms_weight(parts.query_norm), rms_weight(parts.key_norm)
            if len(queries) == config.head_size:
                weights = [queries.expand(config.heads, -1), keys.expand(config.kv_heads, -1)]
                self._head_norm = torch.cat(weights).unsqueeze(1).contiguous(), epsilon
            else:
                self._whole_norms = prepared_norm(parts.query_norm), prepared_norm(parts.key_norm)

    def __call__(self, x: Tensor, call: Call) -> Tensor:
        heads = self._split(self._inputs(x), call)
        turned = heads[:, : self._turned]
        if self._head_norm is not None:
            weight, epsilon = self._head_norm
            turned = F.rms_norm(turned, turned.shape[-1:], None, epsilon).mul_(weight)
        if self._rope is not None:
            turned = _rotated(turned, call.rotations[self._rope])
        keys, values = call.cache.update(self._place, turned[:, self._heads :], heads[:, self._turned :])
        queries = turned[:, : self._heads]
        mask = call.masks[self._window]
        if self._softcap is not None:
            mixed = self._attend_capped(queries, keys, values, mask)
        elif call.new == 1 and mask is None:
            mixed = self._attend_one(queries, keys, values)
        else:
            mixed = attend(queries, keys, values, mask, path="sdpa", scale=self._scale, window=self._window)
        return self._output(mixed.reshape(call.rows * call.new, -1))

    def _split(self, joined: Tensor, call: Call) -> Tensor:
        """Queries, keys and values [rows * new, all heads' numbers] by head: [rows, all heads, new, head_size]."""
        if self._whole_norms is not None:
            first, second = self._heads * self._head_size, self._turned * self._head_size
            queries, keys = self._whole_norms[0](joined[:, :first]), self._whole_norms[1](joined[:, first:second])
            joined = torch.cat((queries, keys, joined[:, second:]), dim=-1)
        if self._by_head:
            joined = joined.view(len(joined), self._heads, 3, -1).transpose(1, 2).reshape(joined.shape)
        if call.new == 1:
            return joined.view(call.rows, -1, 1, self._head_size)
        return joined.view(call.rows, call.new, -1, self._head_size).transpose(1, 2)

    def _attend_one(self, queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        """The attention of one new position in each text. Returns as many numbers as ``queries`` in their order."""
        if self._window is not None:
            keys, values = keys[:, :, -self._window :], values[:, :, -self._window :]
        # Heads that share keys are like several positions of one head.
        shared = queries.reshape(len(queries), self._kv_heads, -1, self._head_size)
        return F.scaled_dot_product_attention(shared, keys, values, scale=self._scale)

    def _attend_capped(self, queries: Tensor, keys: Tensor, values: Tensor, mask: Tensor | None) -> Tensor:
        """Attention with limited scores, which PyTorch's own does not have. Returns [rows, new, heads * head_size]."""
        assert self._softcap is not None
        rows, _, new, size = queries.shape
        if self._window is not None:
            seen = new + self._window - 1
            keys, values = keys[:, :, -seen:], values[:, :, -seen:]
        shared = (queries * self._scale).reshape(rows, self._kv_heads, -1, size)
        scores = softcap_scores(shared @ keys.transpose(2, 3), self._softcap)
        if mask is not None:
            each = scores.view(rows, self._kv_heads, -1, new, scores.shape[-1])
            scores = each.masked_fill(~(mask if mask.dim() == 2 else mask.unsqueeze(1)), -torch.inf).view(scores.shape)
        return (scores.softmax(-1) @ values).view(queries.shape).transpose(1, 2).flatten(2)


def _rotated(x: Tensor, rotation: Tensor) -> Tensor:
    """Rotate the pairs (x[i], x[i + n]) of x [rows, heads, new, head_size]; they come to stand side by side.

    That other order is the same for queries and keys, so their products stay.
    """
    pairs = rotation.shape[-1]
    turned = torch.view_as_real(torch.complex(x[..., :pairs], x[..., pairs : 2 * pairs]).mul_(rotation)).flatten(-2)
    return turned if 2 * pairs == x.shape[-1] else torch.cat((turned, x[..., 2 * pairs :]), dim=-1)
