"""Converts tensors to narrower number formats and refuses overflow."""

from __future__ import annotations

import torch
from torch import Tensor

from gpt_studio.core.errors import StudioError

_PART = 1 << 22  # numbers checked at once


def narrowed(values: Tensor, dtype: torch.dtype, name: str) -> Tensor:
    """``values`` as ``dtype``. Raises StudioError, with the tensor's ``name``, if a finite number became infinite."""
    if values.dtype == dtype:
        return values
    result = values.to(dtype)
    before, after = values.flatten(), result.flatten()
    for start in range(0, len(before), _PART):
        part = slice(start, start + _PART)
        lost = after[part].isinf() & before[part].isfinite()
        if bool(lost.any()):
            raise too_large(name, float(before[part][lost].abs().max()), str(dtype).removeprefix("torch."))
    return result


def too_large(name: str, largest: float, numbers: str) -> StudioError:
    return StudioError(
        "export.too_large",
        "The tensor {tensor} holds {largest:,.0f}, which is too large for {numbers}: export to bfloat16 instead.",
        tensor=name,
        largest=largest,
        numbers=numbers,
    )
