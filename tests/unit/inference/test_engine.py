"""The engine computes what the models compute: compared with transformers, for every option of every architecture."""

import pytest
import torch
from engine_numbers import IDS, close, in_portions, ours
from tiny_models import CASES, PLAIN, VOCABULARY, make

from gpt_studio.inference import bfloat16_product, int8_product, products
from gpt_studio.inference.bfloat16_product import Bfloat16Product
from gpt_studio.inference.engine import Engine
from gpt_studio.inference.int8_product import FEW_ROWS, Int8Product
from gpt_studio.inference.step import Step
from gpt_studio.models import as_stored
from gpt_studio.models.as_stored import compute_as_stored, large_matrices
from gpt_studio.models.registry import SUPPORTED


@pytest.mark.parametrize("compiled", [True, False])
@pytest.mark.parametrize("case", CASES)
def test_scores_are_those_of_transformers_in_any_portions_and_side_by_side(case, compiled):
    reference = make(CASES[case])
    engine = Engine(ours(reference), consume=True, compiled=compiled)
    with torch.no_grad():
        expected = reference(IDS, use_cache=False).logits
        shorter = reference(IDS[1:, :25], use_cache=False).logits
    assert expected.abs().max() > 0.5
    first = 11 if engine.cache_ends_at is None else engine.cache_ends_at + 1
    close(in_portions(engine, IDS, [first, 1, 1, 28 - first]), expected)
    close(engine.scores(IDS, engine.new_cache()), expected[:, -1])
    if engine.cache_ends_at is None:
        padded = torch.stack((IDS[0], torch.cat((torch.zeros(5, dtype=torch.long), IDS[1, :25]))))
        cache = engine.new_cache([0, 5])
        found = torch.cat([engine.all_scores(part, cache) for part in padded.split([20, 1, 9], dim=1)], dim=1)
        close(found[0], expected[0])
        close(found[1, 5:], shorter[0])


@pytest.mark.parametrize("room", [1 << 40, 0])
@pytest.mark.parametrize("dtype", as_stored.HALVES)
@pytest.mark.parametrize("case", PLAIN)
def test_half_precision_is_computed_in_float32_and_can_be_held_once(case, dtype, room, monkeypatch):
    monkeypatch.setattr(as_stored, "LARGE", 1000)
    monkeypatch.setattr(products, "available_memory", lambda device: room)
    wide = ours(make(CASES[case]))
    with torch.no_grad():
        for name in large_matrices(wide):
            wide.get_parameter(name).copy_(wide.get_parameter(name).to(dtype))
        first = 11
        expected = wide.logits(wide(IDS[:, : first + 2]))
        for name in large_matrices(wide):
            wide.get_parameter(name).data = wide.get_parameter(name).to(dtype)
    compute_as_stored(wide)
    close(in_portions(Engine(wide), IDS[:, : first + 2], [first, 1, 1]), expected)
    engine = Engine(wide, consume=True)
    close(in_portions(engine, IDS[:, : first + 2], [first, 1, 1]), expected)
    held = {name for name, parameter in wide.named_parameters() if parameter.numel() and parameter.dim() == 2}
    assert all(wide.get_parameter(name).shape[0] in (VOCABULARY, 64) for name in held)  # embeddings and output


@pytest.mark.parametrize("compiled", [True, False])
@pytest.mark.parametrize("case", PLAIN)
def test_fewer_bits_stay_near(case, compiled):
    model = ours(make(CASES[case]))
    exact = Engine(model, compiled=compiled)
    before = {name: parameter.clone() for name, parameter in model.named_parameters()}
    expected = exact.all_scores(IDS, exact.new_cache())
    for precision, error in (("int8", 0.06), ("bfloat16", 0.06)):
        engine = Engine(model, precision, compiled=compiled)
        found = engine.all_scores(IDS, engine.new_cache())
        assert 0 < (found - expected).std() < error * expected.std()
        first = 29 if engine.cache_ends_at else 26
        stepped = in_portions(engine, IDS, [first, *[1] * (30 - first)])
        assert (stepped - expected).std() < error * expected.std()
    assert all(torch.equal(parameter, before[name]) for name, parameter in model.named_parameters())


