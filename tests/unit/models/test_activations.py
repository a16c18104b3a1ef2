"""Activations by name are those of transformers."""

import pytest
import torch
from transformers.activations import ACT2CLS, ACT2FN

from gpt_studio.models.activations import ACTIVATIONS


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_it_computes_what_transformers_computes(name: str) -> None:
    numbers = torch.linspace(-12, 12, 1001)
    torch.testing.assert_close(ACTIVATIONS[name](numbers), ACT2FN[name](numbers), rtol=0, atol=2e-6)


def test_only_those_that_learn_are_left_out() -> None:
    assert set(ACT2CLS) - set(ACTIVATIONS) == {"prelu", "xielu"}
