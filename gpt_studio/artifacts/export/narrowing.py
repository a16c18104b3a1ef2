"""Numbers in fewer bits, unless they would not fit."""

from __future__ import annotations

import torch
from torch import Tensor

from gpt_studio.core.errors import StudioError


def narrowed(values: Tensor, dtype: torch.dtype, name: str) -> Tensor:
    """``values`` in ``dtype``. Raises StudioError if a finite number became infinite; ``name`` is the tensor's."""
    result = values.to(dtype)
    lost = result.isinf() & values.isfinite()
    if bool(lost.any()):
        raise too_large(name, float(values[lost].abs().max()), str(dtype).removeprefix("torch."))
    return result


def too_large(name: str, largest: float, numbers: str) -> StudioError:
    return StudioError(
        "export.too_large",
        "The tensor {tensor} holds {largest:,.0f}, which is too large for {numbers}: export to bfloat16 instead.",
        tensor=name,
        largest=largest,
        numbers=numbers,
    )
