import pytest
import torch
import torch.nn.functional as F

from gpt_studio.models import blockwise_attention as module
from gpt_studio.models.blockwise_attention import blockwise_attention


@pytest.mark.parametrize(("heads", "kv_heads"), [(4, 4), (4, 2), (4, 1)])
@pytest.mark.parametrize("length", [1, 5, 8, 13, 24])
def test_values_and_gradients_equal_the_fused_kernel(
    heads: int, kv_heads: int, length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BLOCK", 8)
    generator = torch.Generator().manual_seed(length)
    shapes = [(2, heads, length, 6), (2, kv_heads, length, 6), (2, kv_heads, length, 6)]
    # As in a model: heads are cut out of [B, T, H, D], so the tensors are not contiguous.
    inputs = [torch.randn(b, t, h, d, generator=generator).transpose(1, 2).requires_grad_() for b, h, t, d in shapes]
    upstream = torch.randn(shapes[0], generator=generator)
    expected = F.scaled_dot_product_attention(*inputs, is_causal=True, scale=0.3, enable_gqa=True)
    found = blockwise_attention(*inputs, 0.3)
    torch.testing.assert_close(found, expected)
    for ours, theirs in zip(
        torch.autograd.grad(found, inputs, upstream), torch.autograd.grad(expected, inputs, upstream), strict=True
    ):
        torch.testing.assert_close(ours, theirs)
