"""Normalisation layers that PyTorch's own do not cover."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class RMSNorm(nn.Module):
    """Divide by the root mean square over the last axis, then scale (Zhang and Sennrich, 2019).

    The mean is taken in float32 whatever the input's dtype; the result has the input's dtype.
    """

    def __init__(self, size: int, epsilon: float) -> None:
        super().__init__()
        self.epsilon = epsilon
        self.weight = nn.Parameter(torch.ones(size))

    def forward(self, x: Tensor) -> Tensor:
        return F.rms_norm(x, self.weight.shape, self.weight.to(x.dtype), self.epsilon)


class OffsetRMSNorm(RMSNorm):
    """Gemma's RMSNorm: the scale is one more than the weight, and all is computed in float32."""

    def forward(self, x: Tensor) -> Tensor:
        return F.rms_norm(x.float(), self.weight.shape, 1.0 + self.weight.float(), self.epsilon).to(x.dtype)
