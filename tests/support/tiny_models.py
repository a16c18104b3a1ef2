"""Tiny random models of transformers, to compare with: one for each combination of options.

The combinations cover all options that change an architecture's numbers. Needs transformers, nothing of GPT Studio.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

VOCABULARY = 300

_GPT2 = {"model_type": "gpt2", "n_embd": 48, "n_head": 4, "n_layer": 3, "n_positions": 64}
_GPT_NEO = {
    "model_type": "gpt_neo",
    "hidden_size": 48,
    "num_heads": 4,
    "num_layers": 4,
    "attention_types": [[["global", "local"], 2]],
    "window_size": 7,
    "max_position_embeddings": 64,
}
_DECODER = {
    "hidden_size": 48,
    "num_attention_heads": 4,
    "num_hidden_layers": 3,
    "intermediate_size": 80,
    "max_position_embeddings": 64,
}
_GROUPED = _DECODER | {"num_key_value_heads": 2}
_GPT_NEOX = _DECODER | {"model_type": "gpt_neox"}
_LLAMA = _GROUPED | {"model_type": "llama"}
_MISTRAL = _GROUPED | {"model_type": "mistral", "sliding_window": 7}
_QWEN2 = _GROUPED | {"model_type": "qwen2"}
_QWEN3 = _GROUPED | {"model_type": "qwen3", "head_dim": 12, "tie_word_embeddings": True}
_PHI3 = _GROUPED | {"model_type": "phi3", "pad_token_id": None}
_GEMMA2 = _GROUPED | {"model_type": "gemma2", "head_dim": 12, "num_hidden_layers": 4, "sliding_window": 7}
_GEMMA3 = _GROUPED | {"model_type": "gemma3_text", "head_dim": 12, "num_hidden_layers": 7, "sliding_window": 7}
_OLMO2 = _GROUPED | {"model_type": "olmo2", "pad_token_id": None}
_SMOLLM3 = _GROUPED | {"model_type": "smollm3", "num_hidden_layers": 5, "pad_token_id": None}


def _rope(kind: str = "default", theta: float = 10_000.0, **options: Any) -> dict[str, Any]:
    return {"rope_parameters": {"rope_type": kind, "rope_theta": theta, **options}}


_LINEAR = _rope("linear", factor=2.5)
_DYNAMIC = _rope("dynamic", factor=3.0) | {"max_position_embeddings": 32}
_LLAMA3 = _rope(
    "llama3",
    theta=500.0,
    factor=8.0,
    low_freq_factor=1.0,
    high_freq_factor=4.0,
    original_max_position_embeddings=32,
)
_YARN = _rope("yarn", theta=1000.0, factor=4.0, original_max_position_embeddings=16, beta_fast=4.0, beta_slow=0.5)
_SHORT, _LONG = [1.0, 1.1, 1.3, 1.6, 1.9, 2.4], [1.2, 1.7, 2.5, 3.5, 4.0, 6.0]
_LONGROPE = _rope("longrope", short_factor=_SHORT, long_factor=_LONG, original_max_position_embeddings=24) | {
    "original_max_position_embeddings": 24
}
_WINDOWED = {"use_sliding_window": True, "sliding_window": 7, "max_window_layers": 1}
_FULL, _SLIDING = "full_attention", "sliding_attention"

CASES: dict[str, dict[str, Any]] = {
    "gpt2": _GPT2,
    "gpt2 untied, ReLU, inner 100": _GPT2
    | {"tie_word_embeddings": False, "activation_function": "relu", "n_inner": 100},
    "gpt2 scaled by layer": _GPT2 | {"scale_attn_by_inverse_layer_idx": True, "layer_norm_epsilon": 1e-3},
    "gpt2 unscaled, exact GELU": _GPT2 | {"scale_attn_weights": False, "activation_function": "gelu"},
    "gpt2 upcast, SiLU": _GPT2 | {"reorder_and_upcast_attn": True, "activation_function": "silu"},
    "gpt_neo": _GPT_NEO,
    "gpt_neo all local, window 3": _GPT_NEO | {"attention_types": [[["local"], 4]], "window_size": 3},
    "gpt_neo all global, inner 100, ReLU": _GPT_NEO
    | {"attention_types": [[["global"], 4]], "intermediate_size": 100, "activation_function": "relu"},
    "gpt_neo two patterns, untied": _GPT_NEO
    | {"attention_types": [[["local", "global"], 1], [["local"], 2]], "tie_word_embeddings": False},
    "gpt_neo window 1, exact GELU": _GPT_NEO | {"window_size": 1, "activation_function": "gelu"},
    "gpt_neox": _GPT_NEOX,
    "gpt_neox one after the other": _GPT_NEOX | {"use_parallel_residual": False},
    "gpt_neox whole heads turn, no biases": _GPT_NEOX
    | _rope(theta=500.0, partial_rotary_factor=1.0)
    | {"attention_bias": False},
    "gpt_neox half of the head, tied": _GPT_NEOX | _rope(partial_rotary_factor=0.5) | {"tie_word_embeddings": True},
    "gpt_neox an odd part of the head": _GPT_NEOX | _rope(partial_rotary_factor=0.42),
    "gpt_neox half, linear": _GPT_NEOX | _rope("linear", factor=2.0, partial_rotary_factor=0.5),
    "gpt_neox half, dynamic, ReLU": _GPT_NEOX
    | _rope("dynamic", factor=2.0, partial_rotary_factor=0.5)
    | {"max_position_embeddings": 32, "hidden_act": "relu"},
    "llama": _LLAMA,
    "llama tied, one key-value head": _LLAMA | {"tie_word_embeddings": True, "num_key_value_heads": 1},
    "llama attention and MLP biases": _LLAMA | {"attention_bias": True, "mlp_bias": True},
    "llama head size 32, GELU": _LLAMA | {"head_dim": 32, "hidden_act": "gelu_pytorch_tanh"},
    "llama theta 500,000, epsilon 0.01": _LLAMA | _rope(theta=500_000.0) | {"rms_norm_eps": 0.01},
    "llama linear": _LLAMA | _LINEAR,
    "llama dynamic": _LLAMA | _DYNAMIC,
    "llama llama3": _LLAMA | _LLAMA3,
    "llama yarn": _LLAMA | _YARN,
    "llama yarn, mscale": _LLAMA
    | _rope("yarn", factor=4.0, original_max_position_embeddings=16, mscale=1.2, mscale_all_dim=0.7),
    "llama yarn, not truncated": _LLAMA
    | _rope(
        "yarn",
        theta=1000.0,
        factor=4.0,
        original_max_position_embeddings=32,
        beta_fast=4.0,
        beta_slow=0.5,
        truncate=False,
    ),
    "llama yarn, attention factor": _LLAMA
    | _rope("yarn", factor=3.0, original_max_position_embeddings=20, attention_factor=1.5),
    "mistral": _MISTRAL,
    "mistral no window": _MISTRAL | {"sliding_window": None},
    "mistral window 3, head size 16, tied": _MISTRAL
    | {"sliding_window": 3, "head_dim": 16, "tie_word_embeddings": True},
    "mistral window wider than the context": _MISTRAL | {"sliding_window": 100},
    "mistral yarn": _MISTRAL | _YARN | {"head_dim": 12},
    "mistral linear, all heads": _MISTRAL | _LINEAR | {"num_key_value_heads": 4},
    "qwen2": _QWEN2,
    "qwen2 tied": _QWEN2 | {"tie_word_embeddings": True},
    "qwen2 window from layer 1": _QWEN2 | _WINDOWED,
    "qwen2 layer types": _QWEN2 | _WINDOWED | {"layer_types": [_SLIDING, _FULL, _SLIDING]},
    "qwen2 yarn": _QWEN2 | _YARN,
    "qwen2 dynamic, ReLU": _QWEN2 | _DYNAMIC | {"hidden_act": "relu"},
    "qwen3": _QWEN3,
    "qwen3 untied, all heads": _QWEN3 | {"tie_word_embeddings": False, "num_key_value_heads": 4},
    "qwen3 head size 32, one key-value head": _QWEN3 | {"head_dim": 32, "num_key_value_heads": 1, "rms_norm_eps": 1e-3},
    "qwen3 biases, GELU, theta 1,000,000": _QWEN3 | _rope(theta=1e6) | {"attention_bias": True, "hidden_act": "gelu"},
    "qwen3 window from layer 1": _QWEN3 | _WINDOWED,
    "qwen3 layer types": _QWEN3 | _WINDOWED | {"layer_types": [_SLIDING, _SLIDING, _FULL]},
    "qwen3 yarn": _QWEN3 | _YARN,
    "phi3": _PHI3,
    "phi3 tied, all heads": _PHI3 | {"tie_word_embeddings": True, "num_key_value_heads": 4},
    "phi3 part of the head": _PHI3 | _rope(partial_rotary_factor=0.5),
    "phi3 window 7": _PHI3 | {"sliding_window": 7, "hidden_act": "gelu"},
    "phi3 longrope": _PHI3 | _LONGROPE,
    "phi3 longrope, part, window": _PHI3
    | _rope("longrope", short_factor=_SHORT[:3], long_factor=_LONG[:3], partial_rotary_factor=0.5)
    | {"original_max_position_embeddings": 24, "sliding_window": 9},
    "gemma2": _GEMMA2,
    "gemma2 no soft-capping": _GEMMA2 | {"attn_logit_softcapping": None, "final_logit_softcapping": None},
    "gemma2 tight soft-capping": _GEMMA2 | {"attn_logit_softcapping": 1.5, "final_logit_softcapping": 2.0},
    "gemma2 scores alone capped, query scalar 100": _GEMMA2
    | {"final_logit_softcapping": None, "attn_logit_softcapping": 2.0, "query_pre_attn_scalar": 100},
    "gemma2 head size 32, biases": _GEMMA2 | {"head_dim": 32, "attention_bias": True, "num_key_value_heads": 4},
    "gemma2 layer types, untied": _GEMMA2
    | {"layer_types": [_FULL, _SLIDING, _SLIDING, _FULL], "tie_word_embeddings": False},
    "gemma2 linear, exact GELU": _GEMMA2 | _LINEAR | {"hidden_activation": "gelu"},
    "gemma3_text": _GEMMA3,
    "gemma3_text layer types": _GEMMA3 | {"num_hidden_layers": 3, "layer_types": [_FULL, _SLIDING, _FULL]},
    "gemma3_text linear in full layers": _GEMMA3
    | {
        "rope_parameters": {
            _FULL: {"rope_type": "linear", "factor": 8.0, "rope_theta": 1e6},
            _SLIDING: {"rope_type": "default", "rope_theta": 100.0},
        }
    },
    "gemma3_text capped logits, query scalar 24": _GEMMA3
    | {"final_logit_softcapping": 3.0, "query_pre_attn_scalar": 24, "attention_bias": True},
    "gemma3_text head size 32, untied": _GEMMA3 | {"head_dim": 32, "tie_word_embeddings": False, "sliding_window": 3},
    "olmo2": _OLMO2,
    "olmo2 tied, all heads": _OLMO2 | {"tie_word_embeddings": True, "num_key_value_heads": 4},
    "olmo2 biases, GELU": _OLMO2 | {"attention_bias": True, "hidden_act": "gelu"},
    "olmo2 theta 500,000, epsilon 0.01": _OLMO2 | _rope(theta=5e5) | {"rms_norm_eps": 0.01},
    "olmo2 yarn": _OLMO2 | _YARN,
    "smollm3": _SMOLLM3,
    "smollm3 listed layers without positions": _SMOLLM3 | {"no_rope_layers": [0, 1, 1, 0, 1]},
    "smollm3 every second without positions, untied": _SMOLLM3
    | {"no_rope_layer_interval": 2, "tie_word_embeddings": False},
    "smollm3 windows": _SMOLLM3 | {"use_sliding_window": True, "sliding_window": 7, "no_rope_layer_interval": 2},
    "smollm3 biases, yarn": _SMOLLM3 | _YARN | {"attention_bias": True, "mlp_bias": True},
}

PLAIN = tuple({options["model_type"]: name for name, options in reversed(CASES.items())}.values())[::-1]
"""The first case of each architecture."""


def as_transformers_4(options: dict[str, Any]) -> dict[str, Any]:
    """The same config with the entries of transformers 4: flat RoPE settings, and other names in some architectures."""
    old = dict(options)
    if "dtype" in old:
        old["torch_dtype"] = old.pop("dtype")
    positions = old.pop("rope_parameters", None)
    if positions is None:
        return old
    if old["model_type"] == "gemma3_text":
        old["rope_local_base_freq"] = positions[_SLIDING]["rope_theta"]
        positions = positions[_FULL]
    positions = dict(positions)
    theta, share = positions.pop("rope_theta"), positions.pop("partial_rotary_factor", None)
    if old["model_type"] == "gpt_neox":
        old["rotary_emb_base"], old["rotary_pct"] = theta, 0.25 if share is None else share
    else:
        old["rope_theta"] = theta
        if share is not None:
            old["partial_rotary_factor"] = share
    positions["type"] = positions["rope_type"]
    if old["model_type"] == "phi3":
        positions = {name: positions.get(name) for name in ("type", "short_factor", "long_factor")}
    old["rope_scaling"] = None if positions["type"] == "default" else positions
    return old


def make(options: dict[str, Any]) -> Any:
    """A model of transformers in evaluation mode, with weights large enough that every part changes the output."""
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    torch.manual_seed(0)
    config = AutoConfig.for_model(
        **{"vocab_size": VOCABULARY, "bos_token_id": 0, "eos_token_id": 0} | deepcopy(options)
    )
    model = AutoModelForCausalLM.from_config(config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.1)
    return model
