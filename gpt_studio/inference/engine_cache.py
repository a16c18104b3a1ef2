"""The keys and values of texts that the engine writes. They grow in steps, so that appending seldom copies."""

from __future__ import annotations

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
        self._held: list[tuple[Tensor, Tensor]] = []

    @property
    def size(self) -> int:
        """Bytes of memory."""
        return sum(each.nbytes for pair in self._held for each in pair)

    def update(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Append keys and values [rows, kv_heads, new, head_size] to ``layer`` and return all of them."""
        start, end = self.length, self.length + keys.shape[2]
        if layer == len(self._held):
            self._held.append((self._room(keys, end), self._room(values, end)))
        held_keys, held_values = self._held[layer]
        if held_keys.shape[2] < end:
            held_keys, held_values = self._grown(held_keys, end), self._grown(held_values, end)
            self._held[layer] = held_keys, held_values
        held_keys.narrow(2, start, end - start).copy_(keys)
        held_values.narrow(2, start, end - start).copy_(values)
        return held_keys.narrow(2, 0, end), held_values.narrow(2, 0, end)

    def advance(self, new: int) -> None:
        """Count the positions that every layer has appended."""
        self.length += new

    def rewind(self, length: int) -> None:
        """Forget the positions from ``length`` on."""
        self.length = min(self.length, length)

    def _room(self, like: Tensor, positions: int) -> Tensor:
        size = min(-(-positions // _STEP) * _STEP, self.limit)
        return like.new_empty(like.shape[0], like.shape[1], size, like.shape[3])

    def _grown(self, held: Tensor, positions: int) -> Tensor:
        larger = self._room(held, max(positions, 2 * held.shape[2]))
        larger[:, :, : self.length] = held[:, :, : self.length]
        return larger
