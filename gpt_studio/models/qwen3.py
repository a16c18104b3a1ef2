"""Qwen3: rotary positions, RMSNorm on queries and keys too, SwiGLU, grouped-query attention (Yang et al., 2025)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

import torch
from torch import Tensor, nn

from gpt_studio.models import hf_config
from gpt_studio.models.activations import ACTIVATIONS
from gpt_studio.models.attention import attend, causal_mask
from gpt_studio.models.contract import AttentionPath, Cache, LanguageModel, WeightNames
from gpt_studio.models.norms import RMSNorm
from gpt_studio.models.rotary import Rotation, rope_theta, rotate, rotation_at
from gpt_studio.models.shape import ModelShape


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of a Qwen3; defaults are those of transformers' Qwen3Config."""

    vocab_size: int = 151936
    context_length: int = 32768
    layers: int = 32
    heads: int = 32
    kv_heads: int = 32
    head_size: int = 128
    hidden_size: int = 4096
    intermediate_size: int = 22016
    tied: bool = False
    activation: str = "silu"
    attention_bias: bool = False
    attention_dropout: float = 0.0
    norm_epsilon: float = 1e-6
    rope_theta: float = 10_000.0
    initializer_range: float = 0.02

    model_type = "qwen3"

    @classmethod
    def from_hf(cls, hf: Mapping[str, Any]) -> Self:
        """Read ``config.json``. Raises StudioError naming the entry that is wrong or not supported."""
        hidden_size = hf_config.whole_number(hf, "hidden_size", 4096)
        heads = hf_config.whole_number(hf, "num_attention_heads", 32)
        has_kv_heads = hf.get("num_key_value_heads", 32) is not None
        kv_heads = hf_config.whole_number(hf, "num_key_value_heads", 32) if has_kv_heads else heads
        has_head_size = hf.get("head_dim", 128) is not None
        head_size = hf_config.whole_number(hf, "head_dim", 128) if has_head_size else hidden_size // heads
        if heads % kv_heads:
            raise hf_config.inconsistent(f"num_attention_heads {heads} over num_key_value_heads {kv_heads}")
        if head_size % 2:
            raise hf_config.inconsistent(f"head_dim {head_size} is odd")
        config = cls(
            vocab_size=hf_config.whole_number(hf, "vocab_size", 151936),
            context_length=hf_config.whole_number(hf, "max_position_embeddings", 32768),
            layers=hf_config.whole_number(hf, "num_hidden_layers", 32),
            heads=heads,
            kv_heads=kv_heads,
            head_size=head_size,
            hidden_size=hidden_size,
            intermediate_size=hf_config.whole_number(hf, "intermediate_size", 22016),
            tied=hf_config.switch(hf, "tie_word_embeddings", False),
            activation=hf_config.choice(hf, "hidden_act", "silu", tuple(ACTIVATIONS)),
            attention_bias=hf_config.switch(hf, "attention_bias", False),
            attention_dropout=hf_config.number(hf, "attention_dropout", 0.0),
            norm_epsilon=hf_config.number(hf, "rms_norm_eps", 1e-6),
            rope_theta=rope_theta(hf, default=10_000.0),
            initializer_range=hf_config.number(hf, "initializer_range", 0.02),
        )
        _refuse_sliding_windows(hf, config)
        return config

    @classmethod
    def from_shape(cls, shape: ModelShape, vocab_size: int) -> Self:
        return cls(
            vocab_size=vocab_size,
            context_length=shape.context_length,
            layers=shape.layers,
            heads=shape.heads,
            kv_heads=shape.kv_heads or shape.heads,
            head_size=shape.hidden_size // shape.heads,
            hidden_size=shape.hidden_size,
            intermediate_size=shape.intermediate_size or usual_intermediate_size(shape.hidden_size),
            tied=shape.tied,
            attention_dropout=shape.dropout,
        )

    def to_hf(
        self,
        *,
        dtype: str = "float32",
        bos_token_id: int | None = None,
        eos_token_id: int | list[int] | None = None,
        pad_token_id: int | None = None,
    ) -> dict[str, Any]:
        return hf_config.shared_entries(
            architecture="Qwen3ForCausalLM",
            model_type=self.model_type,
            dtype=dtype,
            bos_token_id=bos_token_id,
            eos_token_id=eos_token_id,
            pad_token_id=pad_token_id,
        ) | {
            "vocab_size": self.vocab_size,
            "max_position_embeddings": self.context_length,
            "hidden_size": self.hidden_size,
            "intermediate_size": self.intermediate_size,
            "num_hidden_layers": self.layers,
            "num_attention_heads": self.heads,
            "num_key_value_heads": self.kv_heads,
            "head_dim": self.head_size,
            "hidden_act": self.activation,
            "attention_bias": self.attention_bias,
            "attention_dropout": self.attention_dropout,
            "rms_norm_eps": self.norm_epsilon,
            "rope_theta": self.rope_theta,
            "rope_scaling": None,
            "rope_parameters": {"rope_type": "default", "rope_theta": self.rope_theta},
            "use_sliding_window": False,
            "sliding_window": None,
            "max_window_layers": self.layers,
            "initializer_range": self.initializer_range,
            "tie_word_embeddings": self.tied,
        }


