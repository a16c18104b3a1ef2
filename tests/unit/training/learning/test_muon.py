"""Muon compared with torch.optim.Muon: orthogonal updates, evened out among neurons."""

from __future__ import annotations

import pytest
import torch

from gpt_studio.training.learning.muon import NEURON_MOMENTUM, STEPS, Muon, orthogonal

SHAPES = [(24, 24), (48, 24), (24, 48), (24, 24), (8, 24), (24, 48)]


def matrices(seed: int) -> list[torch.nn.Parameter]:
    generator = torch.Generator().manual_seed(seed)
    return [torch.nn.Parameter(torch.randn(shape, generator=generator)) for shape in SHAPES]


def test_updates_are_those_of_torch_evened_out() -> None:
    """torch.optim.Muon gives the orthogonal directions; NorMuon's evening (Li et al. 2025) is written out here."""
    ours, theirs = matrices(0), matrices(0)
    muon = Muon([{"params": ours}], weight_decay=0.1)
    reference = torch.optim.Muon(
        theirs, lr=1.0, weight_decay=0.0, momentum=0.95, ns_steps=STEPS, adjust_lr_fn="match_rms_adamw"
    )
    muon.param_groups[0]["lr"] = 0.02
    expected = [matrix.detach().clone() for matrix in ours]
    usual = [torch.zeros(()) for _ in ours]
    for step in range(4):
        before = [matrix.detach().clone() for matrix in theirs]
        for mine, other, gradient in zip(ours, theirs, matrices(step + 1), strict=True):
            mine.grad, other.grad = gradient.detach(), gradient.detach().clone()
        muon.step()
        reference.step()
        for place, (old, new) in enumerate(zip(before, theirs, strict=True)):
            direction = old - new.detach()
            scale = 0.2 * max(direction.shape) ** 0.5
            rows, columns = direction.shape
            squares = (direction / scale).square().mean(1 if rows >= columns else 0, keepdim=True)
            usual[place] = NEURON_MOMENTUM * usual[place] + (1 - NEURON_MOMENTUM) * squares
            evened = direction / usual[place].sqrt()
            evened *= direction.norm() / evened.norm()
            expected[place] = (1 - 0.02 * 0.1) * expected[place] - 0.02 * evened
    for place, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
        torch.testing.assert_close(mine.detach(), expected[place], rtol=0, atol=2e-4)
        torch.testing.assert_close(muon.state[mine]["momentum_buffer"], reference.state[other]["momentum_buffer"])
        torch.testing.assert_close(muon.state[mine]["neuron_squares"], usual[place], rtol=2e-2, atol=1e-6)


@pytest.mark.parametrize(("shape", "across"), [((24, 8), 1), ((8, 24), 0)])
def test_no_neuron_moves_more_than_others_for_long(shape: tuple[int, int], across: int) -> None:
    matrix = torch.nn.Parameter(torch.zeros(shape))
    muon = Muon([{"params": [matrix]}], weight_decay=0.0)
    muon.param_groups[0]["lr"] = 0.02
    gradient = torch.randn(shape, generator=torch.Generator().manual_seed(0))
    gradient *= torch.linspace(0.05, 1, 24).unsqueeze(across)
    for _ in range(60):
        matrix.grad = gradient.clone()
        before = matrix.detach().clone()
        muon.step()
    moved = (matrix.detach() - before).norm(dim=across)
    assert moved.max() < 1.1 * moved.min()


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
    found = orthogonal(matrix, products)
    assert found.dtype == products
    values = torch.linalg.svdvals(found.float())
    assert values.min() > 0.6
    assert values.max() < 1.3


def test_nothing_comes_of_nothing() -> None:
    assert torch.equal(orthogonal(torch.zeros(4, 6)).float(), torch.zeros(4, 6))


def test_a_gradient_of_zero_moves_nothing() -> None:
    matrix = torch.nn.Parameter(torch.ones(4, 6))
    muon = Muon([{"params": [matrix]}], weight_decay=0.0)
    muon.param_groups[0]["lr"] = 0.02
    matrix.grad = torch.zeros_like(matrix)
    muon.step()
    assert torch.equal(matrix.detach(), torch.ones(4, 6))
