"""GPT-2: learned positions, LayerNorm, one fused query-key-value projection (Radford et al., 2019)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

import torch.nn.functional as F
from torch import Tensor, nn

from gpt_studio.core.errors import say
from gpt_studio.models import hf_config
from gpt_studio.models.activations import ACTIVATIONS
from gpt_studio.models.attention import attend, training_mask
from gpt_studio.models.contract import AttentionPath, LanguageModel, WeightNames
from gpt_studio.models.packed_rows import learned_positions
from gpt_studio.models.parts import AttentionParts, FeedForwardParts, LayerParts, ModelParts
from gpt_studio.models.shape import ModelShape

_OTHER_NAMES = {
    "hidden_size": "n_embd",
    "num_attention_heads": "n_head",
    "num_hidden_layers": "n_layer",
    "max_position_embeddings": "n_positions",
}


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of a GPT-2; defaults are those of transformers' GPT2Config."""

    vocab_size: int = 50257
    context_length: int = 1024
    layers: int = 12
    heads: int = 12
    hidden_size: int = 768
    intermediate_size: int = 3072
    tied: bool = True
    activation: str = "gelu_new"
    embedding_dropout: float = 0.1
    attention_dropout: float = 0.1
    residual_dropout: float = 0.1
    norm_epsilon: float = 1e-5
    initializer_range: float = 0.02
    scale_by_head_size: bool = True
    scale_by_layer: bool = False
    upcast_attention: bool = False
    """Only read and written back: it asks for attention scores in float32, in which both paths accumulate anyway."""

    model_type = "gpt2"

    @property
    def kv_heads(self) -> int:
        return self.heads

    @property
    def head_size(self) -> int:
        return self.hidden_size // self.heads

    def attention_scale(self, layer: int) -> float:
        scale = self.head_size**-0.5 if self.scale_by_head_size else 1.0
        return scale / (layer + 1) if self.scale_by_layer else scale

    @classmethod
    def from_hf(cls, hf: Mapping[str, Any]) -> Self:
        """Read ``config.json``. Raises StudioError naming the entry that is wrong or not supported."""
        hf = hf_config.renamed(hf, _OTHER_NAMES)
        hidden_size = hf_config.whole_number(hf, "n_embd", 768)
        heads = hf_config.whole_number(hf, "n_head", 12)
        if hidden_size % heads:
            raise hf_config.inconsistent(
                say("config.heads", "n_embd {size} is not divisible by n_head {heads}", size=hidden_size, heads=heads)
            )
        if hf_config.switch(hf, "add_cross_attention", False):
            raise hf_config.unsupported("add_cross_attention", True)
        has_inner = hf.get("n_inner") is not None
        return cls(
            vocab_size=hf_config.whole_number(hf, "vocab_size", 50257),
            context_length=hf_config.whole_number(hf, "n_positions", 1024),
            layers=hf_config.whole_number(hf, "n_layer", 12),
            heads=heads,
            hidden_size=hidden_size,
            intermediate_size=hf_config.whole_number(hf, "n_inner", 0) if has_inner else 4 * hidden_size,
            tied=hf_config.switch(hf, "tie_word_embeddings", True),
            activation=hf_config.choice(hf, "activation_function", "gelu_new", tuple(ACTIVATIONS)),
            embedding_dropout=hf_config.dropout(hf, "embd_pdrop", 0.1),
            attention_dropout=hf_config.dropout(hf, "attn_pdrop", 0.1),
            residual_dropout=hf_config.dropout(hf, "resid_pdrop", 0.1),
            norm_epsilon=hf_config.number(hf, "layer_norm_epsilon", 1e-5),
            initializer_range=hf_config.number(hf, "initializer_range", 0.02),
            scale_by_head_size=hf_config.switch(hf, "scale_attn_weights", True),
            scale_by_layer=hf_config.switch(hf, "scale_attn_by_inverse_layer_idx", False),
            upcast_attention=hf_config.switch(hf, "reorder_and_upcast_attn", False),
        )

    @classmethod
    def from_shape(cls, shape: ModelShape, vocab_size: int) -> Self:
        return cls(
            vocab_size=vocab_size,
            context_length=shape.context_length,
            layers=shape.layers,
            heads=shape.heads,
            hidden_size=shape.hidden_size,
            intermediate_size=shape.intermediate_size or 4 * shape.hidden_size,
            tied=shape.tied,
            embedding_dropout=shape.dropout,
            attention_dropout=shape.dropout,
            residual_dropout=shape.dropout,
        )

    def to_hf(
        self,
        *,
        dtype: str = "float32",
        bos_token_id: int | None = None,
        eos_token_id: int | list[int] | None = None,
        pad_token_id: int | None = None,
    ) -> dict[str, Any]:
        usual_inner = self.intermediate_size == 4 * self.hidden_size
        return hf_config.shared_entries(
            architecture="GPT2LMHeadModel",
            model_type=self.model_type,
            dtype=dtype,
            bos_token_id=bos_token_id,
            eos_token_id=eos_token_id,
            pad_token_id=pad_token_id,
        ) | {
            "vocab_size": self.vocab_size,
            "n_positions": self.context_length,
            "n_ctx": self.context_length,
            "n_embd": self.hidden_size,
            "n_layer": self.layers,
            "n_head": self.heads,
            "n_inner": None if usual_inner else self.intermediate_size,
            "activation_function": self.activation,
            "embd_pdrop": self.embedding_dropout,
            "attn_pdrop": self.attention_dropout,
            "resid_pdrop": self.residual_dropout,
            "layer_norm_epsilon": self.norm_epsilon,
            "initializer_range": self.initializer_range,
            "scale_attn_weights": self.scale_by_head_size,
            "scale_attn_by_inverse_layer_idx": self.scale_by_layer,
            "reorder_and_upcast_attn": self.upcast_attention,
            "tie_word_embeddings": self.tied,
        }


