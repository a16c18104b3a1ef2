"""The keys and values of texts that the engine writes. They grow in steps, so that appending seldom copies."""

from __future__ import annotations

import torch
from torch import Tensor

_STEP = 256


class EngineCache:
    """Keys and values of up to ``limit`` positions in each layer, for one text or for several written side by side.

    ``padding`` [rows]: how many positions at the start of each text hold nothing, because another text is longer; None
    if all are equally long.
    """

    def __init__(self, limit: int, padding: Tensor | None = None) -> None:
        self.limit = limit
        self.length = 0
        self.padding = padding
        self._held: list[_Held] = []

    @property
    def size(self) -> int:
        """Bytes of memory."""
        return sum(held.whole.nbytes for held in self._held)

    def update(self, layer: int, new: Tensor) -> tuple[Tensor, Tensor]:
        """Append keys, then values, [rows, 2 * kv_heads, new, head_size] to ``layer``; return all keys and all values,
        each [rows, kv_heads, positions, head_size]."""
        added = new.shape[2]
        end = self.length + added
        if layer == len(self._held):
            self._held.append(_Held(self._room(new, end)))
        held = self._held[layer]
        if held.whole.shape[2] < end:
            held = self._held[layer] = self._larger(held, end)
        held.whole.narrow(2, self.length, added).copy_(new)
        return held.keys.narrow(2, 0, end), held.values.narrow(2, 0, end)

    def reserve(self, layers: int, shape: tuple[int, int, int], added: int) -> list[Tensor]:
        """Make room for so many more positions in float32 in all layers; what holds them, each [rows, 2 * kv_heads,
        room, head_size]. ``shape``: rows, 2 * kv_heads, head_size."""
        rows, heads, size = shape
        end = self.length + added
        if len(self._held) < layers:
            like = torch.empty(rows, heads, 0, size)
            self._held = [_Held(self._room(like, end)) for _ in range(layers)]
        elif self._held[0].whole.shape[2] < end:
            self._held = [self._larger(held, end) for held in self._held]
        return [held.whole for held in self._held]

    def rewind(self, length: int) -> None:
        """Forget the positions from ``length`` on."""
        self.length = min(self.length, length)

    def copy(self, length: int) -> EngineCache:
        """A cache of its own with the first ``length`` positions."""
        copied = EngineCache(self.limit, self.padding)
        for held in self._held:
            whole = self._room(held.whole, length + 1)
            whole[:, :, :length] = held.whole[:, :, :length]
            copied._held.append(_Held(whole))
        copied.length = length
        return copied

    def _larger(self, held: _Held, end: int) -> _Held:
        larger = self._room(held.whole, max(end, 2 * held.whole.shape[2]))
        larger[:, :, : self.length] = held.whole[:, :, : self.length]
        return _Held(larger)

    def _room(self, like: Tensor, positions: int) -> Tensor:
        size = min(-(-positions // _STEP) * _STEP, self.limit)
        return like.new_empty(like.shape[0], like.shape[1], size, like.shape[3])


class _Held:
    """The keys and values of one layer: the whole, and its two halves."""

    def __init__(self, whole: Tensor) -> None:
        self.whole = whole
        self.keys, self.values = whole.chunk(2, dim=1)
