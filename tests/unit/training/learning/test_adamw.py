"""AdamW compared with torch.optim.AdamW."""

from __future__ import annotations

import torch

from gpt_studio.training.learning.adamw import EPSILON, AdamW

SHAPES = [(24, 8), (8,), (3, 5)]


def weights(seed: int) -> list[torch.nn.Parameter]:
    generator = torch.Generator().manual_seed(seed)
    return [torch.nn.Parameter(torch.randn(shape, generator=generator)) for shape in SHAPES]


def test_updates_are_those_of_torch() -> None:
    ours, theirs = weights(0), weights(0)
    adamw = AdamW([{"params": ours[:2], "weight_decay": 0.1}, {"params": ours[2:]}], betas=(0.9, 0.95))
    groups = [{"params": theirs[:2], "weight_decay": 0.1}, {"params": theirs[2:], "weight_decay": 0.0}]
    reference = torch.optim.AdamW(groups, lr=0.02, betas=(0.9, 0.95), eps=EPSILON, fused=True)
    for group in adamw.param_groups:
        group["lr"] = 0.02
    for step in range(4):
        for mine, other, gradient in zip(ours, theirs, weights(step + 1), strict=True):
            mine.grad, other.grad = gradient.detach(), gradient.detach().clone()
        adamw.step()
        reference.step()
    for mine, other in zip(ours, theirs, strict=True):
        assert torch.equal(mine, other)
        assert adamw.state[mine].keys() == reference.state[other].keys()
        for what, value in adamw.state[mine].items():
            assert torch.equal(value, reference.state[other][what])


def test_weights_without_a_gradient_stay() -> None:
    ours = weights(0)
    before = [weight.detach().clone() for weight in ours]
    adamw = AdamW([{"params": ours, "lr": 0.02}], betas=(0.9, 0.95))
    adamw.step()
    ours[0].grad = torch.ones_like(ours[0])
    adamw.step()
    assert not torch.equal(ours[0], before[0])
    assert all(torch.equal(now, then) for now, then in zip(ours[1:], before[1:], strict=True))
