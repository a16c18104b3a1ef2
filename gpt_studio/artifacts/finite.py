"""Finds NaN and infinity in a model's parameters, as a failed training leaves them."""

from __future__ import annotations

import math

import torch

from gpt_studio.core.errors import Message, say
from gpt_studio.models.contract import LanguageModel

_PART = 1 << 20


def broken_numbers(model: LanguageModel) -> tuple[Message, ...]:
    """A warning if any parameter holds NaN or infinity. Costs one pass over the parameters."""
    broken = [name for name, parameter in model.named_parameters() if not _is_finite(parameter.detach())]
    if not broken:
        return ()
    return (
        say(
            "weights.not_finite",
            "{count} of the model's tensors hold NaN or infinity (first {tensor}), so what it writes may be nonsense: "
            "its training went wrong, or the file is damaged.",
            count=len(broken),
            tensor=model.weight_names.to_hf(broken[0]),
        ),
    )


def _is_finite(parameter: torch.Tensor) -> bool:
    # In parts, because PyTorch copies half-precision numbers to float32 for the sum. The sum is NaN or infinite if a
    # term is; only then each number is checked.
    numbers = parameter.flatten()
    parts = (numbers[start : start + _PART] for start in range(0, len(numbers), _PART))
    return all(math.isfinite(float(part.sum(dtype=torch.float32))) or bool(part.isfinite().all()) for part in parts)
