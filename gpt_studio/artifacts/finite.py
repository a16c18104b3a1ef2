"""Whether a model's numbers are numbers: what a training that went wrong leaves behind."""

from __future__ import annotations

import math

import torch

from gpt_studio.core.errors import Message, say
from gpt_studio.models.contract import LanguageModel

_PART = 1 << 22


def broken_numbers(model: LanguageModel) -> tuple[Message, ...]:
    """One sentence if any parameter holds NaN or infinity. Costs one pass over the parameters."""
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
    # A sum takes no memory and is NaN or infinite if a term is; only then is it worth looking at each number.
    if math.isfinite(float(parameter.sum(dtype=torch.float32))):
        return True
    rows = parameter.flatten()
    return all(bool(rows[start : start + _PART].isfinite().all()) for start in range(0, len(rows), _PART))
