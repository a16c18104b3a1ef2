"""Muon against torch.optim.Muon, and what orthogonal means there."""

from __future__ import annotations

import pytest
import torch

from gpt_studio.training.muon import STEPS, Muon, orthogonal

SHAPES = [(24, 24), (48, 24), (24, 48), (24, 24), (8, 24), (24, 48)]


def matrices(seed: int) -> list[torch.nn.Parameter]:
    generator = torch.Generator().manual_seed(seed)
    return [torch.nn.Parameter(torch.randn(shape, generator=generator)) for shape in SHAPES]


def test_updates_are_those_of_torch() -> None:
    ours, theirs = matrices(0), matrices(0)
    muon = Muon([{"params": ours}], weight_decay=0.1)
    reference = torch.optim.Muon(
        theirs, lr=0.02, weight_decay=0.1, momentum=0.95, ns_steps=STEPS, adjust_lr_fn="match_rms_adamw"
    )
    muon.param_groups[0]["lr"] = 0.02
    for step in range(4):
        for mine, other, gradient in zip(ours, theirs, matrices(step + 1), strict=True):
            mine.grad, other.grad = gradient.detach(), gradient.detach().clone()
        muon.step()
        reference.step()
    for mine, other in zip(ours, theirs, strict=True):
        torch.testing.assert_close(mine, other, rtol=0, atol=1e-4)
        remembered = muon.state[mine]["momentum_buffer"], reference.state[other]["momentum_buffer"]
        torch.testing.assert_close(*remembered)


def test_matrices_without_a_gradient_stay() -> None:
    ours = matrices(0)
    before = [matrix.detach().clone() for matrix in ours]
    muon = Muon([{"params": ours}], weight_decay=0.1)
    muon.param_groups[0]["lr"] = 0.02
    ours[0].grad = torch.ones_like(ours[0])
    muon.step()
    assert not torch.equal(ours[0], before[0])
    assert all(torch.equal(now, then) for now, then in zip(ours[1:], before[1:], strict=True))


@pytest.mark.parametrize("products", [torch.bfloat16, torch.float32])
@pytest.mark.parametrize("shape", [(32, 32), (96, 32), (32, 96)])
def test_singular_values_come_near_one(shape: tuple[int, int], products: torch.dtype) -> None:
    generator = torch.Generator().manual_seed(0)
    # With singular values between 1 and 3: what is far smaller than the largest needs more steps.
    left, _ = torch.linalg.qr(torch.randn(shape[0], 32, generator=generator))
    right, _ = torch.linalg.qr(torch.randn(shape[1], 32, generator=generator))
    matrix = left @ torch.diag(torch.linspace(1, 3, 32)) @ right.T
    found = orthogonal([matrix], products)[0]
    assert found.dtype == products
    values = torch.linalg.svdvals(found.float())
    assert values.min() > 0.6
    assert values.max() < 1.3


def test_nothing_comes_of_nothing() -> None:
    assert torch.equal(orthogonal([torch.zeros(4, 6)])[0].float(), torch.zeros(4, 6))
