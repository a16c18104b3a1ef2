"""Loss and bits per byte on held-out text."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
import torch

from gpt_studio.dataset.batches import Tokens, document_windows, held_out_windows
from gpt_studio.dataset.encode import HeldOutPart
from gpt_studio.dataset.mixed_tokens import Ids
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


def spread_documents(lengths: Ids, limit: int, context_length: int) -> tuple[Ids, Ids]:
    """As :func:`spread_windows`, for windows that hold one document each: where they begin, and where it ends."""
    places = document_windows(lengths, context_length)
    there, wanted = places.shape[1], max(1, limit // context_length)
    chosen = np.linspace(0, there - 1, min(there, wanted)).round().astype(np.int64)
    return places[0, chosen], places[1, chosen]


@torch.no_grad()
def evaluate(
    model: LanguageModel,
    held_out: Sized,
    tokens: Tokens,
    starts: Ids,
    context_length: int,
    batch_size: int,
    mask: npt.NDArray[np.uint8] | None = None,
    ends: Ids | None = None,
    on_progress: Callable[[float], None] = lambda _share: None,
) -> HeldOut:
    """Measure ``model`` on the ``tokens`` of ``held_out``, in windows of ``context_length`` from ``starts``.

    With a ``mask``, only on tokens where it is 1, and with ``ends`` only up to the end of each window's document. Bits
    per byte: the mean loss times the tokens of a byte in the held-out text, in bits; of what is learnt of it where
    there is a mask. ``on_progress`` hears which share is done.
    """
    was_training = model.training
    model.eval()
    device = next(model.parameters()).device
    total, count, done = 0.0, 0, 0
    for inputs, targets in held_out_windows(tokens, starts, context_length, batch_size, mask, ends):
        hidden = model(torch.from_numpy(inputs).to(device))
        labels = torch.from_numpy(targets).to(device)
        total += float(summed_loss(hidden, model.output_weight, labels, model.logit_softcap))
        count += int((targets >= 0).sum())
        done += len(inputs)
        on_progress(min(1.0, done / max(len(starts), 1)))
    model.train(was_training)
    if not count:
        return HeldOut(math.inf, math.inf, context_length)
    loss = total / count
    return HeldOut(loss, loss / math.log(2) / max(held_out.bytes_per_token, 1e-9), context_length)


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
