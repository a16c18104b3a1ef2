"""The settings that Llama and the architectures derived from it share, and their ``config.json`` entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gpt_studio.core.errors import say
from gpt_studio.models import hf_config
from gpt_studio.models.activations import ACTIVATIONS
from gpt_studio.models.rotary import Rope
from gpt_studio.models.shape import ModelShape


@dataclass(frozen=True, kw_only=True)
class DecoderConfig:
    """A decoder with rotary positions, RMSNorm, gated feed-forward and grouped-query attention.

    Each architecture repeats the fields with the defaults of its class in transformers.
    """

    vocab_size: int
    context_length: int
    layers: int
    heads: int
    kv_heads: int
    head_size: int
    hidden_size: int
    intermediate_size: int
    tied: bool
    activation: str
    norm_epsilon: float
    rope: Rope
    initializer_range: float


def read_decoder(
    hf: Mapping[str, Any],
    defaults: DecoderConfig,
    *,
    kv_heads: int | None = None,
    head_size: int | None = None,
    activation: str = "hidden_act",
) -> dict[str, Any]:
    """The fields of :class:`DecoderConfig` except ``rope``, with ``defaults`` for missing entries.

    Missing ``kv_heads`` and ``head_size`` become the arguments of these names or, where those are None, ``heads`` and
    the hidden size per head. ``activation`` is the entry that names the activation. Raises StudioError naming what is
    wrong, contradictory or not supported.
    """
    hidden_size = hf_config.whole_number(hf, "hidden_size", defaults.hidden_size)
    heads = hf_config.whole_number(hf, "num_attention_heads", defaults.heads)
    return {
        "vocab_size": hf_config.whole_number(hf, "vocab_size", defaults.vocab_size),
        "context_length": hf_config.whole_number(hf, "max_position_embeddings", defaults.context_length),
        "layers": hf_config.whole_number(hf, "num_hidden_layers", defaults.layers),
        "heads": heads,
        "kv_heads": _kv_heads(hf, heads, kv_heads),
        "head_size": _head_size(hf, heads, hidden_size, head_size),
        "hidden_size": hidden_size,
        "intermediate_size": hf_config.whole_number(hf, "intermediate_size", defaults.intermediate_size),
        "tied": hf_config.switch(hf, "tie_word_embeddings", defaults.tied),
        "activation": hf_config.choice(hf, activation, defaults.activation, tuple(ACTIVATIONS)),
        "norm_epsilon": hf_config.number(hf, "rms_norm_eps", defaults.norm_epsilon),
        "initializer_range": hf_config.number(hf, "initializer_range", defaults.initializer_range),
    }


def decoder_entries(config: DecoderConfig) -> dict[str, Any]:
    """The ``config.json`` entries of all fields."""
    return {
        "vocab_size": config.vocab_size,
        "max_position_embeddings": config.context_length,
        "hidden_size": config.hidden_size,
        "intermediate_size": config.intermediate_size,
        "num_hidden_layers": config.layers,
        "num_attention_heads": config.heads,
        "num_key_value_heads": config.kv_heads,
        "head_dim": config.head_size,
        "hidden_act": config.activation,
        "rms_norm_eps": config.norm_epsilon,
        **config.rope.to_hf(),
        "initializer_range": config.initializer_range,
        "tie_word_embeddings": config.tied,
    }


def shape_fields(shape: ModelShape, vocab_size: int, theta: float) -> dict[str, Any]:
    """The fields of a new model that follow from ``shape``, with ``rope`` at the base ``theta``."""
    head_size = shape.hidden_size // shape.heads
    return {
        "vocab_size": vocab_size,
        "context_length": shape.context_length,
        "layers": shape.layers,
        "heads": shape.heads,
        "kv_heads": shape.kv_heads or shape.heads,
        "head_size": head_size,
        "hidden_size": shape.hidden_size,
        "intermediate_size": shape.intermediate_size or _usual_intermediate_size(shape.hidden_size),
        "tied": shape.tied,
        "rope": Rope(theta=theta, size=head_size),
    }


def _usual_intermediate_size(hidden_size: int) -> int:
    """8/3 of the hidden size, up to a multiple of 64: as many parameters as two matrices of four times the size."""
    return -(-8 * hidden_size // (3 * 64)) * 64


def _kv_heads(hf: Mapping[str, Any], heads: int, default: int | None) -> int:
    if hf.get("num_key_value_heads", default) is None:
        return heads
    kv_heads = hf_config.whole_number(hf, "num_key_value_heads", default or 0)
    if heads % kv_heads:
        raise hf_config.contradiction(num_attention_heads=heads, num_key_value_heads=kv_heads)
    return kv_heads


def _head_size(hf: Mapping[str, Any], heads: int, hidden_size: int, default: int | None) -> int:
    if hf.get("head_dim") is not None:
        head_size = hf_config.whole_number(hf, "head_dim", 0)
    elif default is not None and "head_dim" not in hf:
        head_size = default
    elif hidden_size % heads:
        raise hf_config.contradiction(hidden_size=hidden_size, num_attention_heads=heads)
    else:
        head_size = hidden_size // heads
    if head_size % 2:
        raise hf_config.inconsistent(say("config.odd_head", "head_dim {size} is odd", size=head_size))
    return head_size
