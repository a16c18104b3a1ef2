"""Muon (Jordan et al. 2024): momentum whose matrices are made orthogonal before they move the weights.

As torch.optim.Muon with ``adjust_lr_fn="match_rms_adamw"`` (Liu et al. 2025), so that AdamW's learning rates and
weight decay fit, but all matrices of one shape are made orthogonal together. Measured on two cores, a step of Muon
for 4 layers of width 192: 22 ms one by one, 14 ms together; for 3 layers of width 128: 11 ms and 4 ms.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

# The quintic of Jordan et al., steepest at zero. Three steps learn as well as the usual five, in two thirds of the
# time (tests/benchmarks/RESULTS.md).
COEFFICIENTS = (3.4445, -4.775, 2.0315)
STEPS = 3
# The root mean square of AdamW's updates, which an orthogonal matrix is scaled to (Liu et al. 2025).
UPDATE_RMS = 0.2
SMALLEST_NORM = 1e-7


class Muon:
    """For matrices only. Each remembers a ``momentum_buffer`` of its own shape, as torch.optim.Muon's do.

    ``param_groups`` and ``state`` are as in torch.optim, whose base class would load a compiler (see adamw.py).
    ``products`` is the number format in which the matrices are made orthogonal.
    """

    def __init__(
        self,
        groups: list[dict[str, Any]],
        *,
        weight_decay: float,
        momentum: float = 0.95,
        products: torch.dtype = torch.bfloat16,
    ) -> None:
        usual = {"lr": 0.0, "weight_decay": weight_decay, "momentum": momentum}
        self._products = products
        self.param_groups: list[dict[str, Any]] = [usual | group for group in groups]
        self.state: defaultdict[Tensor, dict[str, Tensor]] = defaultdict(dict)

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            matrices = [matrix for matrix in group["params"] if matrix.grad is not None]
            updates = self._with_momentum(matrices, group["momentum"])
            torch._foreach_mul_(matrices, 1 - group["lr"] * group["weight_decay"])
            for places in _alike(updates):
                rate = group["lr"] * UPDATE_RMS * math.sqrt(max(updates[places[0]].shape))
                directions = orthogonal([updates[place] for place in places], self._products)
                for place, direction in zip(places, directions, strict=True):
                    matrices[place].add_(direction, alpha=-rate)

    def _with_momentum(self, matrices: list[Tensor], momentum: float) -> list[Tensor]:
        """The gradients' running means, looking one step ahead (Nesterov)."""
        for matrix in matrices:
            if "momentum_buffer" not in self.state[matrix]:
                self.state[matrix]["momentum_buffer"] = torch.zeros_like(matrix)
        gradients = [matrix.grad for matrix in matrices if matrix.grad is not None]
        means = [self.state[matrix]["momentum_buffer"] for matrix in matrices]
        torch._foreach_lerp_(means, gradients, 1 - momentum)
        return list(torch._foreach_lerp(gradients, means, momentum))


def orthogonal(matrices: list[Tensor], products: torch.dtype = torch.bfloat16) -> list[Tensor]:
    """About the nearest matrices with all singular values one, by Newton-Schulz in ``products``; all [R, C] -> [R, C].

    As the quintic is not run to its end, the singular values come out between about 0.7 and 1.2. bfloat16 is enough,
    but a processor without instructions for it takes ten times as long as with float32.
    """
    if type(matrices[0]) is not Tensor:  # shards, of which a stack would have to be dealt out anew
        return [_newton_schulz(matrix.to(products), torch.addmm) for matrix in matrices]
    return list(_newton_schulz(torch.stack(matrices).to(products), torch.baddbmm))


def _newton_schulz(matrices: Tensor, add_product: Callable[..., Tensor]) -> Tensor:
    """``matrices`` [..., R, C]; ``add_product`` is C, A, B -> beta C + alpha A B for them."""
    a, b, c = COEFFICIENTS
    tall = matrices.shape[-2] > matrices.shape[-1]
    x = matrices.mT if tall else matrices
    # Below one, as the Frobenius norm is, the largest singular value lets the iteration converge.
    x = x / torch.linalg.vector_norm(x, dim=(-2, -1), keepdim=True).clamp(min=SMALLEST_NORM)
    for _ in range(STEPS):
        gram = x @ x.mT
        x = add_product(x, add_product(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return x.mT if tall else x


def _alike(tensors: list[Tensor]) -> list[list[int]]:
    """The places of tensors of one shape, together."""
    places: dict[tuple[int, ...], list[int]] = {}
    for place, tensor in enumerate(tensors):
        places.setdefault(tuple(tensor.shape), []).append(place)
    return list(places.values())
