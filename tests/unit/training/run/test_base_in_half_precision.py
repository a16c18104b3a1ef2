"""Fine-tuning a model in half precision begins with float32 weights of the same values."""

import json

import pytest
import torch

from gpt_studio.artifacts.stored_form import StoredForm
from gpt_studio.artifacts.validate import read_config
from gpt_studio.artifacts.weights import check_weights, load_weights, save_weights
from gpt_studio.models.as_stored import HALVES
from gpt_studio.models.build import new_model
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.models.traits import FROM_SCRATCH
from gpt_studio.training.run.assembly import RunInputs, starting_weights
from gpt_studio.training.settings import TrainingSettings


@pytest.mark.parametrize("dtype", HALVES)
@pytest.mark.parametrize("model_type", FROM_SCRATCH)
def test_the_starting_weights_are_float32(tmp_path, model_type, dtype):
    shape = ModelShape(model_type=model_type, layers=1, heads=2, hidden_size=128, context_length=512)
    config = family(model_type).from_shape(shape, 600)
    model = new_model(config, generator=torch.Generator().manual_seed(3))
    save_weights(tmp_path, model, StoredForm(usual=dtype))
    (tmp_path / "config.json").write_text(json.dumps(config.to_hf()))
    base = load_weights(check_weights(tmp_path, read_config(tmp_path)))
    assert dtype in {parameter.dtype for parameter in base.parameters()}
    weights = {name: parameter.detach() for name, parameter in base.named_parameters()}
    inputs = RunInputs(config, None, TrainingSettings(), "", lambda: weights)
    started = starting_weights(inputs, from_pairs=False)
    assert list(started) == [name for name, _ in model.named_parameters()]
    for name, parameter in model.named_parameters():
        assert started[name].dtype == torch.float32
        assert torch.equal(started[name], parameter.detach().to(dtype).float())
