"""Reading config.json, with old and new entries, and what is refused."""

import pytest
from tiny_models import CASES, as_transformers_4

from gpt_studio.core.errors import StudioError
from gpt_studio.models.registry import SUPPORTED, family
from gpt_studio.models.rope_scaling import Yarn
from gpt_studio.models.shape import ModelShape
from gpt_studio.models.traits import FROM_SCRATCH

GPT2 = CASES["gpt2"] | {"vocab_size": 300}
GPT_NEO = CASES["gpt_neo"]
GPT_NEOX = CASES["gpt_neox"]
LLAMA = CASES["llama"]
MISTRAL = CASES["mistral"]
QWEN3 = CASES["qwen3"]
PHI3 = CASES["phi3"]
GEMMA2 = CASES["gemma2"]
GEMMA3 = CASES["gemma3_text"]
SMOLLM3 = CASES["smollm3"]
FULL, SLIDING = "full_attention", "sliding_attention"


def read(hf):
    return family(hf["model_type"]).config.from_hf(hf)


@pytest.mark.parametrize("model_type", SUPPORTED)
def test_an_empty_config_means_the_defaults_of_transformers(model_type):
    from transformers import AutoConfig

    theirs = read(AutoConfig.for_model(model_type).to_dict())
    assert read({"model_type": model_type}) == theirs == family(model_type).config()


@pytest.mark.parametrize("case", CASES)
def test_transformers_4_and_5_say_the_same(case):
    from transformers import AutoConfig

    new = AutoConfig.for_model(**CASES[case]).to_dict()
    assert read(as_transformers_4(new)) == read(new)


def test_where_versions_disagree_the_place_that_transformers_reads_wins():
    assert read(QWEN3 | {"rope_theta": 5e5, "rope_scaling": None}).rope.theta == 5e5
    assert read(QWEN3 | {"rope_parameters": {"rope_type": "default", "rope_theta": 5e5}}).rope.theta == 5e5
    assert read(QWEN3 | {"rope_theta": 1e4, "rope_parameters": {"rope_theta": 5e5}}).rope.theta == 5e5
    both = {"rope_scaling": {"type": "linear", "factor": 2.0}, "rope_parameters": {"rope_theta": 5e5}}
    assert (
        read(QWEN3 | both | {"rope_theta": 1e4}).rope
        == read(QWEN3 | {"rope_parameters": {"rope_type": "linear", "factor": 2.0, "rope_theta": 1e4}}).rope
    )


def test_the_original_length_is_found_in_any_of_its_places():
    scaled = {"type": "yarn", "factor": 4.0}
    inside = LLAMA | {"rope_scaling": scaled | {"original_max_position_embeddings": 16}}
    beside = LLAMA | {"rope_scaling": scaled, "original_max_position_embeddings": 16}
    assert read(inside).rope == read(beside).rope != read(LLAMA | {"rope_scaling": scaled}).rope
    assert isinstance(read(inside).rope.scaling, Yarn)


def test_old_names_of_sizes_are_read():
    other = {"hidden_size": 48, "num_attention_heads": 4, "num_hidden_layers": 3, "max_position_embeddings": 64}
    assert read({"model_type": "gpt2", "vocab_size": 300} | other) == read(GPT2)
    renamed = {"num_attention_heads": GPT_NEO["num_heads"], "num_hidden_layers": GPT_NEO["num_layers"]}
    without = {name: value for name, value in GPT_NEO.items() if name not in ("num_heads", "num_layers")}
    assert read(without | renamed) == read(GPT_NEO)
    with pytest.raises(StudioError, match="n_head"):
        read(GPT2 | {"num_attention_heads": 2})
    assert read(PHI3 | {"rope_scaling": scaled_by("su")}) == read(PHI3 | {"rope_scaling": scaled_by("longrope")})


def test_files_of_transformers_3_read_as_those_of_today():
    """With all that it wrote besides; there was no dtype then, and ``n_ctx`` stood beside ``n_positions``."""
    old = GPT2 | {
        "architectures": ["GPT2LMHeadModel"],
        "attn_pdrop": 0.1,
        "embd_pdrop": 0.1,
        "resid_pdrop": 0.1,
        "gradient_checkpointing": False,
        "initializer_range": 0.02,
        "n_ctx": GPT2["n_positions"],
        "output_past": True,
        "predict_special_tokens": True,
        "pruned_heads": {},
        "summary_activation": None,
        "summary_first_dropout": 0.1,
        "summary_proj_to_labels": True,
        "summary_type": "cls_index",
        "summary_use_proj": True,
        "task_specific_params": {"text-generation": {"do_sample": True, "max_length": 50}},
        "torchscript": False,
        "xla_device": None,
    }
    for name in ("dtype", "torch_dtype", "transformers_version"):
        old.pop(name, None)
    found, today = read(old).to_hf(), read(GPT2).to_hf()
    assert found == today | {name: found[name] for name in ("attn_pdrop", "embd_pdrop", "resid_pdrop") if name in found}


