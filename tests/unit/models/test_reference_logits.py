"""The models have the logits of transformers for the same weights, with all options."""

import pytest
import torch
from tiny_models import CASES, VOCABULARY, make

from gpt_studio.models.registry import SUPPORTED, family
from gpt_studio.training.learning.loss import next_token_loss

PATHS = ("sdpa", "matmul")


@pytest.fixture(scope="module", params=CASES)
def pair(request):
    """A model of transformers, and ours with its weights, through the weight names alone."""
    reference = make(CASES[request.param])
    known = family(reference.config.model_type)
    model = known.model(known.config.from_hf(reference.config.to_dict())).eval()
    naming, parameters = model.weight_names, dict(model.named_parameters())
    with torch.no_grad():
        for hf_name, tensor in reference.state_dict().items():
            name = naming.from_hf(hf_name)
            if name in parameters:
                parameters.pop(name).copy_(tensor.T if naming.is_transposed(name) else tensor)
    assert not parameters
    return reference, model


def ids(batch, length):
    return torch.randint(0, VOCABULARY, (batch, length), generator=torch.Generator().manual_seed(1))


def close(found, expected):
    torch.testing.assert_close(found, expected, rtol=0, atol=1e-4)


def test_logits_are_those_of_transformers_at_any_length(pair):
    reference, model = pair
    for length in (50, 20):
        with torch.no_grad():
            expected = reference(ids(2, length), use_cache=False).logits
            assert expected.abs().max() > 0.5
            for model.attention in PATHS:
                close(model.logits(model(ids(2, length))), expected)


def test_each_position_sees_only_what_comes_before(pair):
    model = pair[1]
    text = ids(1, 30)
    changed = text.clone()
    changed[0, 20] = (changed[0, 20] + 1) % VOCABULARY
    with torch.no_grad():
        for model.attention in PATHS:
            before, after = model(text), model(changed)
            torch.testing.assert_close(before[:, :20], after[:, :20], rtol=0, atol=1e-6)
            assert (before[:, 20] - after[:, 20]).abs().max() > 1e-3


def test_gradients_are_those_of_transformers(pair):
    reference, model = pair
    text = ids(2, 30)
    reference(text, labels=text, use_cache=False).loss.backward()
    expected = {name: parameter.grad for name, parameter in reference.named_parameters()}
    for model.attention in PATHS:
        model.zero_grad()
        next_token_loss(model(text[:, :-1]), model.output_weight, text[:, 1:], model.logit_softcap).backward()
        for name, parameter in model.named_parameters():
            gradient = parameter.grad.T if model.weight_names.is_transposed(name) else parameter.grad
            torch.testing.assert_close(gradient, expected[model.weight_names.to_hf(name)], rtol=1e-3, atol=1e-5)


def test_the_paths_agree_in_bfloat16(pair):
    model = pair[1].bfloat16()
    try:
        with torch.no_grad():
            model.attention = "sdpa"
            fused = model.logits(model(ids(2, 30))).float()
            model.attention = "matmul"
            plain = model.logits(model(ids(2, 30))).float()
    finally:
        model.float()
    assert (fused - plain).abs().mean() < 0.02 * fused.abs().mean()


def test_every_architecture_is_compared_in_several_ways():
    counts = dict.fromkeys(SUPPORTED, 0)
    for options in CASES.values():
        counts[options["model_type"]] += 1
    assert min(counts.values()) >= 5
    assert sum(counts.values()) >= 60
