"""Phi-3, Phi-4-mini: Llama with one matrix for queries, keys and values, one for gate and up (Abdin et al., 2024)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

from torch import Tensor, nn

from gpt_studio.models import hf_config
from gpt_studio.models.activations import ACTIVATIONS
from gpt_studio.models.attention import attend, training_mask
from gpt_studio.models.contract import AttentionPath, LanguageModel, WeightNames
from gpt_studio.models.decoder_config import DecoderConfig, read_decoder
from gpt_studio.models.norms import RMSNorm
from gpt_studio.models.parts import AttentionParts, FeedForwardParts, LayerParts, ModelParts
from gpt_studio.models.rotary import Rope, Rotation, partial_size, rope_from, rope_options, rotate
from gpt_studio.models.windows import optional_window, refuse_layer_types

_USUAL_ROPE = Rope(theta=10_000.0, size=96)


@dataclass(frozen=True, kw_only=True)
class Config(DecoderConfig):
    """The settings of a Phi-3; defaults are those of transformers' Phi3Config.

    Where ``rope.size`` is less than the head size, only the first part of each head is rotated.
    """

    vocab_size: int = 32064
    context_length: int = 4096
    layers: int = 32
    heads: int = 32
    kv_heads: int = 32
    head_size: int = 96
    hidden_size: int = 3072
    intermediate_size: int = 8192
    tied: bool = False
    activation: str = "silu"
    norm_epsilon: float = 1e-5
    rope: Rope = _USUAL_ROPE
    window: int | None = None
    initializer_range: float = 0.02

    model_type = "phi3"

    @classmethod
    def from_hf(cls, hf: Mapping[str, Any]) -> Self:
        """Read ``config.json``. Raises StudioError naming the entry that is wrong or not supported."""
        sizes = read_decoder(hf, cls())
        window = optional_window(hf, None)
        refuse_layer_types(hf, window)
        return cls(**sizes, rope=_read_rope(hf, sizes), window=window)


def _read_rope(hf: Mapping[str, Any], sizes: Mapping[str, Any]) -> Rope:
    """Phi-3 knows plain positions and LongRoPE, which old files call ``su`` or ``yarn``."""
    entry, options = rope_options(hf)
    kind = options.get("rope_type", options.get("type")) or "default"
    if kind not in ("default", "longrope", "su", "yarn"):
        raise hf_config.unsupported(entry, kind)
    if kind != "default":
        options = {**options, "rope_type": "longrope"}
    return rope_from(
        options,
        entry,
        size=partial_size(sizes["head_size"], options, hf_config.positive(hf, "partial_rotary_factor", 1.0)),
        context_length=sizes["context_length"],
        theta=hf_config.positive(hf, "rope_theta", _USUAL_ROPE.theta),
        original=hf_config.whole_number(hf, "original_max_position_embeddings", 4096),
    )


class _Attention(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.head_size, self.window = config.head_size, config.window
        query_size, kv_size = config.heads * config.head_size, config.kv_heads * config.head_size
        self.sizes = (query_size, kv_size, kv_size)
        self.qkv_proj = nn.Linear(config.hidden_size, query_size + 2 * kv_size, bias=False)
        self.o_proj = nn.Linear(query_size, config.hidden_size, bias=False)

    def forward(self, x: Tensor, rotation: Rotation, mask: Tensor | None, path: AttentionPath) -> Tensor:
        heads = (*x.shape[:2], -1, self.head_size)
        queries, keys, values = (
            part.view(heads).transpose(1, 2) for part in self.qkv_proj(x).split(self.sizes, dim=-1)
        )
        queries, keys = rotate(queries, rotation), rotate(keys, rotation)
        mixed = attend(queries, keys, values, mask, path=path, scale=self.head_size**-0.5, window=self.window)
        return cast(Tensor, self.o_proj(mixed))

    def parts(self, rope: Rope) -> AttentionParts:
        scale = self.head_size**-0.5
        return AttentionParts(inputs=(self.qkv_proj,), output=self.o_proj, scale=scale, rope=rope, window=self.window)


class _FeedForward(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.activation = ACTIVATIONS[config.activation]
        self.gate_up_proj = nn.Linear(config.hidden_size, 2 * config.intermediate_size, bias=False)
        self.down_proj = nn.Linear(config.intermediate_size, config.hidden_size, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        gate, up = self.gate_up_proj(x).chunk(2, dim=-1)
        return cast(Tensor, self.down_proj(self.activation(gate) * up))

    def parts(self) -> FeedForwardParts:
        return FeedForwardParts(
            inputs=(self.gate_up_proj,), output=self.down_proj, activation=self.activation, gated=True
        )


class _Block(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.input_layernorm = RMSNorm(config.hidden_size, config.norm_epsilon)
        self.self_attn = _Attention(config)
        self.post_attention_layernorm = RMSNorm(config.hidden_size, config.norm_epsilon)
        self.mlp = _FeedForward(config)

    def forward(self, x: Tensor, rotation: Rotation, mask: Tensor | None, path: AttentionPath) -> Tensor:
        x = x + self.self_attn(self.input_layernorm(x), rotation, mask, path)
        return cast(Tensor, x + self.mlp(self.post_attention_layernorm(x)))

    def parts(self, rope: Rope) -> LayerParts:
        return LayerParts(
            attention=self.self_attn.parts(rope),
            feed_forward=self.mlp.parts(),
            attention_norm=self.input_layernorm,
            feed_forward_norm=self.post_attention_layernorm,
        )


class Model(LanguageModel):
    """Phi-3 with the tensor names of Hugging Face."""

    weight_names = WeightNames(prefix="model.", ignored=("rotary_emb.inv_freq",))

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.rope, self.window = config.rope, config.window
        self.embed_tokens = nn.Embedding(config.vocab_size, config.hidden_size)
        self.layers = nn.ModuleList(_Block(config) for _ in range(config.layers))
        self.norm = RMSNorm(config.hidden_size, config.norm_epsilon)
        if not config.tied:
            self.lm_head = nn.Linear(config.hidden_size, config.vocab_size, bias=False)

    @property
    def output_weight(self) -> Tensor:
        return self.embed_tokens.weight if self.config.tied else self.lm_head.weight

    def parts(self) -> ModelParts:
        layers = tuple(cast(_Block, block).parts(self.rope) for block in self.layers)
        return ModelParts(embedding=self.embed_tokens, layers=layers, norm=self.norm)

    def forward(self, ids: Tensor, starts: Tensor | None = None) -> Tensor:
        rotation = self.rope.training_rotation(ids, starts)
        x = self.embed_tokens(ids)
        mask = training_mask(self.attention, x, starts, self.window)
        for block in self.layers:
            x = block(x, rotation, mask, self.attention)
        return cast(Tensor, self.norm(x))
