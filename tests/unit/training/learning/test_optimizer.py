import copy
from dataclasses import replace

import pytest
import torch

from gpt_studio.models.build import new_model, parameter_count
from gpt_studio.models.contract import LanguageModel
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.learning.default_rates import WEIGHT_DECAY, default_learning_rate, default_weight_decay
from gpt_studio.training.learning.loss import next_token_loss
from gpt_studio.training.learning.optimizer import MasterOptimizer
from gpt_studio.training.settings import TrainingSettings

SHAPE = ModelShape(layers=2, heads=2, hidden_size=16, context_length=16)


def tiny(model_type: str = "qwen3") -> LanguageModel:
    shape = ModelShape(model_type=model_type, layers=2, heads=2, hidden_size=16, context_length=16)
    config = family(model_type).from_shape(shape, 40)
    return new_model(config, generator=torch.Generator().manual_seed(0))


def learn(model: LanguageModel, optimizer: MasterOptimizer, step: int, rate: float = 1e-2) -> float:
    ids = torch.randint(40, (4, 17), generator=torch.Generator().manual_seed(step))
    loss = next_token_loss(model(ids[:, :-1]), model.output_weight, ids[:, 1:])
    loss.backward()
    optimizer.collect()
    optimizer.step(rate, 1)
    return loss.item()


def test_adamw_equals_torch_adamw_with_decay_on_matrices_only() -> None:
    model, reference = tiny(), tiny()
    settings = TrainingSettings(optimizer="adamw", clip=0.0, weight_decay=0.3)
    optimizer = MasterOptimizer(model, settings, torch.float32)
    matrices = [p for p in reference.parameters() if p.ndim >= 2]
    others = [p for p in reference.parameters() if p.ndim < 2]
    plain = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": 0.3}, {"params": others, "weight_decay": 0.0}],
        lr=1e-2,
        betas=(settings.beta1, settings.beta2),
    )
    for step in range(3):
        learn(model, optimizer, step)
        ids = torch.randint(40, (4, 17), generator=torch.Generator().manual_seed(step))
        next_token_loss(reference(ids[:, :-1]), reference.output_weight, ids[:, 1:]).backward()
        plain.step()
        plain.zero_grad()
    for found, expected in zip(model.parameters(), reference.parameters(), strict=True):
        torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("model_type", ["gpt2", "qwen3"])
def test_muon_gets_the_hidden_matrices_and_adamw_the_rest(model_type: str) -> None:
    model = tiny(model_type)
    optimizer = MasterOptimizer(model, TrainingSettings(optimizer="muon"), torch.float32)
    learn(model, optimizer, 0)
    by_muon = {key.rsplit("/", 1)[0] for key in optimizer.state() if key.endswith("momentum_buffer")}
    by_adamw = {key.rsplit("/", 1)[0] for key in optimizer.state() if key.endswith("exp_avg")}
    matrices = {name for name, p in model.named_parameters() if p.ndim == 2 and "emb" not in name and "wte" not in name}
    assert by_muon == {name for name in matrices if "wpe" not in name}
    assert by_muon | by_adamw == {name for name, _ in model.named_parameters()}
    assert not by_muon & by_adamw


@pytest.mark.parametrize("kind", ["adamw", "muon"])
@pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16])
def test_saved_state_goes_on_bit_for_bit(kind: str, precision: torch.dtype) -> None:
    settings = TrainingSettings(optimizer=kind)
    model = tiny()
    optimizer = MasterOptimizer(model, settings, precision)
    for step in range(3):
        learn(model, optimizer, step)
    weights = {name: master.detach().clone() for name, master in optimizer.masters.items()}
    state = {name: tensor.clone() for name, tensor in optimizer.state().items()}
    for step in range(3, 6):
        learn(model, optimizer, step)

    resumed = tiny()
    again = MasterOptimizer(resumed, settings, precision)
    with torch.no_grad():
        for name, master in again.masters.items():
            master.copy_(weights[name])
    again.publish()
    again.load_state(copy.deepcopy(state))
    for step in range(3, 6):
        learn(resumed, again, step)
    for name, master in optimizer.masters.items():
        assert torch.equal(master, again.masters[name]), name


def test_small_updates_survive_in_the_masters_where_bfloat16_alone_would_lose_them() -> None:
    model = tiny()
    optimizer = MasterOptimizer(model, TrainingSettings(optimizer="adamw", warmup=0.0), torch.bfloat16)
    before = {name: master.detach().clone() for name, master in optimizer.masters.items()}
    learn(model, optimizer, 0, rate=1e-6)
    moved = sum(int((before[name] != master).sum()) for name, master in optimizer.masters.items())
    assert moved > 0.9 * sum(master.numel() for master in optimizer.masters.values())
    assert all(parameter.dtype == torch.bfloat16 for parameter in model.parameters())


