"""Muon (Jordan et al. 2024): momentum whose matrices are made orthogonal before they move the weights.

As torch.optim.Muon with ``adjust_lr_fn="match_rms_adamw"`` (Liu et al. 2025), so that AdamW's learning rates and
weight decay fit, but all matrices of one shape are made orthogonal together, and then no neuron moves more than others
for long, as in NorMuon (Li et al. 2025). Measured on two cores, a step of Muon for 4 layers of width 192: 22 ms one by
one, 14 ms together; for 3 layers of width 128: 11 ms and 4 ms.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

import torch
from torch import Tensor

# The quintic of Jordan et al., steepest at zero. Three steps learn as well as the usual five, in two thirds of the
# time (tests/benchmarks/RESULTS.md).
COEFFICIENTS = (3.4445, -4.775, 2.0315)
STEPS = 3
# The root mean square of AdamW's updates, which an orthogonal matrix is scaled to (Liu et al. 2025).
UPDATE_RMS = 0.2
# How long the usual size of a neuron's updates is remembered (Li et al. 2025).
NEURON_MOMENTUM = 0.95
SMALLEST_NORM, SMALLEST_SQUARE = 1e-7, 1e-14


class Muon:
    """For matrices only. The state of each is ``momentum_buffer``, of its own shape as in torch.optim.Muon, and
    ``neuron_squares``: the running mean square of the updates of each row ([R, 1]) or, where there are more columns
    than rows, of each column ([1, C]).

    ``param_groups`` and ``state`` are as in torch.optim, whose base class would
    load a compiler (see adamw.py). ``products`` is the number format in which the matrices are made orthogonal.
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
                alike = [matrices[place] for place in places]
                directions = self._evened(
                    alike, orthogonal(_together([updates[place] for place in places]), self._products)
                )
                rate = group["lr"] * UPDATE_RMS * math.sqrt(max(directions.shape[-2:]))
                torch._foreach_add_(alike, _apart(directions), alpha=-rate)

    def _with_momentum(self, matrices: list[Tensor], momentum: float) -> list[Tensor]:
        """The gradients' running means, looking one step ahead (Nesterov)."""
        means = [self._remembered(matrix, "momentum_buffer", matrix) for matrix in matrices]
        gradients = [matrix.grad for matrix in matrices if matrix.grad is not None]
        torch._foreach_lerp_(means, gradients, 1 - momentum)
        return list(torch._foreach_lerp(gradients, means, momentum))

    def _evened(self, matrices: list[Tensor], directions: Tensor) -> Tensor:
        """``directions`` [..., R, C] of ``matrices``, each row divided by its usual size, as long in all as before.

        For a wide matrix the columns are divided instead, because all rows of a wide orthogonal matrix have one length.
        """
        directions = directions.float()
        across = -1 if directions.shape[-2] >= directions.shape[-1] else -2
        squares = _whole(directions.square().mean(across, keepdim=True))
        usual = [
            self._remembered(matrix, "neuron_squares", square)
            for matrix, square in zip(matrices, _apart(squares), strict=True)
        ]
        torch._foreach_lerp_(usual, _apart(squares), 1 - NEURON_MOMENTUM)
        inverse = _together(usual).clamp(min=SMALLEST_SQUARE).reciprocal()
        total, evened = (part.sum((-2, -1), keepdim=True) for part in (squares, squares * inverse))
        return directions * (inverse * (total / evened.clamp(min=SMALLEST_SQUARE))).sqrt()

    def _remembered(self, matrix: Tensor, what: str, like: Tensor) -> Tensor:
        memory = self.state[matrix]
        if what not in memory:
            memory[what] = torch.zeros_like(like)
        return memory[what]


def orthogonal(matrices: Tensor, products: torch.dtype = torch.bfloat16) -> Tensor:
    """About the nearest ``matrices`` [..., R, C] with all singular values one, by Newton-Schulz in ``products``.

    As the quintic is not run to its end, the singular values come out between about 0.7 and 1.2. bfloat16 is enough,
    but a processor without instructions for it takes ten times as long as with float32.
    """
    a, b, c = COEFFICIENTS
    add_product = torch.baddbmm if matrices.ndim == 3 else torch.addmm
    tall = matrices.shape[-2] > matrices.shape[-1]
    x = matrices.to(products)
    x = x.mT if tall else x
    # Below one, as the Frobenius norm is, the largest singular value lets the iteration converge.
    x = x / torch.linalg.vector_norm(x, dim=(-2, -1), keepdim=True).clamp(min=SMALLEST_NORM)
    for _ in range(STEPS):
        gram = x @ x.mT
        x = add_product(x, add_product(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return x.mT if tall else x


def _alike(tensors: list[Tensor]) -> list[list[int]]:
    """The places of tensors that have one shape. A shard stays alone: a stack of shards would have to be divided among
    the processes again."""
    if any(type(tensor) is not Tensor for tensor in tensors):
        return [[place] for place in range(len(tensors))]
    places: dict[tuple[int, ...], list[int]] = {}
    for place, tensor in enumerate(tensors):
        places.setdefault(tuple(tensor.shape), []).append(place)
    return list(places.values())


def _together(matrices: list[Tensor]) -> Tensor:
    """[R, C] each, to [n, R, C]; one shard stays [R, C]."""
    return torch.stack(matrices) if type(matrices[0]) is Tensor else matrices[0]


def _apart(matrices: Tensor) -> list[Tensor]:
    """The opposite of :func:`_together`."""
    return list(matrices.unbind()) if matrices.ndim == 3 else [matrices]


def _whole(sums: Tensor) -> Tensor:
    """A sum over the shards of a matrix, gathered in each process; other tensors are returned as they are."""
    if type(sums) is Tensor:
        return sums
    from torch.distributed.tensor import DTensor, Replicate

    assert isinstance(sums, DTensor)
    placements = [Replicate() if placement.is_partial() else placement for placement in sums.placements]
    return sums.redistribute(placements=placements)