def scaled_by(kind, pairs=6, **options):
    return {"type": kind, "short_factor": [1.0] * pairs, "long_factor": [2] * pairs} | options


def test_absent_sizes_follow_from_others():
    assert read(GPT2 | {"n_inner": None}).intermediate_size == 192
    assert read(GPT2 | {"n_inner": 100}).intermediate_size == 100
    assert read(QWEN3 | {"num_key_value_heads": None}).kv_heads == 4
    assert read(QWEN3 | {"head_dim": None}).head_size == 12
    assert read({"model_type": "llama", "num_attention_heads": 8}).kv_heads == 8
    assert read({"model_type": "qwen2", "num_attention_heads": 64}).kv_heads == 32
    assert read(LLAMA | {"head_dim": None}).head_size == 12


@pytest.mark.parametrize(
    ("hf", "named"),
    [
        (GPT2 | {"activation_function": "xielu"}, "activation_function"),
        (GPT2 | {"add_cross_attention": True}, "add_cross_attention"),
        (GPT2 | {"n_head": 5}, "n_head"),
        (GPT2 | {"n_layer": "three"}, "n_layer"),
        (GPT2 | {"n_layer": 0}, "n_layer"),
        (GPT2 | {"vocab_size": True}, "vocab_size"),
        (GPT2 | {"layer_norm_epsilon": -1}, "layer_norm_epsilon"),
        (GPT2 | {"layer_norm_epsilon": float("nan")}, "layer_norm_epsilon"),
        (GPT2 | {"layer_norm_epsilon": 10**400}, "layer_norm_epsilon"),
        (GPT2 | {"tie_word_embeddings": "yes"}, "tie_word_embeddings"),
        (GPT_NEO | {"attention_types": [[["global"], 3]]}, "attention_types"),
        (GPT_NEO | {"attention_types": [[["global"], 10**12]]}, "attention_types"),
        (GPT_NEO | {"attention_types": [[[], 4]]}, "attention_types"),
        (GPT_NEO | {"attention_types": [[["global", "sparse"], 2]]}, "attention_types"),
        (GPT_NEO | {"attention_types": {"global": 4}}, "attention_types"),
        (GPT_NEO | {"attention_types": None}, "num_layers"),
        (GPT_NEO | {"hidden_size": 50}, "num_heads"),
        (GPT_NEOX | {"rotary_pct": 0.01}, "partial_rotary_factor"),
        (GPT_NEOX | {"rotary_pct": 1.5}, "partial_rotary_factor"),
        (GPT_NEOX | {"head_dim": 16}, "head_dim"),
        (GPT_NEOX | {"hidden_act": "prelu"}, "hidden_act"),
        (LLAMA | {"partial_rotary_factor": 0.5}, "partial_rotary_factor"),
        (LLAMA | {"rope_parameters": {"rope_type": "default", "partial_rotary_factor": 0.5}}, "partial_rotary_factor"),
        (LLAMA | {"rope_scaling": {"type": "mrope", "mrope_section": [1, 2, 3]}}, "mrope"),
        (LLAMA | {"rope_scaling": {"type": "proportional"}}, "rope_scaling"),
        (LLAMA | {"rope_scaling": {"type": "linear"}}, "factor"),
        (LLAMA | {"rope_scaling": {"type": "linear", "factor": 0}}, "factor"),
        (LLAMA | {"rope_scaling": {"type": "linear", "factor": 2.0, "twist": 3}}, "rope_scaling.twist"),
        (LLAMA | {"rope_scaling": {"type": "llama3", "factor": 2.0, "low_freq_factor": 1.0}}, "high_freq_factor"),
        (
            LLAMA | {"rope_scaling": {"type": "llama3", "factor": 2, "low_freq_factor": 1, "high_freq_factor": 1}},
            "high_freq_factor",
        ),
        (LLAMA | {"rope_scaling": scaled_by("longrope", pairs=5)}, "rope_scaling"),
        (LLAMA | {"rope_scaling": "linear"}, "rope_scaling"),
        (LLAMA | {"rope_scaling": {"type": ["linear"]}}, "rope_scaling"),
        (
            LLAMA | {"rope_scaling": scaled_by("longrope", factor=2.0, original_max_position_embeddings=1)},
            "rope_scaling",
        ),
        (LLAMA | {"rope_scaling": scaled_by("yarn", beta_fast=5e-324)}, "rope_scaling"),
        (LLAMA | {"rope_scaling": scaled_by("yarn", original_max_position_embeddings=5e-324)}, "rope_scaling"),
        (LLAMA | {"rope_scaling": scaled_by("yarn", attention_factor=1e308)}, "rope_scaling"),
        (LLAMA | {"rope_theta": 5e-324}, "rope_parameters"),
        (LLAMA | {"rope_scaling": scaled_by("linear", **{"x" * 1000: 1})}, "rope_scaling.x{67}…"),
        (LLAMA | {"hidden_size": 50}, "num_attention_heads"),
        (MISTRAL | {"sliding_window": 0}, "sliding_window"),
        (MISTRAL | {"layer_types": [SLIDING, FULL, SLIDING]}, "layer_types"),
        (QWEN3 | {"hidden_act": "prelu"}, "hidden_act"),
        (QWEN3 | {"num_key_value_heads": 3}, "num_key_value_heads"),
        (QWEN3 | {"head_dim": 11}, "head_dim"),
        (QWEN3 | {"rope_theta": 0}, "rope_theta"),
        (QWEN3 | {"use_sliding_window": True, "sliding_window": 16, "max_window_layers": None}, "max_window_layers"),
        (QWEN3 | {"use_sliding_window": True, "sliding_window": "16", "max_window_layers": 1}, "sliding_window"),
        (QWEN3 | {"layer_types": [SLIDING, FULL, FULL]}, "sliding_window"),
        (QWEN3 | {"layer_types": [FULL, FULL]}, "layer_types"),
        (QWEN3 | {"layer_types": ["chunked_attention", FULL, FULL]}, "chunked_attention"),
        (QWEN3 | {"layer_types": 3}, "layer_types"),
        (PHI3 | {"rope_scaling": {"type": "linear", "factor": 2.0}}, "rope_scaling"),
        (PHI3 | {"rope_scaling": {"type": "longrope", "short_factor": [1.0] * 6}}, "long_factor"),
        (GEMMA2 | {"use_bidirectional_attention": True}, "use_bidirectional_attention"),
        (GEMMA2 | {"attn_logit_softcapping": 0.0}, "attn_logit_softcapping"),
        (GEMMA2 | {"query_pre_attn_scalar": 0}, "query_pre_attn_scalar"),
        (GEMMA2 | {"sliding_window": None}, "sliding_window"),
        (GEMMA3 | {"use_bidirectional_attention": True}, "use_bidirectional_attention"),
        (GEMMA3 | {"attn_logit_softcapping": 50.0}, "attn_logit_softcapping"),
        (GEMMA3 | {"rope_parameters": {"rope_type": "default", "rope_theta": 1e6}}, "rope_parameters"),
        (SMOLLM3 | {"no_rope_layers": [1, 0]}, "no_rope_layers"),
        (SMOLLM3 | {"no_rope_layers": [1, 0, 2, 1, 1]}, "no_rope_layers"),
        (SMOLLM3 | {"sliding_window": 7, "layer_types": [SLIDING, FULL, FULL, FULL, FULL]}, "use_sliding_window"),
    ],
)
def test_what_cannot_be_computed_is_named_and_never_ignored(hf, named):
    with pytest.raises(StudioError, match=named):
        read(hf)


