"""The settings of a GGUF file under llama.cpp's names. What llama.cpp computes differently is refused."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, cast

from gpt_studio.artifacts.export.formats import GGUF
from gpt_studio.core.errors import StudioError
from gpt_studio.models import gpt2, llama, qwen2, qwen3
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.decoder_config import DecoderConfig
from gpt_studio.models.rope_scaling import Linear, Llama3, Yarn

_TANH = ("gelu_new", "gelu_fast", "gelu_pytorch_tanh")
_SILU = ("silu", "swish")


def model_settings(config: ModelConfig) -> dict[str, Any]:
    """Settings by key, without the architecture's prefix. Raises StudioError naming what llama.cpp does differently."""
    if config.model_type not in GGUF:
        raise StudioError(
            "export.architecture",
            "A model of type {model_type} cannot be exported to GGUF, only {known}: choose another format.",
            model_type=config.model_type,
            known=", ".join(GGUF),
        )
    return {
        "context_length": config.context_length,
        "embedding_length": config.hidden_size,
        "block_count": config.layers,
        "feed_forward_length": config.intermediate_size,
        "attention.head_count": config.heads,
        **_READERS[config.model_type](config),
    }


def _gpt2(config: ModelConfig) -> dict[str, Any]:
    config = cast(gpt2.Config, config)
    _refuse(config.activation not in _TANH, "activation_function", config.activation)
    _refuse(not config.scale_by_head_size, "scale_attn_weights", False)
    _refuse(config.scale_by_layer, "scale_attn_by_inverse_layer_idx", True)
    return {"attention.layer_norm_epsilon": config.norm_epsilon}


def _llama(config: ModelConfig) -> dict[str, Any]:
    return {"vocab_size": config.vocab_size, **_decoder(cast(llama.Config, config))}


def _qwen2(config: ModelConfig) -> dict[str, Any]:
    config = cast(qwen2.Config, config)
    _refuse_windows(config)
    return _decoder(config)


def _qwen3(config: ModelConfig) -> dict[str, Any]:
    config = cast(qwen3.Config, config)
    _refuse(config.attention_bias, "attention_bias", True)
    _refuse_windows(config)
    return _decoder(config)


_READERS: dict[str, Callable[[ModelConfig], dict[str, Any]]] = {
    "gpt2": _gpt2,
    "llama": _llama,
    "qwen2": _qwen2,
    "qwen3": _qwen3,
}


def _decoder(config: DecoderConfig) -> dict[str, Any]:
    _refuse(config.activation not in _SILU, "hidden_act", config.activation)
    return {
        "attention.head_count_kv": config.kv_heads,
        "attention.key_length": config.head_size,
        "attention.value_length": config.head_size,
        "attention.layer_norm_rms_epsilon": config.norm_epsilon,
        "rope.dimension_count": config.rope.size,
        "rope.freq_base": float(config.rope.theta),
        **_scaling(config),
    }


def _scaling(config: DecoderConfig) -> dict[str, Any]:
    scaling = config.rope.scaling
    match scaling:
        case None:
            return {}
        case Linear():
            return {"rope.scaling.type": "linear", "rope.scaling.factor": float(scaling.factor)}
        case Llama3() if isinstance(config, llama.Config):
            return {}  # its factors are written as a tensor
        case Yarn() if scaling.truncate and float(scaling.original_max_position_embeddings).is_integer():
            return _yarn(scaling)
    raise _unsupported("rope_scaling", scaling.kind)


def _yarn(scaling: Yarn) -> dict[str, Any]:
    usual = 0.1 * math.log(scaling.factor) + 1.0 if scaling.factor > 1 else 1.0
    _refuse(not math.isclose(scaling.attention_factor, usual), "attention_factor", scaling.attention_factor)
    _refuse(scaling.beta_slow != 1.0, "beta_slow", scaling.beta_slow)
    return {
        "rope.scaling.type": "yarn",
        "rope.scaling.factor": float(scaling.factor),
        "rope.scaling.original_context_length": int(scaling.original_max_position_embeddings),
        "rope.scaling.yarn_beta_fast": float(scaling.beta_fast),
    }


def _refuse_windows(config: qwen2.Config | qwen3.Config) -> None:
    for window in config.windows:
        _refuse(window is not None and window < config.context_length, "sliding_window", window)


def _refuse(wrong: bool, entry: str, value: Any) -> None:
    if wrong:
        raise _unsupported(entry, value)


def _unsupported(entry: str, value: Any) -> StudioError:
    return StudioError(
        "export.option",
        "This model sets {entry} to {value!r}, which llama.cpp computes otherwise, so a GGUF file would write other "
        "text: choose another format.",
        entry=entry,
        value=value,
    )
