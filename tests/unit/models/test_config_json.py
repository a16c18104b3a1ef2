"""What config.json files say, old and new, and what is refused."""

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.models.registry import SUPPORTED, family
from gpt_studio.models.shape import ModelShape

GPT2 = {"model_type": "gpt2", "vocab_size": 300, "n_embd": 48, "n_head": 4, "n_layer": 3, "n_positions": 64}
QWEN3 = {
    "model_type": "qwen3",
    "vocab_size": 300,
    "hidden_size": 48,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 12,
    "num_hidden_layers": 3,
    "intermediate_size": 80,
    "max_position_embeddings": 64,
}


def read(hf):
    return family(hf["model_type"]).config.from_hf(hf)


@pytest.mark.parametrize("model_type", SUPPORTED)
def test_an_empty_config_means_the_defaults_of_transformers(model_type):
    from transformers import AutoConfig

    theirs = read(AutoConfig.for_model(model_type).to_dict())
    assert read({"model_type": model_type}) == theirs == family(model_type).config()


def test_rope_theta_is_found_where_either_version_writes_it():
    assert read(QWEN3 | {"rope_theta": 5e5, "rope_scaling": None}).rope_theta == 5e5
    assert read(QWEN3 | {"rope_parameters": {"rope_type": "default", "rope_theta": 5e5}}).rope_theta == 5e5
    assert read(QWEN3 | {"rope_theta": 1e4, "rope_parameters": {"rope_theta": 5e5}}).rope_theta == 5e5


def test_absent_sizes_follow_from_others():
    assert read(GPT2 | {"n_inner": None}).intermediate_size == 192
    assert read(GPT2 | {"n_inner": 100}).intermediate_size == 100
    assert read(QWEN3 | {"num_key_value_heads": None}).kv_heads == 4
    assert read(QWEN3 | {"head_dim": None}).head_size == 12


@pytest.mark.parametrize(
    ("hf", "named"),
    [
        (GPT2 | {"activation_function": "quick_gelu"}, "activation_function"),
        (GPT2 | {"add_cross_attention": True}, "add_cross_attention"),
        (GPT2 | {"n_head": 5}, "n_head"),
        (GPT2 | {"n_layer": "three"}, "n_layer"),
        (GPT2 | {"n_layer": 0}, "n_layer"),
        (GPT2 | {"vocab_size": True}, "vocab_size"),
        (GPT2 | {"layer_norm_epsilon": -1}, "layer_norm_epsilon"),
        (GPT2 | {"layer_norm_epsilon": float("nan")}, "layer_norm_epsilon"),
        (GPT2 | {"tie_word_embeddings": "yes"}, "tie_word_embeddings"),
        (QWEN3 | {"hidden_act": "mish"}, "hidden_act"),
        (QWEN3 | {"num_key_value_heads": 3}, "num_key_value_heads"),
        (QWEN3 | {"head_dim": 11}, "head_dim"),
        (QWEN3 | {"rope_scaling": {"type": "linear", "factor": 2.0}}, "rope_scaling"),
        (QWEN3 | {"rope_parameters": {"rope_type": "yarn", "factor": 4.0, "rope_theta": 1e6}}, "rope_parameters"),
        (QWEN3 | {"rope_scaling": "linear"}, "rope_scaling"),
        (QWEN3 | {"rope_theta": 0}, "rope_theta"),
        (QWEN3 | {"use_sliding_window": True, "sliding_window": 16, "max_window_layers": 1}, "sliding_window"),
        (QWEN3 | {"use_sliding_window": True, "sliding_window": 16, "max_window_layers": None}, "max_window_layers"),
        (QWEN3 | {"use_sliding_window": True, "sliding_window": "16", "max_window_layers": 1}, "sliding_window"),
        (QWEN3 | {"layer_types": ["sliding_attention", "full_attention", "full_attention"]}, "layer_types"),
        (QWEN3 | {"layer_types": 3}, "layer_types"),
    ],
)
def test_what_cannot_be_computed_is_named_and_never_ignored(hf, named):
    with pytest.raises(StudioError, match=named):
        read(hf)


@pytest.mark.parametrize(
    "entries",
    [
        {"use_sliding_window": False, "sliding_window": 16, "max_window_layers": 1},
        {"use_sliding_window": True, "sliding_window": 64, "max_window_layers": 0},
        {"use_sliding_window": True, "sliding_window": 16, "max_window_layers": 3},
        {"layer_types": ["full_attention"] * 3},
        {"rope_scaling": {"rope_type": "default"}},
    ],
)
def test_options_that_change_nothing_are_accepted(entries):
    assert read(QWEN3 | entries) == read(QWEN3)


@pytest.mark.parametrize("model_type", SUPPORTED)
def test_what_is_written_reads_back_here_and_in_transformers(model_type):
    from transformers import AutoConfig

    shape = ModelShape(model_type=model_type, layers=3, heads=4, hidden_size=64, intermediate_size=100, dropout=0.25)
    config = family(model_type).from_shape(shape, 300)
    written = config.to_hf(dtype="bfloat16", bos_token_id=1, eos_token_id=[1, 2], pad_token_id=0)
    assert read(written) == config
    theirs = AutoConfig.for_model(**written)
    assert read(theirs.to_dict()) == config
    assert str(theirs.dtype).removeprefix("torch.") == "bfloat16" == written["torch_dtype"]
    assert (theirs.bos_token_id, theirs.eos_token_id, theirs.pad_token_id) == (1, [1, 2], 0)


def test_rope_theta_is_written_for_both_versions():
    written = family("qwen3").config(rope_theta=5e5).to_hf()
    assert written["rope_theta"] == 5e5
    assert written["rope_parameters"] == {"rope_type": "default", "rope_theta": 5e5}


def test_an_unknown_model_type_names_the_known_ones():
    with pytest.raises(StudioError, match="gpt2, qwen3"):
        family("llama")
