"""The gated feed-forward network (SwiGLU and its variants, Shazeer, 2020)."""

from __future__ import annotations

from typing import cast

from torch import Tensor, nn

from gpt_studio.models.activations import ACTIVATIONS
from gpt_studio.models.parts import FeedForwardParts


class GatedFeedForward(nn.Module):
    """down(activation(gate(x)) * up(x)) on the last axis."""

    def __init__(self, hidden_size: int, intermediate_size: int, activation: str, *, bias: bool = False) -> None:
        super().__init__()
        self.activation = ACTIVATIONS[activation]
        self.gate_proj = nn.Linear(hidden_size, intermediate_size, bias=bias)
        self.up_proj = nn.Linear(hidden_size, intermediate_size, bias=bias)
        self.down_proj = nn.Linear(intermediate_size, hidden_size, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        return cast(Tensor, self.down_proj(self.activation(self.gate_proj(x)) * self.up_proj(x)))

    def parts(self) -> FeedForwardParts:
        return FeedForwardParts(
            inputs=(self.gate_proj, self.up_proj), output=self.down_proj, activation=self.activation, gated=True
        )