def usual_intermediate_size(hidden_size: int) -> int:
    """Eight thirds of the hidden size, up to a multiple of 64: as many parameters as a four times wider MLP of two."""
    return -(-8 * hidden_size // (3 * 64)) * 64


def _refuse_sliding_windows(hf: Mapping[str, Any], config: Config) -> None:
    """A layer that sees only the last tokens is not computed here, unless its window covers the whole context."""
    window = None
    if hf_config.switch(hf, "use_sliding_window", False) and hf.get("sliding_window", 4096) is not None:
        window = hf_config.whole_number(hf, "sliding_window", 4096)
    layer_types = hf.get("layer_types")
    if layer_types is not None:
        slides = layer_types != ["full_attention"] * config.layers
    else:
        slides = window is not None and config.layers > hf_config.number(hf, "max_window_layers", 28)
    if slides and (window is None or window < config.context_length):
        raise hf_config.unsupported("sliding_window" if window else "layer_types", window or layer_types)


class _Attention(nn.Module):
    def __init__(self, config: Config, layer: int) -> None:
        super().__init__()
        self.layer = layer
        self.head_size = config.head_size
        self.dropout = config.attention_dropout
        query_size, kv_size = config.heads * config.head_size, config.kv_heads * config.head_size
        self.q_proj = nn.Linear(config.hidden_size, query_size, bias=config.attention_bias)
        self.k_proj = nn.Linear(config.hidden_size, kv_size, bias=config.attention_bias)
        self.v_proj = nn.Linear(config.hidden_size, kv_size, bias=config.attention_bias)
        self.o_proj = nn.Linear(query_size, config.hidden_size, bias=config.attention_bias)
        self.q_norm = RMSNorm(config.head_size, config.norm_epsilon)
        self.k_norm = RMSNorm(config.head_size, config.norm_epsilon)

    def forward(
        self, x: Tensor, rotation: Rotation, mask: Tensor | None, path: AttentionPath, cache: Cache | None
    ) -> Tensor:
        heads = (*x.shape[:2], -1, self.head_size)
        queries = rotate(self.q_norm(self.q_proj(x).view(heads)).transpose(1, 2), rotation)
        keys = rotate(self.k_norm(self.k_proj(x).view(heads)).transpose(1, 2), rotation)
        values = self.v_proj(x).view(heads).transpose(1, 2)
        if cache is not None:
            keys, values = cache.update(self.layer, keys, values)
        dropout = self.dropout if self.training else 0.0
        mixed = attend(queries, keys, values, mask, path=path, scale=self.head_size**-0.5, dropout=dropout)
        return cast(Tensor, self.o_proj(mixed))


class _FeedForward(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.activation = ACTIVATIONS[config.activation]
        self.gate_proj = nn.Linear(config.hidden_size, config.intermediate_size, bias=False)
        self.up_proj = nn.Linear(config.hidden_size, config.intermediate_size, bias=False)
        self.down_proj = nn.Linear(config.intermediate_size, config.hidden_size, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return cast(Tensor, self.down_proj(self.activation(self.gate_proj(x)) * self.up_proj(x)))


class _Block(nn.Module):
    def __init__(self, config: Config, layer: int) -> None:
        super().__init__()
        self.input_layernorm = RMSNorm(config.hidden_size, config.norm_epsilon)
        self.self_attn = _Attention(config, layer)
        self.post_attention_layernorm = RMSNorm(config.hidden_size, config.norm_epsilon)
        self.mlp = _FeedForward(config)

    def forward(
        self, x: Tensor, rotation: Rotation, mask: Tensor | None, path: AttentionPath, cache: Cache | None
    ) -> Tensor:
        x = x + self.self_attn(self.input_layernorm(x), rotation, mask, path, cache)
        return cast(Tensor, x + self.mlp(self.post_attention_layernorm(x)))


class Model(LanguageModel):
    """Qwen3 with the tensor names of Hugging Face."""

    weight_names = WeightNames(prefix="model.", ignored=("rotary_emb.inv_freq",))
    residual_projections = ("o_proj.weight", "down_proj.weight")

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.head_size, self.rope_theta = config.head_size, config.rope_theta
        self.embed_tokens = nn.Embedding(config.vocab_size, config.hidden_size)
        self.layers = nn.ModuleList(_Block(config, layer) for layer in range(config.layers))
        self.norm = RMSNorm(config.hidden_size, config.norm_epsilon)
        if not config.tied:
            self.lm_head = nn.Linear(config.hidden_size, config.vocab_size, bias=False)

    @property
    def output_weight(self) -> Tensor:
        return self.embed_tokens.weight if self.config.tied else self.lm_head.weight

    def forward(self, ids: Tensor, cache: Cache | None = None) -> Tensor:
        start = 0 if cache is None else cache.length
        end = start + ids.shape[1]
        mask = causal_mask(self.attention, ids.shape[1], end, ids.device)
        rotation = rotation_at(torch.arange(start, end, device=ids.device), self.head_size, self.rope_theta)
        x = self.embed_tokens(ids)
        for block in self.layers:
            x = block(x, rotation, mask, self.attention, cache)
        return cast(Tensor, self.norm(x))
