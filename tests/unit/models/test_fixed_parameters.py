"""Which parameters stay fixed, in all architectures."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tiny_models import CASES, PLAIN, make

from gpt_studio.models.build import build_on_meta, parameter_count
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.fixed_parameters import fixed_parameters, learning_count
from gpt_studio.models.lora import linear_layers, lora_parameters
from gpt_studio.models.registry import family

TIED_AND_NOT = [*PLAIN, "llama tied, one key-value head", "gpt2 untied, ReLU, inner 100"]


def config_of(case: str) -> ModelConfig:
    hf: dict[str, Any] = make(CASES[case]).config.to_dict()
    return family(hf["model_type"]).config.from_hf(hf)


def place_of(name: str) -> int | None:
    """The layer to which a parameter belongs, by its Hugging Face name; None for those before and after the layers."""
    found = re.search(r"\b(?:h|layers)\.(\d+)\.", name)
    return int(found[1]) if found else None


@pytest.mark.parametrize("case", TIED_AND_NOT)
def test_the_last_layers_learn_with_what_follows_them(case: str) -> None:
    config = config_of(case)
    model = build_on_meta(config)
    for last in (1, config.layers):
        fixed = fixed_parameters(model, last_layers=last, learn_embeddings=True)
        learning = {name for name, _ in model.named_parameters()} - fixed
        places = {place_of(name) for name in learning}
        assert places == {*range(config.layers - last, config.layers), None}
        outside = {name.rpartition(".")[0] for name in learning if place_of(name) is None}
        norm = outside - {"lm_head"}
        assert len(norm) == 1
        assert "norm" in next(iter(norm)) or norm == {"ln_f"}
        assert ("lm_head" in outside) is not config.tied
        count = sum(model.get_parameter(name).numel() for name in learning)
        assert learning_count(config, last_layers=last, learn_embeddings=True) == count
        assert fixed == fixed_parameters(model, last_layers=last, learn_embeddings=False)


@pytest.mark.parametrize("case", TIED_AND_NOT)
def test_the_embeddings_alone(case: str) -> None:
    config = config_of(case)
    model = build_on_meta(config)
    fixed = fixed_parameters(model, last_layers=None, learn_embeddings=False)
    positions = {"wpe.weight"} if config.model_type in ("gpt2", "gpt_neo") else set()
    words = {"gpt2": "wte.weight", "gpt_neo": "wte.weight", "gpt_neox": "embed_in.weight"}
    assert fixed == {words.get(config.model_type, "embed_tokens.weight"), *positions}
    kept = config.vocab_size * config.hidden_size + len(positions) * config.context_length * config.hidden_size
    assert learning_count(config, last_layers=None, learn_embeddings=False) == parameter_count(config) - kept


def test_all_of_it_where_nothing_was_asked_for() -> None:
    config = config_of("qwen3")
    assert fixed_parameters(build_on_meta(config), last_layers=None, learn_embeddings=True) == set()
    assert learning_count(config, last_layers=None, learn_embeddings=True) == parameter_count(config)


@pytest.mark.parametrize("case", PLAIN)
@pytest.mark.parametrize("attention_only", [False, True])
def test_an_adapter_of_the_last_layers(case: str, attention_only: bool) -> None:
    config = config_of(case)
    model = build_on_meta(config)
    whole = linear_layers(model, attention_only=attention_only)
    last = linear_layers(model, attention_only=attention_only, last_layers=1)
    assert last == tuple(name for name in whole if place_of(f"{name}.") == config.layers - 1)
    of_all, of_last = (
        lora_parameters(config, 3, attention_only=attention_only, last_layers=each) for each in (None, 1)
    )
    assert of_last * config.layers == of_all
