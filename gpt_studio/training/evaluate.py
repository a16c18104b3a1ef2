"""Loss and bits per byte on held-out text."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch

from gpt_studio.dataset.batches import held_out_windows
from gpt_studio.dataset.encode import TokenFile
from gpt_studio.models.contract import LanguageModel
from gpt_studio.training.loss import summed_loss


@dataclass(frozen=True)
class HeldOut:
    """``loss`` in nats a token; ``bits_per_byte`` can be compared between tokenizers, loss cannot."""

    loss: float
    bits_per_byte: float


def held_out_part(tokens: np.ndarray, limit: int, context_length: int) -> np.ndarray:
    """At most about ``limit`` of the held-out ``tokens``: whole windows, spread evenly over the text."""
    windows = max(1, limit // context_length)
    there = len(tokens) // context_length
    if there <= windows:
        return tokens
    starts = np.linspace(0, there - 1, windows).round().astype(np.int64) * context_length
    return np.concatenate([tokens[start : start + context_length] for start in starts])


@torch.no_grad()
def evaluate(
    model: LanguageModel, tokens: np.ndarray, held_out: TokenFile, context_length: int, batch_size: int
) -> HeldOut:
    """Measure ``model`` on ``tokens``, a part of ``held_out``, in windows of ``context_length``.

    Bits per byte: the mean loss times the tokens of a byte in the held-out text, in bits.
    """
    was_training = model.training
    model.eval()
    device = next(model.parameters()).device
    total, count = 0.0, 0
    for inputs, targets in held_out_windows(tokens, context_length, batch_size):
        hidden = model(torch.from_numpy(inputs).to(device))
        labels = torch.from_numpy(targets).to(device)
        total += float(summed_loss(hidden, model.output_weight, labels))
        count += int((targets >= 0).sum())
    model.train(was_training)
    loss = total / max(count, 1)
    return HeldOut(loss, loss / math.log(2) * held_out.tokens / max(held_out.text_bytes, 1))
