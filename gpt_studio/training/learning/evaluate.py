"""Loss and bits per byte on held-out text."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
import torch

from gpt_studio.dataset.batches import Batch, PackedText, Tokens, held_out_windows
from gpt_studio.dataset.encode import HeldOutPart
from gpt_studio.dataset.mixed_tokens import Ids
from gpt_studio.dataset.packing import Pieces, pieces_of
from gpt_studio.models.contract import LanguageModel
from gpt_studio.training.learning.loss import summed_loss


@dataclass(frozen=True)
class HeldOut:
    """``loss`` in nats a token; ``bits_per_byte`` can be compared between tokenizers, loss cannot.

    ``context_length`` is that of the windows. Both losses are infinite where there was nothing to predict.
    ``general_bits_per_byte``: of a model that is tuned, on text of another kind (run/forgetting.py); 0 where that is
    not measured.
    """

    loss: float
    bits_per_byte: float
    context_length: int
    general_bits_per_byte: float = 0.0


class Sized(Protocol):
    """A text of which it is known how many bytes stand for a token."""

    @property
    def bytes_per_token(self) -> float: ...


def spread_windows(tokens: int, limit: int, context_length: int, stretches: int = 1) -> Ids:
    """Where to begin windows that hold about ``limit`` of the ``tokens``, or all of them, spread evenly.

    Each window of ``context_length`` is cut into so many ``stretches``, which are windows of their own.
    """
    windows, there = max(1, limit // context_length), (tokens - 1) // context_length
    length = context_length // stretches
    if there <= windows:
        return np.arange(0, tokens - 1, length)
    starts = np.linspace(0, there - 1, windows).round().astype(np.int64) * context_length
    return (starts[:, None] + np.arange(0, context_length, length)).reshape(-1)


def spread_documents(lengths: Ids, limit: int, context_length: int) -> Pieces:
    """As :func:`spread_windows`, of documents that are not to see each other: pieces of about ``limit`` tokens."""
    pieces = pieces_of(lengths, context_length)
    there, tokens = len(pieces.sizes), max(1, int(pieces.sizes.sum()))
    wanted = min(there, max(1, round(there * limit / tokens)))
    chosen = np.linspace(0, there - 1, wanted if there else 0).round().astype(np.int64)
    return Pieces(pieces.starts[chosen], pieces.sizes[chosen])


@dataclass(frozen=True)
class HeldOutRows:
    """What a model is measured on: ``tokens``, in windows of ``context_length`` that begin at ``places``, or in rows
    that these pieces are packed into. With a ``mask``, only tokens where it is 1 count."""

    tokens: Tokens
    places: Ids | Pieces
    context_length: int
    mask: npt.NDArray[np.uint8] | None = None

    def batches(self, size: int) -> Iterator[tuple[Batch, float]]:
        """Each batch of ``size`` rows, and which share of all is done with it."""
        if isinstance(self.places, Pieces):
            packed = PackedText(self.tokens, self.places, self.context_length, self.mask)
            batches, rows = packed.batches(size), packed.rows
        else:
            batches = held_out_windows(self.tokens, self.places, self.context_length, size, self.mask)
            rows = len(self.places)
        done = 0
        for batch in batches:
            done += len(batch.inputs)
            yield batch, done / rows


@torch.no_grad()
def evaluate(
    model: LanguageModel,
    held_out: Sized,
    rows: HeldOutRows,
    batch_size: int,
    on_progress: Callable[[float], None] = lambda _share: None,
) -> HeldOut:
    """Measure ``model`` on ``rows`` of the text ``held_out``, so many at once.

    Bits per byte: the mean loss times the tokens of a byte in the held-out text, in bits; of what is learnt of it where
    there is a mask. ``on_progress`` hears which share is done.
    """
    was_training = model.training
    model.eval()
    device = next(model.parameters()).device
    total, count = 0.0, 0
    for batch, done in rows.batches(batch_size):
        inputs, labels = (torch.from_numpy(ids).to(device) for ids in (batch.inputs, batch.targets))
        starts = None if batch.starts is None else torch.from_numpy(batch.starts).to(device)
        hidden = model(inputs, starts)
        total += float(summed_loss(hidden, model.output_weight, labels, model.logit_softcap))
        count += int((batch.targets >= 0).sum())
        on_progress(done)
    model.train(was_training)
    if not count:
        return HeldOut(math.inf, math.inf, rows.context_length)
    loss = total / count
    bits = loss / math.log(2) / max(held_out.bytes_per_token, 1e-9)
    return HeldOut(loss, bits, rows.context_length)


def together(measured: Sequence[HeldOut], parts: Sequence[HeldOutPart]) -> HeldOut:
    """Several measurements as one: that of a text whose tokens come from ``parts`` in their shares.

    So its loss is the mean of the losses, weighted with the shares, and its bits per byte are the bits of all its
    tokens divided by the bytes of its text. A part in which there was nothing to predict does not count.
    """
    if len(measured) == 1:
        return measured[0]
    counted = [(one, part) for one, part in zip(measured, parts, strict=True) if math.isfinite(one.loss)]
    whole = math.fsum(part.share for _, part in counted)
    if not counted:
        return measured[0]
    loss = math.fsum(part.share * one.loss for one, part in counted) / whole
    bytes_a_token = math.fsum(part.share * part.file.bytes_per_token for _, part in counted) / whole
    return HeldOut(loss, loss / math.log(2) / max(bytes_a_token, 1e-9), measured[0].context_length)
