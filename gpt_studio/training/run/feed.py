"""Copies batches to the model's device, and prepares the next one while the model computes."""

from __future__ import annotations

import contextlib
from typing import NamedTuple

import torch
from torch import Tensor

from gpt_studio.dataset.batches import Batches
from gpt_studio.dataset.mixed_tokens import Ids
from gpt_studio.dataset.rehearsal import RehearsedBatches


class FedBatch(NamedTuple):
    """A batch as tensors: see :class:`gpt_studio.dataset.batches.Batch`."""

    inputs: Tensor
    targets: Tensor
    starts: Tensor | None


def in_stretches(batch: FedBatch, stretches: int) -> FedBatch:
    """The batch with each row cut into so many stretches, which do not see each other."""
    if stretches == 1:
        return batch
    rows, length = batch.inputs.shape[0] * stretches, batch.inputs.shape[1] // stretches
    starts = batch.starts
    if starts is not None:
        begins = torch.arange(stretches, device=starts.device).repeat_interleave(length) * length
        starts = (starts - begins).clamp_(min=0).reshape(rows, length)
    return FedBatch(batch.inputs.reshape(rows, length), batch.targets.reshape(rows, length), starts)


class Feed:
    """The batches of a run on their ``device``.

    On CUDA a batch is copied from pinned memory on a stream of its own while the model computes the batch before it.
    """

    def __init__(self, batches: Batches | RehearsedBatches, device: torch.device) -> None:
        self._batches = batches
        self._device = device
        self._stream = torch.cuda.Stream(device) if device.type == "cuda" else None  # type: ignore[no-untyped-call]
        self._ready: tuple[int, FedBatch] | None = None

    def batch(self, number: int) -> FedBatch:
        """Batch ``number``."""
        if self._ready is None or self._ready[0] != number:
            self.prepare(number)
        assert self._ready is not None
        _, batch = self._ready
        self._ready = None
        if self._stream is not None:
            now = torch.cuda.current_stream(self._device)
            now.wait_stream(self._stream)
            for tensor in (part for part in batch if part is not None):
                # The other stream owns its memory and must not reuse it before this stream has read it.
                tensor.record_stream(now)
        return batch

    def prepare(self, number: int) -> None:
        """Prepare batch ``number``. On CUDA this does not wait for work that the card has still to do."""
        with contextlib.nullcontext() if self._stream is None else torch.cuda.stream(self._stream):
            inputs, targets, starts = self._batches.batch(number)
            sent = FedBatch(self._sent(inputs), self._sent(targets), None if starts is None else self._sent(starts))
        self._ready = number, sent

    def _sent(self, part: Ids) -> Tensor:
        tensor = torch.from_numpy(part)
        if self._stream is None:
            return tensor.to(self._device)
        return tensor.pin_memory().to(self._device, non_blocking=True)
