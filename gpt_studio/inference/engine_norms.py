"""The norms of a model, prepared for writing."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gpt_studio.models.norms import OffsetRMSNorm, RMSNorm

_SMALLEST = torch.finfo(torch.float32).tiny


def prepared_norm(module: nn.Module) -> Norm:
    """The norm that ``module`` computes, of float32 inputs [rows, size]. Returns a new tensor."""
    if isinstance(module, nn.LayerNorm):
        return LayerNormOfRows(module)
    return RMSNormOfRows(*rms_weight(module))


def rms_weight(module: nn.Module) -> tuple[Tensor, float]:
    """The factors by which an RMSNorm multiplies, in float32, and its epsilon."""
    assert isinstance(module, RMSNorm)
    weight = module.weight.detach().float()
    return (1.0 + weight if isinstance(module, OffsetRMSNorm) else weight), module.epsilon


class RMSNormOfRows:
    def __init__(self, weight: Tensor, epsilon: float) -> None:
        self.weight, self.epsilon = weight, epsilon
        self._on_processor = weight.device.type == "cpu"
        self._nothing = torch.zeros(1, device=weight.device)

    def __call__(self, x: Tensor) -> Tensor:
        if len(x) == 1 and self._on_processor:  # half the time of PyTorch's own
            mean = float(torch.linalg.vector_norm(x)) ** 2 / x.shape[1] + self.epsilon
            return torch.addcmul(self._nothing, x, self.weight, value=1 / math.sqrt(max(mean, _SMALLEST)))
        return F.rms_norm(x, self.weight.shape, self.weight, self.epsilon)


class HeadNorm:
    """An RMSNorm of each head of x [..., heads, new, head_size], in place. ``weight``: [heads, 1, head_size]."""

    def __init__(self, weight: Tensor, epsilon: float) -> None:
        self.weight, self.epsilon = weight, epsilon
        self._part = 1 / weight.shape[-1]
        self._added = torch.full((1,), epsilon, device=weight.device)

    def __call__(self, x: Tensor) -> None:
        lengths = torch.linalg.vector_norm(x, dim=-1, keepdim=True)
        x.mul_(torch.addcmul(self._added, lengths, lengths, value=self._part).rsqrt_()).mul_(self.weight)


class LayerNormOfRows:
    def __init__(self, module: nn.LayerNorm) -> None:
        self.weight = module.weight.detach().float()
        self.bias = None if module.bias is None else module.bias.detach().float()
        self.epsilon = module.eps

    def __call__(self, x: Tensor) -> Tensor:
        return F.layer_norm(x, self.weight.shape, self.weight, self.bias, self.epsilon)


Norm = RMSNormOfRows | LayerNormOfRows
