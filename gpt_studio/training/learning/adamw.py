"""AdamW (Loshchilov and Hutter 2019): computes the numbers of torch.optim.AdamW(fused=True) with the same kernel.

torch.optim is not used, because it loads torch's compiler with its first optimizer: that takes memory, and a second at
the start of every training.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import torch
from torch import Tensor

EPSILON = 1e-8


class AdamW:
    """``param_groups`` and ``state`` are as in torch.optim; a group may have a ``weight_decay`` of its own."""

    def __init__(self, groups: list[dict[str, Any]], *, betas: tuple[float, float]) -> None:
        self.param_groups: list[dict[str, Any]] = [
            {"lr": 0.0, "weight_decay": 0.0, "betas": betas} | group for group in groups
        ]
        self.state: defaultdict[Tensor, dict[str, Tensor]] = defaultdict(dict)

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            weights = [weight for weight in group["params"] if weight.grad is not None]
            if not weights:
                continue
            memories = [self._memory_of(weight) for weight in weights]
            steps = [memory["step"] for memory in memories]
            torch._foreach_add_(steps, 1)
            torch._fused_adamw_(
                weights,
                [weight.grad for weight in weights],
                [memory["exp_avg"] for memory in memories],
                [memory["exp_avg_sq"] for memory in memories],
                [],
                steps,
                lr=group["lr"],
                beta1=group["betas"][0],
                beta2=group["betas"][1],
                weight_decay=group["weight_decay"],
                eps=EPSILON,
                amsgrad=False,
                maximize=False,
            )

    def _memory_of(self, weight: Tensor) -> dict[str, Tensor]:
        memory = self.state[weight]
        if not memory:
            memory["step"] = torch.zeros((), dtype=torch.float32, device=weight.device)
            memory["exp_avg"], memory["exp_avg_sq"] = torch.zeros_like(weight), torch.zeros_like(weight)
        return memory
