import pytest
import torch
import torch.nn.functional as F

from gpt_studio.training.learning import loss as loss_module
from gpt_studio.training.learning.loss import IGNORED, next_token_loss, summed_loss

ROWS, WIDTH, VOCABULARY = 37, 16, 50


@pytest.fixture
def parts() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(1)
    hidden = torch.randn(ROWS, WIDTH, generator=generator).requires_grad_()
    weight = torch.randn(VOCABULARY, WIDTH, generator=generator).requires_grad_()
    targets = torch.randint(VOCABULARY, (ROWS,), generator=generator)
    targets[3] = IGNORED
    return hidden, weight, targets


@pytest.mark.parametrize("softcap", [None, 2.0])
@pytest.mark.parametrize("elements", [VOCABULARY, 7 * VOCABULARY, 1 << 24])
def test_equals_the_plain_cross_entropy_and_its_gradients(
    parts: tuple[torch.Tensor, ...], elements: int, softcap: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loss_module, "SLICE_ELEMENTS", elements)
    hidden, weight, targets = parts
    logits = hidden @ weight.T if softcap is None else softcap * torch.tanh(hidden @ weight.T / softcap)
    plain = F.cross_entropy(logits, targets, ignore_index=IGNORED)
    expected = torch.autograd.grad(3 * plain, [hidden, weight])
    sliced = next_token_loss(hidden, weight, targets, softcap)
    found = torch.autograd.grad(3 * sliced, [hidden, weight])
    assert sliced.item() == pytest.approx(plain.item(), rel=1e-6)
    for gradient, reference in zip(found, expected, strict=True):
        torch.testing.assert_close(gradient, reference, rtol=1e-5, atol=1e-6)


def test_the_sum_is_the_mean_times_the_tokens_that_count(parts: tuple[torch.Tensor, ...]) -> None:
    hidden, weight, targets = parts
    with torch.no_grad():
        total = summed_loss(hidden, weight, targets, 2.0)
        mean = next_token_loss(hidden, weight, targets, 2.0)
    assert float(total) == pytest.approx(float(mean) * (ROWS - 1), rel=1e-5)


def test_bfloat16_stays_close_to_float32(parts: tuple[torch.Tensor, ...]) -> None:
    hidden, weight, targets = parts
    exact = next_token_loss(hidden, weight, targets)
    rounded = next_token_loss(hidden.bfloat16(), weight.bfloat16(), targets)
    assert rounded.dtype == torch.float32
    assert rounded.item() == pytest.approx(exact.item(), rel=0.02)
