"""The key-value cache of a text. It grows in steps, so that appending seldom copies."""

from __future__ import annotations

from torch import Tensor

from gpt_studio.models.contract import ModelConfig

_STEP = 256


class KeyValueCache:
    """Keys and values of up to ``context_length`` positions for every layer, each [B, kv_heads, positions, head_size].

    Implements :class:`gpt_studio.models.contract.Cache`.
    """

    def __init__(self, config: ModelConfig) -> None:
        self._layers = config.layers
        self._limit = config.context_length
        self._held: list[tuple[Tensor, Tensor]] = []
        self._length = 0

    @property
    def length(self) -> int:
        return self._length

    def update(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Append the new positions and return all. Raises ValueError beyond the context length."""
        start, end = self._length, self._length + keys.shape[2]
        if end > self._limit:
            raise ValueError(f"{end} positions in a context of {self._limit}")
        if layer == len(self._held):
            self._held.append((self._room(keys, end), self._room(values, end)))
        elif self._held[layer][0].shape[2] < end:
            self._held[layer] = (self._grown(self._held[layer][0], end), self._grown(self._held[layer][1], end))
        held_keys, held_values = self._held[layer]
        held_keys[:, :, start:end] = keys
        held_values[:, :, start:end] = values
        if layer == self._layers - 1:
            self._length = end
        return held_keys[:, :, :end], held_values[:, :, :end]

    def _room(self, like: Tensor, positions: int) -> Tensor:
        size = min(-(-positions // _STEP) * _STEP, self._limit)
        return like.new_empty(like.shape[0], like.shape[1], size, like.shape[3])

    def _grown(self, held: Tensor, positions: int) -> Tensor:
        larger = self._room(held, max(positions, 2 * held.shape[2]))
        larger[:, :, : self._length] = held[:, :, : self._length]
        return larger
