"""A model with matrices in half precision computes the numbers of one widened to float32."""

import copy
import threading

import pytest
import torch
from tiny_models import CASES, VOCABULARY, make

from gpt_studio.models import as_stored
from gpt_studio.models.as_stored import HALVES, WidenedProduct, compute_as_stored, large_matrices
from gpt_studio.models.registry import SUPPORTED, family

ONE_OF_EACH = [name for name, options in CASES.items() if name == options["model_type"]]
UNTIED = [name for name in CASES if "untied" in name]


@pytest.fixture
def small_slices(monkeypatch):
    """Slices and matrices so small that a tiny model has several of each."""
    monkeypatch.setattr(as_stored, "SLICE", 1000)
    monkeypatch.setattr(as_stored, "LARGE", 1000)


def pair(options, dtype):
    """The model with its numbers rounded to ``dtype`` but in float32, and the one that holds them as stored."""
    known = family(options["model_type"])
    wide = known.model(known.config.from_hf(make(options).config.to_dict())).eval()
    wide.initialise(torch.Generator().manual_seed(0))
    stored = copy.deepcopy(wide)
    with torch.no_grad():
        for name in large_matrices(stored):
            stored.get_parameter(name).data = stored.get_parameter(name).to(dtype)
            wide.get_parameter(name).copy_(stored.get_parameter(name))
    compute_as_stored(stored)
    assert {parameter.dtype for parameter in stored.parameters()} == {dtype, torch.float32}
    return wide, stored


@pytest.mark.parametrize("dtype", HALVES)
@pytest.mark.parametrize("case", [*ONE_OF_EACH, *UNTIED])
def test_the_numbers_are_those_of_the_widened_model(small_slices, case, dtype):
    wide, stored = pair(CASES[case], dtype)
    ids = torch.randint(0, VOCABULARY, (2, 30), generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        expected = wide.logits(wide(ids))
        torch.testing.assert_close(stored.logits(stored(ids)), expected, rtol=0, atol=1e-5)
        one = stored.logits(stored(ids[:1])[0, -1])
        torch.testing.assert_close(one, expected[0, -1], rtol=0, atol=1e-5)


def test_every_architecture_is_compared():
    assert {CASES[case]["model_type"] for case in ONE_OF_EACH} == set(SUPPORTED)


def test_names_and_order_of_the_parameters_stay(small_slices):
    wide, stored = pair(CASES["qwen3"], torch.bfloat16)
    assert [name for name, _ in wide.named_parameters()] == [name for name, _ in stored.named_parameters()]
    assert list(wide.state_dict()) == list(stored.state_dict())


def test_small_matrices_norms_and_biases_are_widened_at_once():
    gpt2 = family("gpt2")
    with torch.device("meta"):
        small = gpt2.model(gpt2.config(hidden_size=48, intermediate_size=192, vocab_size=300, layers=1))
        names = large_matrices(gpt2.model(gpt2.config(layers=1)))
    assert not large_matrices(small)
    assert names == {
        *(f"{each}.weight" for each in ("wte", "wpe")),
        *(f"h.0.{each}.weight" for each in ("attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj")),
    }


@pytest.mark.parametrize("rows", [1, 2, 300])
@pytest.mark.parametrize("with_bias", [False, True])
def test_products_of_any_size_are_those_of_torch(small_slices, rows, with_bias):
    chance = torch.Generator().manual_seed(rows)

    def numbers(*shape):  # whole ones, so that sums are exact in any order
        return torch.randint(-8, 9, shape, generator=chance).float()

    for size, width in ((1, 1), (7, 3), (1000, 1), (1001, 1), (3, 1500), (64, 64)):
        weight, x = numbers(size, width), numbers(rows, width)
        bias = numbers(size) if with_bias else None
        with torch.no_grad():
            found = WidenedProduct()(x, weight.bfloat16(), bias)
        assert torch.equal(found, torch.nn.functional.linear(x, weight, bias))
        assert found.is_contiguous()


def test_it_works_inside_and_outside_of_inference_mode_and_gives_gradients(small_slices):
    product, weight = WidenedProduct(), torch.randn(40, 50).half()
    x = torch.randn(3, 50, requires_grad=True)
    expected = x.detach() @ weight.float().T
    for mode in (torch.inference_mode, torch.no_grad, torch.inference_mode):
        with mode():
            torch.testing.assert_close(product(x, weight), expected)
    product(x, weight).sum().backward()
    torch.testing.assert_close(x.grad, weight.float().sum(0).expand(3, -1))


def test_threads_do_not_share_a_slice(small_slices):
    product, results = WidenedProduct(), {}
    weights = [torch.full((100, 90), float(number)).bfloat16() for number in range(4)]

    def work(number):
        with torch.inference_mode():
            results[number] = {float(product(torch.ones(1, 90), weights[number]).sum()) for _ in range(200)}

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {number: {float(number * 100 * 90)} for number in range(4)}
