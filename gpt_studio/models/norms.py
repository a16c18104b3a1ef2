"""Normalisation layers that PyTorch's own do not cover."""

from __future__ import annotations

from typing import Any, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.autograd.function import once_differentiable


class RMSNorm(nn.Module):
    """Divide by the root mean square over the last axis, then scale (Zhang and Sennrich, 2019).

    The mean is taken in float32; the result has the input's dtype. On a CPU PyTorch's own takes a dozen passes over
    the input, forward and backward; :class:`_TrainedRMSNorm`, which replaces it in training, takes nine.
    """

    def __init__(self, size: int, epsilon: float) -> None:
        super().__init__()
        self.epsilon = epsilon
        self.weight = nn.Parameter(torch.ones(size))

    def forward(self, x: Tensor) -> Tensor:
        weight = self.weight.to(x.dtype)
        if torch.is_grad_enabled() and x.device.type == "cpu":
            return cast(Tensor, _TrainedRMSNorm.apply(x, weight, self.epsilon))  # type: ignore[no-untyped-call]
        return F.rms_norm(x, weight.shape, weight, self.epsilon)


class _TrainedRMSNorm(torch.autograd.Function):
    """RMSNorm of x [..., D] by a weight [D], with its backward pass written out."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
        lengths = torch.linalg.vector_norm(x, dim=-1, keepdim=True, dtype=torch.float32)
        inverse = lengths.square_().div_(x.shape[-1]).add_(epsilon).rsqrt_().to(x.dtype)
        normal = x * inverse
        ctx.save_for_backward(normal, inverse, weight)
        scaled: Tensor = normal * weight
        return scaled

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, upstream: Tensor) -> tuple[Tensor, Tensor, None]:
        normal, inverse, weight = ctx.saved_tensors
        size = weight.shape[0]
        products = (upstream * normal).reshape(-1, size)
        along = torch.mv(products, weight).view(inverse.shape)
        to_x = (upstream * weight).addcmul_(normal, along, value=-1 / size).mul_(inverse)
        return to_x, products.sum(0), None


class OffsetRMSNorm(RMSNorm):
    """Gemma's RMSNorm: it scales by 1 + weight and computes in float32 throughout."""

    def forward(self, x: Tensor) -> Tensor:
        return F.rms_norm(x.float(), self.weight.shape, 1.0 + self.weight.float(), self.epsilon).to(x.dtype)
