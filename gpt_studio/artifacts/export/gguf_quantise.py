"""Numbers of few bits in blocks of 32, as GGUF stores them: Q8_0 and Q4_0.

Q8_0 is made by llama.cpp's ``gguf`` package. Its Q4_0 takes a block's scale from the largest number alone; here several
scales are tried, and the one with the least squared error is taken, which keeps more of what a small model writes. The
package has no quantiser for the K kinds (Q4_K_M and so on).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor

from gpt_studio.artifacts.export.narrowing import too_large

BLOCK = {"q8_0": 34, "q4_0": 18}
"""Bytes of a block of 32 numbers."""
_STEPS = {"q8_0": 127, "q4_0": 8}
_WIDTH = 32
_AT_A_TIME = 1 << 20  # numbers
_SHARES = (0.75, 0.82, 0.88, 0.94, 1.0, 1.06, 1.12)  # of the scale that just holds the largest number


def quantised(values: Tensor, name: str, numbers: str) -> np.ndarray[Any, Any]:
    """The bytes [rows, bytes] of a matrix whose rows are multiples of 32. Raises StudioError for numbers whose scale
    float16 cannot hold."""
    import gguf

    largest = float(values.abs().max()) if values.numel() else 0.0
    if largest / _STEPS[numbers] > torch.finfo(torch.float16).max:
        raise too_large(name, largest, numbers.upper())
    rows = max(1, _AT_A_TIME // values.shape[-1])
    parts = (values[start : start + rows] for start in range(0, len(values), rows))
    if numbers == "q8_0":
        return np.concatenate([gguf.quantize(part.numpy(), gguf.GGMLQuantizationType.Q8_0) for part in parts])
    return np.concatenate([_four_bits(part) for part in parts])


def _four_bits(values: Tensor) -> np.ndarray[Any, Any]:
    """A block is a float16 scale and 16 bytes: number i in the lower half of byte i, number i + 16 in the upper half,
    each as 0 to 15 for -8 to 7 times the scale."""
    blocks = values.reshape(-1, _WIDTH)
    holds = blocks.gather(1, blocks.abs().argmax(1, keepdim=True)) / -8
    scale, whole, least = torch.zeros_like(holds), torch.zeros_like(blocks), blocks.square().sum(1, keepdim=True)
    for share in _SHARES:
        tried = (blocks / _no_zero(holds * share)).round_().clamp_(-8, 7)
        # The scale with the least error for these whole numbers.
        best = ((blocks * tried).sum(1, keepdim=True) / _no_zero(tried.square().sum(1, keepdim=True))).half().float()
        error = (blocks - best * tried).square_().sum(1, keepdim=True)
        better = (error < least) & best.isfinite()
        scale, whole = torch.where(better, best, scale), torch.where(better, tried, whole)
        least = torch.where(better, error, least)
    shifted = (whole + 8).to(torch.uint8)
    packed = shifted[:, : _WIDTH // 2] | (shifted[:, _WIDTH // 2 :] << 4)
    together = torch.cat((scale.half().view(torch.uint8), packed), dim=1)
    return together.reshape(len(values), -1).numpy()


def _no_zero(values: Tensor) -> Tensor:
    return torch.where(values == 0, 1.0, values)
