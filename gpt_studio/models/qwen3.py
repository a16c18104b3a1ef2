"""Qwen3: rotary positions, RMSNorm on queries and keys too, SwiGLU, grouped-query attention (Yang et al., 2025)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

from torch import Tensor, nn

from gpt_studio.models import hf_config
from gpt_studio.models.attention import attend, training_masks
from gpt_studio.models.contract import AttentionPath, LanguageModel, WeightNames
from gpt_studio.models.decoder_config import DecoderConfig, decoder_entries, read_decoder, shape_fields
from gpt_studio.models.feed_forward import GatedFeedForward
from gpt_studio.models.norms import RMSNorm
from gpt_studio.models.parts import AttentionParts, LayerParts, ModelParts
from gpt_studio.models.rotary import Rope, Rotation, read_rope, rotate
from gpt_studio.models.shape import ModelShape
from gpt_studio.models.windows import Windows, sliding_entries, windows_above

_USUAL_ROPE = Rope(theta=10_000.0, size=128)


@dataclass(frozen=True, kw_only=True)
class Config(DecoderConfig):
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
    rope: Rope = _USUAL_ROPE
    windows: Windows = (None,) * 32
    initializer_range: float = 0.02

    model_type = "qwen3"

    @classmethod
    def from_hf(cls, hf: Mapping[str, Any]) -> Self:
        """Read ``config.json``. Raises StudioError naming the entry that is wrong or not supported."""
        sizes = read_decoder(hf, cls(), kv_heads=32, head_size=128)
        return cls(
            **sizes,
            rope=read_rope(hf, sizes, theta=_USUAL_ROPE.theta),
            windows=windows_above(hf, sizes["layers"]),
            attention_bias=hf_config.switch(hf, "attention_bias", False),
            attention_dropout=hf_config.dropout(hf, "attention_dropout", 0.0),
        )

    @classmethod
    def from_shape(cls, shape: ModelShape, vocab_size: int) -> Self:
        return cls(
            **shape_fields(shape, vocab_size, theta=_USUAL_ROPE.theta),
            windows=(None,) * shape.layers,
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
        shared = hf_config.shared_entries(
            architecture="Qwen3ForCausalLM",
            model_type=self.model_type,
            dtype=dtype,
            bos_token_id=bos_token_id,
            eos_token_id=eos_token_id,
            pad_token_id=pad_token_id,
        )
        return {
            **shared,
            **decoder_entries(self),
            **sliding_entries(self.windows),
            "attention_bias": self.attention_bias,
            "attention_dropout": self.attention_dropout,
        }


class _Attention(nn.Module):
    def __init__(self, config: Config, layer: int) -> None:
        super().__init__()
        self.head_size = config.head_size
        self.window = config.windows[layer]
        self.dropout = config.attention_dropout
        query_size, kv_size = config.heads * config.head_size, config.kv_heads * config.head_size
        self.q_proj = nn.Linear(config.hidden_size, query_size, bias=config.attention_bias)
        self.k_proj = nn.Linear(config.hidden_size, kv_size, bias=config.attention_bias)
        self.v_proj = nn.Linear(config.hidden_size, kv_size, bias=config.attention_bias)
        self.o_proj = nn.Linear(query_size, config.hidden_size, bias=config.attention_bias)
        self.q_norm = RMSNorm(config.head_size, config.norm_epsilon)
        self.k_norm = RMSNorm(config.head_size, config.norm_epsilon)

    def forward(self, x: Tensor, rotation: Rotation, mask: Tensor | None, path: AttentionPath) -> Tensor:
        heads = (*x.shape[:2], -1, self.head_size)
        queries = rotate(self.q_norm(self.q_proj(x).view(heads)).transpose(1, 2), rotation)
        keys = rotate(self.k_norm(self.k_proj(x).view(heads)).transpose(1, 2), rotation)
        values = self.v_proj(x).view(heads).transpose(1, 2)
        dropout = self.dropout if self.training else 0.0
        scale = self.head_size**-0.5
        mixed = attend(queries, keys, values, mask, path=path, scale=scale, dropout=dropout, window=self.window)
        return cast(Tensor, self.o_proj(mixed))

    def parts(self, rope: Rope) -> AttentionParts:
        return AttentionParts(
            inputs=(self.q_proj, self.k_proj, self.v_proj),
            output=self.o_proj,
            scale=self.head_size**-0.5,
            rope=rope,
            window=self.window,
            query_norm=self.q_norm,
            key_norm=self.k_norm,
        )


class _Block(nn.Module):
    def __init__(self, config: Config, layer: int) -> None:
        super().__init__()
        self.input_layernorm = RMSNorm(config.hidden_size, config.norm_epsilon)
        self.self_attn = _Attention(config, layer)
        self.post_attention_layernorm = RMSNorm(config.hidden_size, config.norm_epsilon)
        self.mlp = GatedFeedForward(config.hidden_size, config.intermediate_size, config.activation)

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
    """Qwen3 with the tensor names of Hugging Face."""

    weight_names = WeightNames(prefix="model.", ignored=("rotary_emb.inv_freq",))
    residual_projections = ("o_proj.weight", "down_proj.weight")

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.rope, self.windows = config.rope, config.windows
        self.embed_tokens = nn.Embedding(config.vocab_size, config.hidden_size)
        self.layers = nn.ModuleList(_Block(config, layer) for layer in range(config.layers))
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
        masks = training_masks(self.attention, x, starts, self.windows)
        for block, window in zip(self.layers, self.windows, strict=True):
            x = block(x, rotation, masks[window], self.attention)
        return cast(Tensor, self.norm(x))