class _Attention(nn.Module):
    def __init__(self, config: Config, layer: int) -> None:
        super().__init__()
        self.heads = config.heads
        self.scale = config.attention_scale(layer)
        self.attention_dropout = config.attention_dropout
        self.residual_dropout = config.residual_dropout
        self.c_attn = nn.Linear(config.hidden_size, 3 * config.hidden_size)
        self.c_proj = nn.Linear(config.hidden_size, config.hidden_size)

    def forward(self, x: Tensor, mask: Tensor | None, path: AttentionPath) -> Tensor:
        B, T, D = x.shape
        queries, keys, values = (
            part.view(B, T, self.heads, -1).transpose(1, 2) for part in self.c_attn(x).split(D, dim=-1)
        )
        dropout = self.attention_dropout if self.training else 0.0
        mixed = attend(queries, keys, values, mask, path=path, scale=self.scale, dropout=dropout)
        return F.dropout(self.c_proj(mixed), self.residual_dropout, self.training)

    def parts(self) -> AttentionParts:
        return AttentionParts(inputs=(self.c_attn,), output=self.c_proj, scale=self.scale)


class _FeedForward(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.activation = ACTIVATIONS[config.activation]
        self.residual_dropout = config.residual_dropout
        self.c_fc = nn.Linear(config.hidden_size, config.intermediate_size)
        self.c_proj = nn.Linear(config.intermediate_size, config.hidden_size)

    def forward(self, x: Tensor) -> Tensor:
        return F.dropout(self.c_proj(self.activation(self.c_fc(x))), self.residual_dropout, self.training)

    def parts(self) -> FeedForwardParts:
        return FeedForwardParts(inputs=(self.c_fc,), output=self.c_proj, activation=self.activation, gated=False)


class _Block(nn.Module):
    def __init__(self, config: Config, layer: int) -> None:
        super().__init__()
        self.ln_1 = nn.LayerNorm(config.hidden_size, config.norm_epsilon)
        self.attn = _Attention(config, layer)
        self.ln_2 = nn.LayerNorm(config.hidden_size, config.norm_epsilon)
        self.mlp = _FeedForward(config)

    def forward(self, x: Tensor, mask: Tensor | None, path: AttentionPath) -> Tensor:
        x = x + self.attn(self.ln_1(x), mask, path)
        return cast(Tensor, x + self.mlp(self.ln_2(x)))

    def parts(self) -> LayerParts:
        return LayerParts(
            attention=self.attn.parts(),
            feed_forward=self.mlp.parts(),
            attention_norm=self.ln_1,
            feed_forward_norm=self.ln_2,
        )


class Model(LanguageModel):
    """GPT-2 with the tensor names of Hugging Face."""

    weight_names = WeightNames(
        prefix="transformer.",
        transposed=("attn.c_attn.weight", "attn.c_proj.weight", "mlp.c_fc.weight", "mlp.c_proj.weight"),
        ignored=(".attn.bias", ".attn.masked_bias"),
    )
    residual_projections = ("c_proj.weight",)

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.embedding_dropout = config.embedding_dropout
        self.wte = nn.Embedding(config.vocab_size, config.hidden_size)
        self.wpe = nn.Embedding(config.context_length, config.hidden_size)
        self.h = nn.ModuleList(_Block(config, layer) for layer in range(config.layers))
        self.ln_f = nn.LayerNorm(config.hidden_size, config.norm_epsilon)
        if not config.tied:
            self.lm_head = nn.Linear(config.hidden_size, config.vocab_size, bias=False)

    @property
    def output_weight(self) -> Tensor:
        return self.wte.weight if self.config.tied else self.lm_head.weight

    def parts(self) -> ModelParts:
        layers = tuple(cast(_Block, block).parts() for block in self.h)
        return ModelParts(embedding=self.wte, positions=self.wpe, layers=layers, norm=self.ln_f)

    def forward(self, ids: Tensor, starts: Tensor | None = None) -> Tensor:
        x = self.wte(ids) + learned_positions(self.wpe.weight, ids, starts)
        x = F.dropout(x, self.embedding_dropout, self.training)
        mask = training_mask(self.attention, x, starts)
        for block in self.h:
            x = block(x, mask, self.attention)
        return cast(Tensor, self.ln_f(x))
