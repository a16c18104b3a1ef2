"""The precision follows from measured speeds, and stays the same while a model is hosted."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import torch
from tiny_folders import byte_level_tokenizer, save_tiny

from gpt_studio.inference.host import ModelHost, Wanted
from gpt_studio.inference.precision_choice import choose_precision, tokens_per_second
from gpt_studio.models.build import new_model
from gpt_studio.models.contract import LanguageModel
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    shape = ModelShape(model_type="qwen3", layers=2, heads=2, hidden_size=64, context_length=64)
    return new_model(family("qwen3").config.from_shape(shape, 300), generator=torch.Generator().manual_seed(0)).eval()


@pytest.mark.parametrize(
    ("exact", "bfloat16", "int8", "chosen", "said"),
    [
        (200.0, 900.0, 900.0, "exact", "fast enough"),
        (20.0, 22.0, 25.0, "exact", "would not make it much faster"),
        (10.0, 25.0, 20.0, "bfloat16", "16 bits, about 2.5 times"),
        (5.0, 8.0, 20.0, "int8", "8 bits, about 4.0 times"),
    ],
)
def test_fewer_bits_are_taken_where_they_are_needed_and_bring_something(
    model: LanguageModel, exact: float, bfloat16: float, int8: float, chosen: str, said: str
) -> None:
    speeds = {"exact": exact, "bfloat16": bfloat16, "int8": int8}
    found = choose_precision(model, lambda _model, precision: speeds[precision])
    assert found.precision == chosen
    assert said in str(found.reason)


def test_the_measurement_is_short_and_leaves_the_model_as_it_was(model: LanguageModel) -> None:
    before = {name: parameter.clone() for name, parameter in model.named_parameters()}
    begun = time.process_time()
    assert all(tokens_per_second(model, precision) > 0 for precision in ("exact", "bfloat16", "int8"))
    assert time.process_time() - begun < 2
    assert all(torch.equal(parameter, before[name]) for name, parameter in model.named_parameters())


def test_a_hosted_model_says_what_was_chosen(tmp_path: Path) -> None:
    folder = save_tiny(tmp_path / "tiny", "gpt2", byte_level_tokenizer(), None)
    host = ModelHost()
    hosted = host.open(Wanted(folder, precision="auto"))
    assert (hosted.precision, hosted.precision_reason is None) == ("exact", False)
    fixed = host.open(Wanted(folder, precision="int8"))
    assert (fixed.precision, fixed.precision_reason) == ("int8", None)
    for each in (hosted, fixed):
        host.release(each)
