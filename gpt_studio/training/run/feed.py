"""Copies batches to the model's device, and prepares the next one while the model computes."""

from __future__ import annotations

import torch
from torch import Tensor

from gpt_studio.dataset.batches import Batches
from gpt_studio.dataset.rehearsal import RehearsedBatches


class Feed:
    """The batches of a run on their ``device``.

    On CUDA a batch is copied from pinned memory on a stream of its own while the model computes the batch before it.
    """

    def __init__(self, batches: Batches | RehearsedBatches, device: torch.device) -> None:
        self._batches = batches
        self._device = device
        self._stream = torch.cuda.Stream(device) if device.type == "cuda" else None  # type: ignore[no-untyped-call]
        self._ready: tuple[int, list[Tensor]] | None = None

    def batch(self, number: int) -> list[Tensor]:
        """Inputs and targets [B, T] of batch ``number``."""
        if self._ready is None or self._ready[0] != number:
            self.prepare(number)
        assert self._ready is not None
        _, tensors = self._ready
        self._ready = None
        if self._stream is not None:
            now = torch.cuda.current_stream(self._device)
            now.wait_stream(self._stream)
            for tensor in tensors:
                # The other stream owns its memory and must not reuse it before this stream has read it.
                tensor.record_stream(now)
        return tensors

    def prepare(self, number: int) -> None:
        """Prepare batch ``number``. On CUDA this does not wait for work that the card has still to do."""
        tensors = [torch.from_numpy(part) for part in self._batches.batch(number)]
        if self._stream is None:
            self._ready = number, [tensor.to(self._device) for tensor in tensors]
            return
        with torch.cuda.stream(self._stream):
            sent = [tensor.pin_memory().to(self._device, non_blocking=True) for tensor in tensors]
        self._ready = number, sent
