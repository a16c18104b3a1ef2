import math

import pytest
import torch

from gpt_studio.models.build import build_on_meta, new_model, parameter_count
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.models.traits import FROM_SCRATCH


def config_of(model_type, **changes):
    options = {"layers": 8, "heads": 4, "hidden_size": 128, "context_length": 32} | changes
    return family(model_type).from_shape(ModelShape(model_type=model_type, **options), 300)


@pytest.mark.parametrize("model_type", FROM_SCRATCH)
@pytest.mark.parametrize("tied", [True, False])
def test_the_parameters_are_those_that_transformers_counts(model_type, tied):
    from transformers import AutoConfig, AutoModelForCausalLM

    config = config_of(model_type, tied=tied, intermediate_size=200)
    theirs = AutoModelForCausalLM.from_config(AutoConfig.for_model(**config.to_hf()))
    assert parameter_count(config) == theirs.num_parameters()


@pytest.mark.parametrize("model_type", FROM_SCRATCH)
def test_counting_takes_no_memory(model_type):
    model = build_on_meta(config_of(model_type))
    assert all(parameter.is_meta for parameter in model.parameters())
    assert not list(model.buffers())


@pytest.mark.parametrize("model_type", FROM_SCRATCH)
def test_a_new_model_starts_as_gpt2_did(model_type):
    model = new_model(config_of(model_type), generator=torch.Generator().manual_seed(0))
    assert model.training
    for name, parameter in model.named_parameters():
        if name.endswith("bias"):
            assert not parameter.any(), name
        elif parameter.dim() == 1:
            assert (parameter == 1).all(), name
        else:
            scaled = name.endswith(model.residual_projections)
            expected = 0.02 / math.sqrt(2 * 8) if scaled else 0.02
            assert parameter.std().item() == pytest.approx(expected, rel=0.05), name
            assert abs(parameter.mean().item()) < 0.001, name
    residual = [name for name, _ in model.named_parameters() if name.endswith(model.residual_projections)]
    assert len(residual) == 2 * 8


@pytest.mark.parametrize("model_type", FROM_SCRATCH)
def test_the_same_generator_or_seed_gives_the_same_model(model_type):
    config = config_of(model_type, layers=1)

    def numbers(generator=None):
        return torch.cat([parameter.flatten() for parameter in new_model(config, generator=generator).parameters()])

    first, again = (numbers(torch.Generator().manual_seed(7)) for _ in range(2))
    assert torch.equal(first, again)
    assert not torch.equal(first, numbers(torch.Generator().manual_seed(8)))
    torch.manual_seed(7)
    globally = numbers()
    torch.manual_seed(7)
    assert torch.equal(globally, numbers())


@pytest.mark.parametrize("model_type", FROM_SCRATCH)
@pytest.mark.parametrize("attention", ["sdpa", "matmul"])
def test_dropout_acts_in_training_only(model_type, attention):
    model = new_model(config_of(model_type, layers=2, dropout=0.5))
    model.attention = attention
    ids = torch.arange(20)[None]
    with torch.no_grad():
        assert not torch.equal(model(ids), model(ids))
        model.eval()
        assert torch.equal(model(ids), model(ids))