@pytest.mark.parametrize(
    "entries",
    [
        {"use_sliding_window": False, "sliding_window": 16, "max_window_layers": 1},
        {"use_sliding_window": True, "sliding_window": 16, "max_window_layers": 3},
        {"layer_types": [FULL] * 3},
        {"rope_scaling": {"rope_type": "default"}},
        {"rope_parameters": {"rope_type": "default", "partial_rotary_factor": 1.0, "factor": None}},
    ],
)
def test_options_that_change_nothing_are_accepted(entries):
    assert read(QWEN3 | entries) == read(QWEN3)


@pytest.mark.parametrize("model_type", FROM_SCRATCH)
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


@pytest.mark.parametrize("case", [case for case in CASES if CASES[case]["model_type"] in FROM_SCRATCH])
def test_options_of_an_opened_model_are_written_again(case):
    from transformers import AutoConfig

    config = read(CASES[case])
    assert read(config.to_hf()) == config
    assert read(AutoConfig.for_model(**config.to_hf()).to_dict()) == config


def test_positions_are_written_for_both_versions():
    written = read(LLAMA | {"rope_scaling": {"type": "linear", "factor": 2.0}, "rope_theta": 5e5}).to_hf()
    assert written["rope_theta"] == 5e5
    assert written["rope_scaling"] == {"rope_type": "linear", "factor": 2.0}
    assert written["rope_parameters"] == {"rope_type": "linear", "factor": 2.0, "rope_theta": 5e5}
    assert read(LLAMA).to_hf()["rope_scaling"] is None


def test_an_unknown_model_type_names_the_known_ones():
    with pytest.raises(StudioError, match=r"gpt2, .*llama"):
        family("bert")


def test_what_cannot_be_made_new_says_so():
    with pytest.raises(StudioError, match="choose one of gpt2, llama, qwen3, or go on"):
        family("gemma2").from_shape(ModelShape(), 300)
