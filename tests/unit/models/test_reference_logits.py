"""Our models compute what transformers' models compute, from the same weights."""

import pytest
import torch

from gpt_studio.inference.cache import KeyValueCache
from gpt_studio.models.registry import family

VOCABULARY = 300


def ours(reference):
    """Our model with the reference's weights, through the weight names alone."""
    known = family(reference.config.model_type)
    model = known.model(known.config.from_hf(reference.config.to_dict())).eval()
    naming, parameters = model.weight_names, dict(model.named_parameters())
    with torch.no_grad():
        for hf_name, tensor in reference.state_dict().items():
            name = naming.from_hf(hf_name)
            if name in parameters:
                parameters.pop(name).copy_(tensor.T if naming.is_transposed(name) else tensor)
    assert not parameters
    return model


def ids(batch, length):
    return torch.randint(0, VOCABULARY, (batch, length), generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("attention", ["sdpa", "matmul"])
def test_logits_are_those_of_transformers(reference, attention):
    model = ours(reference)
    model.attention = attention
    with torch.no_grad():
        expected = reference(ids(2, 50)).logits
        found = model.logits(model(ids(2, 50)))
    assert expected.abs().max() > 0.5
    torch.testing.assert_close(found, expected, rtol=0, atol=1e-4)


@pytest.mark.parametrize("attention", ["sdpa", "matmul"])
def test_a_cache_gives_the_same_numbers_in_any_portions(reference, attention):
    model = ours(reference)
    model.attention = attention
    text = ids(1, 40)
    with torch.inference_mode():
        whole = model(text)
        cache = KeyValueCache(model.config)
        portions = [model(part, cache) for part in text.split([17, 1, 1, 5, 16], dim=1)]
    assert cache.length == 40
    torch.testing.assert_close(torch.cat(portions, dim=1), whole, rtol=0, atol=1e-4)


def test_gradients_are_those_of_transformers(reference):
    model = ours(reference)
    text = ids(2, 30)
    reference(text, labels=text).loss.backward()
    expected = {name: parameter.grad for name, parameter in reference.named_parameters()}
    for attention in ("sdpa", "matmul"):
        model.attention = attention
        model.zero_grad()
        logits = model.logits(model(text[:, :-1]))
        torch.nn.functional.cross_entropy(logits.flatten(0, 1), text[:, 1:].flatten()).backward()
        for name, parameter in model.named_parameters():
            gradient = parameter.grad.T if model.weight_names.is_transposed(name) else parameter.grad
            torch.testing.assert_close(gradient, expected[model.weight_names.to_hf(name)], rtol=1e-3, atol=1e-5)


def test_each_position_sees_only_what_comes_before(reference):
    model = ours(reference)
    text = ids(1, 30)
    changed = text.clone()
    changed[0, 20] = (changed[0, 20] + 1) % VOCABULARY
    with torch.no_grad():
        before, after = model(text), model(changed)
    torch.testing.assert_close(before[:, :20], after[:, :20], rtol=0, atol=1e-6)
    assert (before[:, 20] - after[:, 20]).abs().max() > 1e-3


def test_the_paths_agree_in_bfloat16(reference):
    model = ours(reference).bfloat16()
    with torch.no_grad():
        model.attention = "sdpa"
        fused = model.logits(model(ids(2, 30))).float()
        model.attention = "matmul"
        plain = model.logits(model(ids(2, 30))).float()
    assert (fused - plain).abs().mean() < 0.02 * fused.abs().mean()
