"""Four bits: the bytes mean what the gguf package reads, and are nearer to the numbers than its own."""

from __future__ import annotations

import gguf
import numpy as np
import pytest
import torch

from gpt_studio.artifacts.export.gguf_quantise import BLOCK, quantised
from gpt_studio.core.errors import StudioError

KIND = gguf.GGMLQuantizationType.Q4_0


def test_the_error_is_less_than_that_of_the_package() -> None:
    values = torch.randn(40, 96, generator=torch.Generator().manual_seed(0))
    values[3], values[4, :32] = 0.0, 5.0
    made = quantised(values, "x", "q4_0")
    assert made.shape == (40, 3 * BLOCK["q4_0"])
    read = torch.from_numpy(gguf.dequantize(made, KIND))
    theirs = torch.from_numpy(gguf.dequantize(gguf.quantize(values.numpy(), KIND), KIND))
    assert (read - values).square().sum() < 0.9 * (theirs - values).square().sum()
    assert bool((read[3] == 0).all())
    torch.testing.assert_close(read[4, :32], values[4, :32], rtol=1e-3, atol=0)


def test_what_four_bits_can_hold_stays_as_it_is() -> None:
    steps = torch.arange(-8.0, 8.0).repeat(2, 2) * 0.25
    assert np.array_equal(gguf.dequantize(quantised(steps, "x", "q4_0"), KIND), steps.numpy())


def test_numbers_too_large_are_named() -> None:
    with pytest.raises(StudioError, match="x holds 1,000,000"):
        quantised(torch.full((1, 32), 1e6), "x", "q4_0")
