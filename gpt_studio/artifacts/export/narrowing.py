"""Convert tensors to fewer bits, and refuse numbers that do not fit."""

from __future__ import annotations

import torch
from torch import Tensor

from gpt_studio.core.errors import StudioError

_PART = 1 << 22  # numbers that are checked at a time


def narrowed(values: Tensor, dtype: torch.dtype, name: str) -> Tensor:
    """``values`` in ``dtype``. Raises StudioError if a finite number became infinite; ``name`` is the tensor's."""
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
