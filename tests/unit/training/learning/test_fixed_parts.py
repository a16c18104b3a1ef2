"""A model of which only a part learns gets the gradients that PyTorch gives to transformers' model with the same
parameters fixed, and these stay as they are, bit for bit."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest
import torch
from tiny_models import CASES, PLAIN, VOCABULARY, make

from gpt_studio.models.contract import LanguageModel
from gpt_studio.models.registry import family
from gpt_studio.training.learning.loss import next_token_loss
from gpt_studio.training.learning.optimizer import MasterOptimizer
from gpt_studio.training.settings import TrainingSettings

IDS = torch.randint(0, VOCABULARY, (2, 30), generator=torch.Generator().manual_seed(1))
WAYS: dict[str, dict[str, Any]] = {
    "last layer": {"last_layers": 1},
    "last two layers": {"last_layers": 2},
    "all but embeddings": {"learn_embeddings": False},
}
PAIRS = [*PLAIN, "llama tied, one key-value head", "gpt2 untied, ReLU, inner 100", "gemma2 tight soft-capping"]


def pair(case: str) -> tuple[Any, LanguageModel]:
    """A model of transformers, and ours with its weights."""
    reference = make(CASES[case])
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


def fix(reference: Any, last_layers: int | None = None, learn_embeddings: bool = True) -> None:
    """What a person does with transformers for the same: by the names that are usual there."""
    for name, parameter in reference.named_parameters():
        layer = re.search(r"\b(?:h|layers)\.(\d+)\.", name)
        before = layer is not None and int(layer[1]) < reference.config.num_hidden_layers - (last_layers or 99)
        table = re.search(r"\b(wte|wpe|embed_tokens|embed_in)\b", name) is not None
        if before or (table and (last_layers is not None or not learn_embeddings)):
            parameter.requires_grad_(False)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", PAIRS)
def test_what_learns_gets_the_gradients_of_transformers_and_the_rest_stays(case: str, way: str) -> None:
    reference, model = pair(case)
    fix(reference, **WAYS[way])
    reference(IDS, labels=IDS, use_cache=False).loss.backward()
    expected = {name: parameter.grad for name, parameter in reference.named_parameters()}
    settings = TrainingSettings(optimizer="adamw", clip=0.0, weight_decay=0.3, **WAYS[way])
    optimizer = MasterOptimizer(model, settings, torch.float32)
    before = {name: parameter.detach().clone() for name, parameter in model.named_parameters()}
    assert optimizer.masters.keys() == before.keys(), "a checkpoint holds the whole model"
    for model.attention in ("sdpa", "matmul"):
        optimizer.forget_gradients()
        loss = next_token_loss(model(IDS[:, :-1]), model.output_weight, IDS[:, 1:], model.logit_softcap)
        loss.backward()  # type: ignore[no-untyped-call]
        for name, parameter in model.named_parameters():
            wanted, found = expected[model.weight_names.to_hf(name)], parameter.grad
            assert (found is None) == (wanted is None), name
            if found is not None and wanted is not None:
                found = found.T if model.weight_names.is_transposed(name) else found
                torch.testing.assert_close(found, wanted, rtol=1e-3, atol=1e-5)
    plain = _updated_by_torch(model)
    optimizer.collect()
    optimizer.step(1e-2, 1)
    for name, parameter in model.named_parameters():
        if expected[model.weight_names.to_hf(name)] is None:
            assert torch.equal(parameter, before[name]), name
        else:
            assert not torch.equal(parameter, before[name]), name
            torch.testing.assert_close(parameter.detach(), plain[name], rtol=1e-4, atol=1e-6)


def _updated_by_torch(model: LanguageModel) -> dict[str, torch.Tensor]:
    """What AdamW of PyTorch makes of the parameters that have gradients."""
    twins = {name: p.detach().clone().requires_grad_() for name, p in model.named_parameters() if p.grad is not None}
    for name, twin in twins.items():
        twin.grad = copy.deepcopy(model.get_parameter(name).grad)
    groups = [
        {"params": [twin for twin in twins.values() if twin.ndim >= 2], "weight_decay": 0.3},
        {"params": [twin for twin in twins.values() if twin.ndim < 2], "weight_decay": 0.0},
    ]
    torch.optim.AdamW(groups, lr=1e-2, betas=(0.9, 0.95)).step()
    return {name: twin.detach() for name, twin in twins.items()}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["adamw", "muon"])
@pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16])
def test_the_optimizer_remembers_nothing_of_what_is_fixed_and_never_touches_it(
    kind: str, precision: torch.dtype, way: str
) -> None:
    _, model = pair("gpt2")
    settings = TrainingSettings(optimizer=kind, weight_decay=0.5, **WAYS[way])
    optimizer = MasterOptimizer(model, settings, precision)
    fixed = {name for name, parameter in model.named_parameters() if not parameter.requires_grad}
    assert fixed
    before = {name: master.detach().clone() for name, master in optimizer.masters.items()}
    for _ in range(2):
        next_token_loss(model(IDS[:, :-1]), model.output_weight, IDS[:, 1:]).backward()  # type: ignore[no-untyped-call]
        optimizer.collect()
        assert optimizer.step(1e-2, 1) > 0
    assert {key.rpartition("/")[0] for key in optimizer.state()} == before.keys() - fixed
    working = dict(model.named_parameters())
    for name, master in optimizer.masters.items():
        assert torch.equal(master, before[name]) is (name in fixed), name
        assert torch.equal(working[name], master.to(precision)), name
    optimizer.load_state(optimizer.state())


def test_nothing_is_kept_of_the_layers_before_those_that_learn() -> None:
    """The point of it: less memory and time."""
    _, model = pair("llama")
    MasterOptimizer(model, TrainingSettings(optimizer="adamw", last_layers=1), torch.float32)
    kept: list[int] = []
    with torch.autograd.graph.saved_tensors_hooks(lambda tensor: kept.append(tensor.numel()) or tensor, lambda t: t):
        hidden = model.embed_tokens(IDS)  # type: ignore[operator]
        assert not hidden.requires_grad
        model(IDS)
    part = sum(kept)
    _, whole = pair("llama")
    kept.clear()
    with torch.autograd.graph.saved_tensors_hooks(lambda tensor: kept.append(tensor.numel()) or tensor, lambda t: t):
        whole(IDS)
    assert part < 0.45 * sum(kept)
