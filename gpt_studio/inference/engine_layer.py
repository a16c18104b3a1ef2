"""One layer of the engine: attention with a cache, then the feed-forward network."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from gpt_studio.inference.engine_cache import EngineCache
from gpt_studio.inference.engine_norms import HeadNorm, Norm, RMSNormOfRows, prepared_norm, rms_weight
from gpt_studio.inference.products import Prepare, side_by_side, take_out
from gpt_studio.models.attention import attend, softcap_scores
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.parts import AttentionParts, FeedForwardParts, LayerParts
from gpt_studio.models.rotary import Rope

_FIRST_ANGLES = 1024


@dataclass(frozen=True)
class Call:
    """What all layers share while ``rows`` texts get ``new`` tokens each.

    ``positions`` index the tables of positions; ``rotations`` [new, pairs], or [rows, 1, new, pairs], are complex
    numbers, one for each pair of a head's numbers; ``masks`` belong to the windows.
    """

    rows: int
    new: int
    cache: EngineCache
    positions: slice | Tensor
    rotations: dict[Rope, Tensor]
    masks: dict[int | None, Tensor | None]


class Angles:
    """The rotations of all positions as complex numbers, made when they are first needed."""

    def __init__(self, rope: Rope, head_size: int, context_length: int, device: torch.device) -> None:
        self._rope, self._limit, self._device = rope, context_length, device
        self._pairs = head_size // 2
        self._tables = {False: torch.empty(0, 0), True: torch.empty(0, 0)}

    def at(self, positions: slice | Tensor, end: int) -> Tensor:
        """The rotations of ``positions`` in texts of ``end`` tokens: [new, pairs], or [rows, 1, new, pairs]."""
        table = self.table(end)
        return table[positions] if isinstance(positions, slice) else table[positions].unsqueeze(1)

    def table(self, end: int) -> Tensor:
        """The rotations [at least end, pairs] in texts of ``end`` tokens."""
        beyond = self._rope.turns_differently_beyond
        long = beyond is not None and end > beyond
        table = self._tables[long]
        if len(table) < end:
            limit = self._limit if beyond is None or long else min(beyond, self._limit)
            size = min(max(end, _FIRST_ANGLES, 2 * len(table)), limit)
            table = self._tables[long] = self._made(size)
        return table

    def _made(self, size: int) -> Tensor:
        """Pairs of numbers that are not rotated get 1."""
        turned = torch.complex(*self._rope.rotation(0, size, self._device))
        still = torch.ones(size, self._pairs - turned.shape[1], dtype=turned.dtype, device=self._device)
        return torch.cat((turned, still), dim=1)


class Layer:
    """Maps hidden states [rows * new, hidden_size] to new ones."""

    def __init__(self, parts: LayerParts, place: int, config: ModelConfig, prepare: Prepare, consume: bool) -> None:
        self.attention = Attention(parts.attention, place, config, prepare, consume)
        self.feed_forward = FeedForward(parts.feed_forward, prepare, consume)
        norms = (
            parts.attention_norm,
            parts.attention_end_norm,
            parts.feed_forward_norm,
            parts.feed_forward_end_norm,
        )
        before, after, second, last = (None if norm is None else prepared_norm(norm) for norm in norms)
        self.before: Norm | None = before
        self.after: Norm | None = after
        self.second: Norm | None = second
        self.last: Norm | None = last
        self.parallel = parts.parallel

    def __call__(self, x: Tensor, call: Call) -> Tensor:
        mixed = self.attention(x if self.before is None else self.before(x), call)
        if self.after is not None:
            mixed = self.after(mixed)
        attended = mixed.add_(x)
        read = x if self.parallel else attended
        result = self.feed_forward(read if self.second is None else self.second(read))
        if self.last is not None:
            result = self.last(result)
        return result.add_(attended)


class FeedForward:
    def __init__(self, parts: FeedForwardParts, prepare: Prepare, consume: bool) -> None:
        self.inputs = prepare(*side_by_side(parts.inputs))
        self.output = prepare(*side_by_side((parts.output,)))
        if consume:
            take_out((*parts.inputs, parts.output))
        self.activation, self.gated = parts.activation, parts.gated

    def __call__(self, x: Tensor) -> Tensor:
        inner = self.inputs(x)
        if not self.gated:
            return self.output(self.activation(inner))
        gate, up = inner.chunk(2, dim=-1)
        return self.output(self.activation(gate).mul_(up))


class Attention:
    def __init__(self, parts: AttentionParts, place: int, config: ModelConfig, prepare: Prepare, consume: bool) -> None:
        pairs = None if parts.rope is None else _pairs(parts.rope, config.head_size)
        order = None if pairs is None and not parts.by_head else _order(parts, config, pairs)
        self.inputs = prepare(*side_by_side(parts.inputs, order))
        self.output = prepare(*side_by_side((parts.output,)))
        if consume:
            take_out((*parts.inputs, parts.output))
        self._place = place
        self._heads, self._kv_heads, self._head_size = config.heads, config.kv_heads, config.head_size
        self._turned = config.heads + config.kv_heads
        self.scale, self.rope = parts.scale, parts.rope
        self.window, self.softcap = parts.window, parts.softcap
        self.whole_norms: tuple[Norm, Norm] | None = None
        self.head_norm: HeadNorm | None = None
        if parts.query_norm is not None and parts.key_norm is not None:
            (queries, epsilon), (keys, _) = rms_weight(parts.query_norm), rms_weight(parts.key_norm)
            whole = len(queries) != config.head_size
            weight = torch.cat(
                [
                    part.view(-1, config.head_size).expand(heads, -1)
                    for part, heads in ((queries, config.heads), (keys, config.kv_heads))
                ]
            )
            weight = weight if pairs is None else weight[:, pairs]
            if whole:
                queries, keys = weight[: config.heads].flatten(), weight[config.heads :].flatten()
                self.whole_norms = RMSNormOfRows(queries, epsilon), RMSNormOfRows(keys, epsilon)
            else:
                self.head_norm = HeadNorm(weight.unsqueeze(1).contiguous(), epsilon)

    def __call__(self, x: Tensor, call: Call) -> Tensor:
        heads = self._split(self.inputs(x), call)
        turned = heads[:, : self._turned]
        if self.head_norm is not None:
            self.head_norm(turned)
        if self.rope is not None:
            _rotate(turned, call.rotations[self.rope])
        keys, values = call.cache.update(self._place, heads[:, self._heads :])
        queries = heads[:, : self._heads]
        mask = call.masks[self.window]
        if self.softcap is not None:
            mixed = self._attend_capped(queries, keys, values, mask)
        elif call.new == 1 and mask is None:
            mixed = self._attend_one(queries, keys, values)
        else:
            mixed = attend(queries, keys, values, mask, path="sdpa", scale=self.scale, window=self.window)
        return self.output(mixed.reshape(call.rows * call.new, -1))

    def _split(self, joined: Tensor, call: Call) -> Tensor:
        """Queries, keys and values [rows * new, all heads' numbers] by head: [rows, all heads, new, head_size]."""
        if self.whole_norms is not None:
            first, second = self._heads * self._head_size, self._turned * self._head_size
            queries, keys = self.whole_norms[0](joined[:, :first]), self.whole_norms[1](joined[:, first:second])
            joined = torch.cat((queries, keys, joined[:, second:]), dim=-1)
        if call.new == 1:
            return joined.view(call.rows, -1, 1, self._head_size)
        return joined.view(call.rows, call.new, -1, self._head_size).transpose(1, 2)

    def _attend_one(self, queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        """The attention of one new position in each text. Returns as many numbers as ``queries`` in their order."""
        if self.window is not None:
            keys, values = keys[:, :, -self.window :], values[:, :, -self.window :]
        # Heads that share keys are like several positions of one head.
        shared = queries.reshape(len(queries), self._kv_heads, -1, self._head_size)
        return F.scaled_dot_product_attention(shared, keys, values, scale=self.scale)

    def _attend_capped(self, queries: Tensor, keys: Tensor, values: Tensor, mask: Tensor | None) -> Tensor:
        """Attention with limited scores, which PyTorch's own does not have. Returns [rows, new, heads * head_size]."""
        assert self.softcap is not None
        rows, _, new, size = queries.shape
        if self.window is not None:
            seen = new + self.window - 1
            keys, values = keys[:, :, -seen:], values[:, :, -seen:]
        shared = (queries * self.scale).reshape(rows, self._kv_heads, -1, size)
        scores = softcap_scores(shared @ keys.transpose(2, 3), self.softcap)
        if mask is not None:
            each = scores.view(rows, self._kv_heads, -1, new, scores.shape[-1])
            scores = each.masked_fill(~(mask if mask.dim() == 2 else mask.unsqueeze(1)), -torch.inf).view(scores.shape)
        return (scores.softmax(-1) @ values).view(queries.shape).transpose(1, 2).flatten(2)


def _rotate(x: Tensor, rotation: Tensor) -> None:
    """Rotate x [rows, heads, new, head_size] in place; the two numbers of a pair stand side by side."""
    if x.shape[-1] % 2:  # the last number has no partner, and memory is not in pairs
        even = x[..., :-1].clone(memory_format=torch.contiguous_format)
        _rotate(even, rotation)
        x[..., :-1] = even
    else:
        torch.view_as_complex(x.view(*x.shape[:-1], -1, 2)).mul_(rotation)


def _pairs(rope: Rope, head_size: int) -> Tensor:
    """The order of a head's numbers in which the two of each pair, (x[i], x[i + n]), stand side by side.

    It is the same for queries and keys, so their products stay.
    """
    turned = -(-rope.size // 2)
    return torch.cat((torch.arange(2 * turned).view(2, turned).T.flatten(), torch.arange(2 * turned, head_size)))


def _order(parts: AttentionParts, config: ModelConfig, pairs: Tensor | None) -> Tensor:
    """The order of the rows of the joint matrix: all queries, all keys, all values, in each head in ``pairs``."""
    size, turned = config.head_size, config.heads + config.kv_heads
    rows = torch.arange((turned + config.kv_heads) * size)
    heads = rows.view(-1, 3, size).transpose(0, 1).reshape(-1, size) if parts.by_head else rows.view(-1, size)
    if pairs is not None:
        heads = torch.cat((heads[:turned][:, pairs], heads[turned:]))
    return heads.flatten()
