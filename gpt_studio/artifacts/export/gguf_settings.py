"""The settings of a GGUF file under llama.cpp's names. What llama.cpp computes differently is refused.

Where llama.cpp has no sliding window for an architecture, the file's context ends where the window would begin to
matter. GPT-Neo is written as a GPT-2, which computes the same within its window once the queries are scaled.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

from gpt_studio.artifacts.export.formats import GGUF
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.models import gemma2, gemma3_text, gpt2, gpt_neo, gpt_neox, llama, mistral, olmo2, phi3, qwen2, qwen3
from gpt_studio.models import smollm3 as smollm3_
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.decoder_config import DecoderConfig
from gpt_studio.models.rope_scaling import Linear, Llama3, LongRope, Scaling, Yarn
from gpt_studio.models.rotary import Rope
from gpt_studio.models.windows import Windows

_EXACT = ("gelu", "gelu_python")
_TANH = ("gelu_new", "gelu_fast", "gelu_accurate", "gelu_pytorch_tanh", "gelu_python_tanh")
_SILU = ("silu", "swish")
_WITHOUT_ROTATION = 4  # llama.cpp rotates all layers of a SmolLM3 but every fourth
_PERIODS = {"gemma2": 2, "gemma3_text": 6}  # the last of so many layers has no window


@dataclass(frozen=True)
class Settings:
    """``entries`` by key, without the prefix, which is the ``architecture``."""

    architecture: str
    entries: dict[str, Any]
    notes: tuple[Message, ...] = ()


def model_settings(config: ModelConfig) -> Settings:
    """Raises StudioError naming what llama.cpp does differently."""
    if config.model_type not in GGUF:
        raise StudioError(
            "export.architecture",
            "A model of type {model_type} cannot be exported to GGUF, only {known}: choose another format.",
            model_type=config.model_type,
            known=", ".join(GGUF),
        )
    own = _READERS[config.model_type](config)
    shared = {
        "context_length": config.context_length,
        "embedding_length": config.hidden_size,
        "block_count": config.layers,
        "feed_forward_length": config.intermediate_size,
        "attention.head_count": config.heads,
    }
    return replace(own, entries=shared | own.entries)


def context_in_gguf(config: ModelConfig) -> int:
    """How many tokens of context the file promises."""
    return int(model_settings(config).entries["context_length"])


def _gpt2(config: ModelConfig) -> Settings:
    config = cast(gpt2.Config, config)
    _refuse(config.activation not in _TANH, "activation_function", config.activation)
    _refuse(not config.scale_by_head_size, "scale_attn_weights", False)
    _refuse(config.scale_by_layer, "scale_attn_by_inverse_layer_idx", True)
    return Settings("gpt2", {"attention.layer_norm_epsilon": config.norm_epsilon})


def _gpt_neo(config: ModelConfig) -> Settings:
    config = cast(gpt_neo.Config, config)
    _refuse(config.activation not in _TANH, "activation_function", config.activation)
    entries, notes = _within_window(config, config.windows)
    note = say(
        "export.gpt_neo",
        "llama.cpp has no GPT-Neo: the file calls the model a GPT-2, which computes the same.",
    )
    return Settings("gpt2", {"attention.layer_norm_epsilon": config.norm_epsilon, **entries}, (note, *notes))


def _gpt_neox(config: ModelConfig) -> Settings:
    config = cast(gpt_neox.Config, config)
    _refuse(config.activation not in (*_EXACT, *_TANH), "hidden_act", config.activation)
    _refuse(not config.attention_bias, "attention_bias", False)
    entries = {
        "attention.layer_norm_epsilon": config.norm_epsilon,
        "use_parallel_residual": config.parallel,
        **_rope(config.rope),
    }
    approximate = say(
        "export.gelu",
        "llama.cpp computes this model's activation (GELU) by an approximation, which differs by at most 0.0005.",
    )
    return Settings("gptneox", entries, (approximate,) if config.activation in _EXACT else ())


def _llama(config: ModelConfig) -> Settings:
    config = cast(llama.Config, config)
    return Settings("llama", {"vocab_size": config.vocab_size, **_decoder(config)})


def _mistral(config: ModelConfig) -> Settings:
    config = cast(mistral.Config, config)
    entries, notes = _within_window(config, (config.window,))
    return Settings("llama", {"vocab_size": config.vocab_size, **_decoder(config), **entries}, notes)


def _smollm3(config: ModelConfig) -> Settings:
    config = cast(smollm3_.Config, config)
    usual = tuple((layer + 1) % _WITHOUT_ROTATION != 0 for layer in range(config.layers))
    _refuse(config.attention_bias, "attention_bias", True)
    _refuse(config.feed_forward_bias, "mlp_bias", True)
    _refuse(config.turning != usual, "no_rope_layers", [int(turns) for turns in config.turning])
    _refuse_windows(config)
    return Settings("smollm3", {"vocab_size": config.vocab_size, **_decoder(config)})


def _qwen2(config: ModelConfig) -> Settings:
    config = cast(qwen2.Config, config)
    _refuse_windows(config)
    return Settings("qwen2", _decoder(config))


def _qwen3(config: ModelConfig) -> Settings:
    config = cast(qwen3.Config, config)
    _refuse(config.attention_bias, "attention_bias", True)
    _refuse_windows(config)
    return Settings("qwen3", _decoder(config))


def _phi3(config: ModelConfig) -> Settings:
    config = cast(phi3.Config, config)
    _refuse(config.heads * config.head_size != config.hidden_size, "head_dim", config.head_size)
    entries, notes = _within_window(config, (config.window,))
    scaling = config.rope.scaling
    if isinstance(scaling, LongRope):
        length = int(scaling.original_max_position_embeddings)
        entries |= {
            "rope.scaling.original_context_length": length,
            "rope.scaling.attn_factor": float(scaling.attention_factor),
        }
        longer = say(
            "export.longrope",
            "llama.cpp may place tokens as in a long text as soon as it is started with room for more than {length:,} "
            "tokens: for short texts, start it with at most so many.",
            length=length,
        )
        notes = (*notes, longer)
    return Settings("phi3", _decoder(config) | entries, notes)


def _olmo2(config: ModelConfig) -> Settings:
    config = cast(olmo2.Config, config)
    _refuse(config.heads * config.head_size != config.hidden_size, "head_dim", config.head_size)
    _refuse(config.attention_bias, "attention_bias", True)
    return Settings("olmo2", _decoder(config))


def _gemma2(config: ModelConfig) -> Settings:
    config = cast(gemma2.Config, config)
    _refuse(not config.tied, "tie_word_embeddings", False)
    for entry, limit in (
        ("attn_logit_softcapping", config.attention_softcap),
        ("final_logit_softcapping", config.logit_softcap),
    ):
        _refuse(limit is None, entry, limit)
    softcaps = {
        "attn_logit_softcapping": float(config.attention_softcap or 0),
        "final_logit_softcapping": float(config.logit_softcap or 0),
    }
    return Settings("gemma2", _gemma(config) | softcaps)


def _gemma3(config: ModelConfig) -> Settings:
    config = cast(gemma3_text.Config, config)
    _refuse(config.local_rope.scaling is not None, "rope_parameters", config.local_rope.scaling)
    _refuse(config.logit_softcap is not None, "final_logit_softcapping", config.logit_softcap)
    return Settings("gemma3", _gemma(config) | {"rope.freq_base_swa": float(config.local_rope.theta)})


def _gemma(config: gemma2.Config | gemma3_text.Config) -> dict[str, Any]:
    _refuse(config.attention_bias, "attention_bias", True)
    period = _PERIODS[config.model_type]
    window = next((window for window in config.windows if window is not None), config.context_length)
    usual = tuple(None if (layer + 1) % period == 0 else window for layer in range(config.layers))
    _refuse(config.windows != usual and window < config.context_length, "layer_types", config.windows)
    return _decoder(config, _TANH) | {"attention.sliding_window": window}


_READERS: dict[str, Callable[[ModelConfig], Settings]] = {
    "gpt2": _gpt2,
    "llama": _llama,
    "qwen3": _qwen3,
    "qwen2": _qwen2,
    "gemma3_text": _gemma3,
    "smollm3": _smollm3,
    "mistral": _mistral,
    "gpt_neox": _gpt_neox,
    "gpt_neo": _gpt_neo,
    "phi3": _phi3,
    "olmo2": _olmo2,
    "gemma2": _gemma2,
}


def _decoder(config: DecoderConfig, activations: tuple[str, ...] = _SILU) -> dict[str, Any]:
    _refuse(config.activation not in activations, "hidden_act", config.activation)
    return {
        "attention.head_count_kv": config.kv_heads,
        "attention.key_length": config.head_size,
        "attention.value_length": config.head_size,
        "attention.layer_norm_rms_epsilon": config.norm_epsilon,
        **_rope(config.rope, _holds_factors(config)),
    }


def _rope(rope: Rope, factors: tuple[type[Scaling], ...] = ()) -> dict[str, Any]:
    """``factors`` are the kinds of scaling that are written as tensors. llama.cpp rotates whole pairs only."""
    _refuse(rope.size % 2 == 1, "partial_rotary_factor", rope.size)
    return {"rope.dimension_count": rope.size, "rope.freq_base": float(rope.theta)} | _scaling(rope.scaling, factors)


def _holds_factors(config: DecoderConfig) -> tuple[type[Any], ...]:
    if isinstance(config, phi3.Config):
        return (LongRope,)
    return (Llama3,) if isinstance(config, llama.Config) else ()


def _scaling(scaling: Scaling | None, factors: tuple[type[Scaling], ...]) -> dict[str, Any]:
    if scaling is None or isinstance(scaling, factors):
        return {}
    match scaling:
        case Linear():
            return {"rope.scaling.type": "linear", "rope.scaling.factor": float(scaling.factor)}
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


def _within_window(config: ModelConfig, windows: Windows) -> tuple[dict[str, Any], tuple[Message, ...]]:
    """The context in which no window matters: all that llama.cpp can compute where it knows no window."""
    shortest = min((window for window in windows if window is not None), default=config.context_length)
    if shortest >= config.context_length:
        return {}, ()
    note = say(
        "export.window",
        "llama.cpp knows no sliding window for this model: the file holds it for texts of up to {window:,} tokens, "
        "instead of {context:,}.",
        window=shortest,
        context=config.context_length,
    )
    return {"context_length": shortest}, (note,)


def _refuse_windows(config: qwen2.Config | qwen3.Config | smollm3_.Config) -> None:
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
