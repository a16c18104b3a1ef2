"""Gemma 2: sliding windows in every other layer, soft-capped scores and logits (Gemma team, 2024)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

import torch
from torch import Tensor, nn

from gpt_studio.models import hf_config
from gpt_studio.models.attention import attend, training_masks
from gpt_studio.models.contract import AttentionPath, LanguageModel, WeightNames
from gpt_studio.models.decoder_config import DecoderConfig, read_decoder
from gpt_studio.models.feed_forward import GatedFeedForward
from gpt_studio.models.norms import OffsetRMSNorm
from gpt_studio.models.parts import AttentionParts, LayerParts, ModelParts
from gpt_studio.models.rotary import Rope, Rotation, read_rope, rotate
from gpt_studio.models.windows import FULL, SLIDING, Windows, optional_window, windows_by_type

_USUAL_ROPE = Rope(theta=10_000.0, size=256)


@dataclass(frozen=True, kw_only=True)
class Config(DecoderConfig):
    """The settings of a Gemma 2; defaults are those of transformers' Gemma2Config."""

    vocab_size: int = 256000
    context_length: int = 8192
    layers: int = 26
    heads: int = 8
    kv_heads: int = 4
    head_size: int = 256
    hidden_size: int = 2304
    intermediate_size: int = 9216
    tied: bool = True
    activation: str = "gelu_pytorch_tanh"
    attention_bias: bool = False
    attention_softcap: float | None = 50.0
    logit_softcap: float | None = 30.0
    query_scalar: float = 256.0
    norm_epsilon: float = 1e-6
    rope: Rope = _USUAL_ROPE
    windows: Windows = (4096, None) * 13
    initializer_range: float = 0.02

    model_type = "gemma2"

    @classmethod
    def from_hf(cls, hf: Mapping[str, Any]) -> Self:
        """Read ``config.json``. Raises StudioError naming the entry that is wrong or not supported."""
        if hf_config.optional_switch(hf, "use_bidirectional_attention"):
            raise hf_config.unsupported("use_bidirectional_attention", True)
        sizes = read_decoder(hf, cls(), kv_heads=4, head_size=256, activation="hidden_activation")
        usual = tuple(FULL if layer % 2 else SLIDING for layer in range(sizes["layers"]))
        return cls(
            **sizes,
            rope=read_rope(hf, sizes, theta=_USUAL_ROPE.theta),
            attention_bias=hf_config.switch(hf, "attention_bias", False),
            attention_softcap=hf_config.optional_positive(hf, "attn_logit_softcapping", 50.0),
            logit_softcap=hf_config.optional_positive(hf, "final_logit_softcapping", 30.0),
            query_scalar=hf_config.positive(hf, "query_pre_attn_scalar", 256.0),
            windows=windows_by_type(hf, sizes["layers"], optional_window(hf, 4096), usual),
        )


class _Attention(nn.Module):
    def __init__(self, config: Config, layer: int) -> None:
        super().__init__()
        self.head_size = config.head_size
        self.scale, self.softcap = config.query_scalar**-0.5, config.attention_softcap
        self.window = config.windows[layer]
        query_size, kv_size = config.heads * config.head_size, config.kv_heads * config.head_size
        self.q_proj = nn.Linear(config.hidden_size, query_size, bias=config.attention_bias)
        self.k_proj = nn.Linear(config.hidden_size, kv_size, bias=config.attention_bias)
        self.v_proj = nn.Linear(config.hidden_size, kv_size, bias=config.attention_bias)
        self.o_proj = nn.Linear(query_size, config.hidden_size, bias=config.attention_bias)

    def forward(self, x: Tensor, rotation: Rotation, mask: Tensor | None, path: AttentionPath) -> Tensor:
        heads = (*x.shape[:2], -1, self.head_size)
        queries = rotate(self.q_proj(x).view(heads).transpose(1, 2), rotation)
        keys = rotate(self.k_proj(x).view(heads).transpose(1, 2), rotation)
        values = self.v_proj(x).view(heads).transpose(1, 2)
        mixed = attend(
            queries, keys, values, mask, path=path, scale=self.scale, window=self.window, softcap=self.softcap
        )
        return cast(Tensor, self.o_proj(mixed))

    def parts(self, rope: Rope) -> AttentionParts:
        return AttentionParts(
            inputs=(self.q_proj, self.k_proj, self.v_proj),
            output=self.o_proj,
            scale=self.scale,
            rope=rope,
            window=self.window,
            softcap=self.softcap,
        )


class _Block(nn.Module):
    def __init__(self, config: Config, layer: int) -> None:
        super().__init__()
        size, epsilon = config.hidden_size, config.norm_epsilon
        self.input_layernorm = OffsetRMSNorm(size, epsilon)
        self.self_attn = _Attention(config, layer)
        self.post_attention_layernorm = OffsetRMSNorm(size, epsilon)
        self.pre_feedforward_layernorm = OffsetRMSNorm(size, epsilon)
        self.mlp = GatedFeedForward(size, config.intermediate_size, config.activation)
        self.post_feedforward_layernorm = OffsetRMSNorm(size, epsilon)

    def forward(self, x: Tensor, rotation: Rotation, mask: Tensor | None, path: AttentionPath) -> Tensor:
        x = x + self.post_attention_layernorm(self.self_attn(self.input_layernorm(x), rotation, mask, path))
        return cast(Tensor, x + self.post_feedforward_layernorm(self.mlp(self.pre_feedforward_layernorm(x))))

    def parts(self, rope: Rope) -> LayerParts:
        return LayerParts(
            attention=self.self_attn.parts(rope),
            feed_forward=self.mlp.parts(),
            attention_norm=self.input_layernorm,
            attention_end_norm=self.post_attention_layernorm,
            feed_forward_norm=self.pre_feedforward_layernorm,
            feed_forward_end_norm=self.post_feedforward_layernorm,
        )


class Model(LanguageModel):
    """Gemma 2 with the tensor names of Hugging Face."""

    weight_names = WeightNames(prefix="model.", ignored=("rotary_emb.inv_freq",))

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.rope, self.windows, self.logit_softcap = config.rope, config.windows, config.logit_softcap
        self.caps_attention = config.attention_softcap is not None
        self.embed_tokens = nn.Embedding(config.vocab_size, config.hidden_size)
        self.layers = nn.ModuleList(_Block(config, layer) for layer in range(config.layers))
        self.norm = OffsetRMSNorm(config.hidden_size, config.norm_epsilon)
        if not config.tied:
            self.lm_head = nn.Linear(config.hidden_size, config.vocab_size, bias=False)

    @property
    def output_weight(self) -> Tensor:
        return self.embed_tokens.weight if self.config.tied else self.lm_head.weight

    def parts(self) -> ModelParts:
        return ModelParts(
            embedding=self.embed_tokens,
            layers=tuple(cast(_Block, block).parts(self.rope) for block in self.layers),
            norm=self.norm,
            embedding_scale=self.config.hidden_size**0.5,
            logit_softcap=self.logit_softcap,
        )

    def forward(self, ids: Tensor, starts: Tensor | None = None) -> Tensor:
        path: AttentionPath = "matmul" if self.caps_attention else self.attention
        rotation = self.rope.training_rotation(ids, starts)
        x = self.embed_tokens(ids)
        # The factor is rounded to the model's dtype, as it was in Gemma's training.
        x = x * torch.tensor(self.config.hidden_size**0.5, dtype=x.dtype)
        masks = training_masks(path, x, starts, self.windows)
        for block, window in zip(self.layers, self.windows, strict=True):
            x = block(x, rotation, masks[window], path)
        return cast(Tensor, self.norm(x))