@pytest.mark.parametrize("tied", [True, False])
def test_gradients_collected_at_once_are_the_same_and_never_held_twice(tied: bool) -> None:
    shape = ModelShape(model_type="llama", layers=2, heads=2, hidden_size=16, context_length=16, tied=tied)
    first = new_model(family("llama").from_shape(shape, 50), generator=torch.Generator().manual_seed(0))
    second = copy.deepcopy(first)
    later, at_once = (MasterOptimizer(model, TrainingSettings(), torch.bfloat16) for model in (first, second))
    at_once.collect_at_once()
    held: list[int] = []
    second.layers[0].register_full_backward_hook(
        lambda *_: held.append(sum(weight.grad is not None for weight in second.parameters()))
    )
    for seed in range(2):  # as in an update of two parts
        ids = torch.randint(50, (2, 17), generator=torch.Generator().manual_seed(seed))
        for model, optimizer in ((first, later), (second, at_once)):
            loss = next_token_loss(model(ids[:, :-1]), model.output_weight, ids[:, 1:])
            torch.autograd.backward(loss)
            if optimizer is later:
                optimizer.collect()
    assert held == [0, 0]
    for name, master in later.masters.items():
        assert master.grad is not None
        assert torch.equal(master.grad, at_once.masters[name].grad), name


def test_a_gradient_that_is_not_finite_changes_nothing() -> None:
    model = tiny()
    optimizer = MasterOptimizer(model, TrainingSettings(), torch.float32)
    learn(model, optimizer, 0)
    before = {name: parameter.detach().clone() for name, parameter in model.named_parameters()}
    for parameter in model.parameters():
        parameter.grad = torch.full_like(parameter, float("nan"))
    norm = optimizer.step(1e-2, 1)
    assert norm != norm
    assert all(torch.equal(before[name], parameter) for name, parameter in model.named_parameters())
    assert all(parameter.grad is None for parameter in model.parameters())


def test_clipping_bounds_the_norm_that_reaches_the_update() -> None:
    model, clipped = tiny(), tiny()
    settings = TrainingSettings(optimizer="adamw", clip=0.0, beta1=0.0, weight_decay=0.0)
    loose = MasterOptimizer(model, settings, torch.float32)
    tight = MasterOptimizer(clipped, replace(settings, clip=0.5), torch.float32)
    for subject, optimizer in ((model, loose), (clipped, tight)):
        for parameter in subject.parameters():
            parameter.grad = torch.ones_like(parameter)
        assert optimizer.step(1e-3, 1) == pytest.approx(parameter_count(subject.config) ** 0.5, rel=1e-4)
    means = [state for key, state in tight.state().items() if key.endswith("exp_avg")]
    assert float(torch.stack([m.square().sum() for m in means]).sum().sqrt()) == pytest.approx(0.5, rel=1e-3)


def test_smaller_models_learn_at_a_higher_rate() -> None:
    rates = [default_learning_rate(size, "adamw") for size in (10**5, 10**6, 10**7, 124 * 10**6, 10**9)]
    assert rates == sorted(rates, reverse=True)
    assert rates[3] == pytest.approx(6e-4)


def test_the_longer_a_run_the_less_its_weights_decay() -> None:
    least, most = WEIGHT_DECAY
    decays = [default_weight_decay(0.005, steps) for steps in (1, 1_000, 3_000, 10_000, 100_000_000)]
    assert decays == sorted(decays, reverse=True)
    assert (decays[0], decays[-1]) == (most, least)
    assert decays[2] * 0.005 * 3_000 == pytest.approx(decays[3] * 0.005 * 10_000)


@pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16])
def test_muon_multiplies_in_the_format_of_the_model(precision: torch.dtype, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[torch.dtype] = []
    product = torch.baddbmm

    def noted(*tensors: torch.Tensor, **factors: float) -> torch.Tensor:
        seen.append(tensors[0].dtype)
        return product(*tensors, **factors)

    monkeypatch.setattr(torch, "baddbmm", noted)
    optimizer = MasterOptimizer(tiny(), TrainingSettings(optimizer="muon"), precision)
    for master in optimizer.masters.values():
        master.grad = torch.ones_like(master)
    optimizer.step(0.01, 1)
    assert set(seen) == {precision}


@pytest.mark.parametrize(("from_pairs", "factor"), [(False, 3.0), (True, 1.0)])
def test_what_was_counted_is_not_wiped_out_by_a_larger_rate(from_pairs: bool, factor: float) -> None:
    settings = TrainingSettings(optimizer="muon", weight_decay=0.0)
    shape = ModelShape(layers=1, heads=2, hidden_size=16, context_length=16, tied=False)
    model = new_model(family("qwen3").from_shape(shape, 50), generator=torch.Generator().manual_seed(0))
    optimizer = MasterOptimizer(model, settings, torch.float32, from_pairs=from_pairs)
    before = model.get_parameter("embed_tokens.weight").detach().clone()
    for parameter in model.parameters():
        parameter.grad = torch.full_like(parameter, 1e-3)
    optimizer.step(0.01, 1)
    # AdamW's first step moves every weight by its rate.
    moved = (before - model.get_parameter("embed_tokens.weight")).detach()
    assert moved == pytest.approx(torch.full_like(moved, 0.01 * factor), rel=1e-3)