def test_every_architecture_is_compared():
    assert {options["model_type"] for options in CASES.values()} == set(SUPPORTED)


def test_heads_of_an_odd_size():
    options = CASES["gpt_neox an odd part of the head"] | {"hidden_size": 60}
    reference = make(options)
    with torch.no_grad():
        expected = reference(IDS, use_cache=False).logits
    for compiled in (True, False):
        close(in_portions(Engine(ours(reference), compiled=compiled), IDS, [20, 1, 9]), expected)


def test_the_context_length_is_the_limit():
    engine = Engine(ours(make(CASES["gpt2"])))
    cache = engine.new_cache()
    engine.scores(torch.zeros(1, 64, dtype=torch.long), cache)
    with pytest.raises(ValueError, match="65 positions in a context of 64"):
        engine.scores(torch.zeros(1, 1, dtype=torch.long), cache)


@pytest.mark.parametrize("works", [True, False])
@pytest.mark.parametrize("rows", [1, FEW_ROWS, FEW_ROWS + 1])
def test_products_of_8_bits(works, rows, monkeypatch):
    monkeypatch.setattr(int8_product, "_operator_works", lambda: works)
    chance = torch.Generator().manual_seed(rows)
    weight, bias = torch.randn(70, 96, generator=chance), torch.randn(70, generator=chance)
    x = torch.randn(rows, 96, generator=chance)
    expected = torch.nn.functional.linear(x, weight, bias)
    found = Int8Product(weight, bias)(x)
    assert found.dtype == torch.float32
    assert 0 < (found - expected).abs().max() < 0.35
    assert (found - expected).std() < 0.012 * expected.std()


@pytest.mark.parametrize(("works", "quick"), [(True, True), (False, True), (False, False)])
@pytest.mark.parametrize("rows", [1, 20])
def test_products_in_bfloat16(works, quick, rows, monkeypatch):
    works = works and bfloat16_product._operators_work()
    monkeypatch.setattr(bfloat16_product, "_operators_work", lambda: works)
    monkeypatch.setattr(bfloat16_product, "is_quick", lambda: quick)
    chance = torch.Generator().manual_seed(rows)
    weight, bias = torch.randn(7, 33, generator=chance), torch.randn(7, generator=chance)
    x = torch.randn(rows, 33, generator=chance)
    if quick:
        expected = torch.nn.functional.linear(x.bfloat16(), weight.bfloat16()).float() + bias
    else:
        expected = torch.nn.functional.linear(x, weight.bfloat16().float(), bias)
    torch.testing.assert_close(Bfloat16Product(weight, bias, packed=True)(x), expected, rtol=0.01, atol=0.01)


def test_rows_of_zeros_stay_zero():
    assert torch.equal(Int8Product(torch.zeros(8, 16), None)(torch.ones(1, 16)), torch.zeros(1, 8))


def test_a_width_that_the_operator_reads_beyond_is_multiplied_otherwise(monkeypatch):
    monkeypatch.setattr(torch, "_weight_int8pack_mm", None)
    monkeypatch.setattr(int8_product, "_operator_works", lambda: True)
    found = Int8Product(torch.eye(7, 8), None)(torch.arange(8.0)[None])
    torch.testing.assert_close(found, torch.arange(7.0)[None], rtol=0.01, atol=0)


def test_a_step_tells_what_the_model_expected():
    expected = torch.tensor([1.0, 3.0, 2.0]).log_softmax(0)
    step = Step(2, torch.tensor([1.0, 3.0, 2.0]), expected.exp())
    assert step.log_probability == pytest.approx(float(expected[2]))
    assert step.best(2) == ((1, pytest.approx(float(expected[1]))), (2, pytest.approx(float(expected[2]))))
    assert len(step.best(9)) == 3
