"""GPT-NeoX and Pythia: attention parallel to feed-forward, rotation of a part of each head (Black et al., 2022)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

from torch import Tensor, nn

from gpt_studio.models import hf_config
from gpt_studio.models.activations import ACTIVATIONS
from gpt_studio.models.attention import attend, training_mask
from gpt_studio.models.contract import AttentionPath, LanguageModel, WeightNames
from gpt_studio.models.parts import AttentionParts, FeedForwardParts, LayerParts, ModelParts
from gpt_studio.models.rotary import Rope, Rotation, partial_size, rope_from, rope_options, rotate

_USUAL_ROPE = Rope(theta=10_000.0, size=24)


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of a GPT-NeoX; defaults are those of transformers' GPTNeoXConfig."""

    vocab_size: int = 50432
    context_length: int = 2048
    layers: int = 44
    heads: int = 64
    hidden_size: int = 6144
    intermediate_size: int = 24576
    tied: bool = False
    activation: str = "gelu"
    attention_bias: bool = True
    parallel: bool = True
    """Whether feed-forward reads the same input as attention, or the sum after it."""
    norm_epsilon: float = 1e-5
    rope: Rope = _USUAL_ROPE
    initializer_range: float = 0.02

    model_type = "gpt_neox"

    @property
    def kv_heads(self) -> int:
        return self.heads

    @property
    def head_size(self) -> int:
        return self.hidden_size // self.heads

    @classmethod
    def from_hf(cls, hf: Mapping[str, Any]) -> Self:
        """Read ``config.json``. Raises StudioError naming the entry that is wrong or not supported."""
        hidden_size = hf_config.whole_number(hf, "hidden_size", 6144)
        heads = hf_config.whole_number(hf, "num_attention_heads", 64)
        if hidden_size % heads:
            raise hf_config.contradiction(hidden_size=hidden_size, num_attention_heads=heads)
        if hf.get("head_dim") not in (None, hidden_size // heads):
            raise hf_config.unsupported("head_dim", hf["head_dim"])
        context_length = hf_config.whole_number(hf, "max_position_embeddings", 2048)
        return cls(
            vocab_size=hf_config.whole_number(hf, "vocab_size", 50432),
            context_length=context_length,
            layers=hf_config.whole_number(hf, "num_hidden_layers", 44),
            heads=heads,
            hidden_size=hidden_size,
            intermediate_size=hf_config.whole_number(hf, "intermediate_size", 24576),
            tied=hf_config.switch(hf, "tie_word_embeddings", False),
            activation=hf_config.choice(hf, "hidden_act", "gelu", tuple(ACTIVATIONS)),
            attention_bias=hf_config.switch(hf, "attention_bias", True),
            parallel=hf_config.switch(hf, "use_parallel_residual", True),
            norm_epsilon=hf_config.number(hf, "layer_norm_eps", 1e-5),
            rope=_read_rope(hf, hidden_size // heads, context_length),
            initializer_range=hf_config.number(hf, "initializer_range", 0.02),
        )


def _read_rope(hf: Mapping[str, Any], head_size: int, context_length: int) -> Rope:
    """transformers 4 calls the base ``rotary_emb_base`` and the rotated share of each head ``rotary_pct``."""
    entry, options = rope_options(hf)
    size = partial_size(head_size, options, hf_config.positive(hf, "rotary_pct", 0.25))
    if size % 2 and size == head_size:
        raise hf_config.contradiction(head_dim=head_size, partial_rotary_factor=1.0)
    return rope_from(
        options,
        entry,
        size=size,
        context_length=context_length,
        theta=hf_config.positive(hf, "rotary_emb_base", _USUAL_ROPE.theta),
        original=hf.get("original_max_position_embeddings"),
    )


class _Attention(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.head_size = config.head_size
        self.query_key_value = nn.Linear(config.hidden_size, 3 * config.hidden_size, bias=config.attention_bias)
        self.dense = nn.Linear(config.hidden_size, config.hidden_size, bias=config.attention_bias)

    def forward(self, x: Tensor, rotation: Rotation, mask: Tensor | None, path: AttentionPath) -> Tensor:
        # Query, key and value of one head lie side by side, then come those of the next head.
        heads = self.query_key_value(x).view(*x.shape[:2], -1, 3 * self.head_size).transpose(1, 2)
        queries, keys, values = heads.chunk(3, dim=-1)
        queries, keys = rotate(queries, rotation), rotate(keys, rotation)
        mixed = attend(queries, keys, values, mask, path=path, scale=self.head_size**-0.5)
        return cast(Tensor, self.dense(mixed))

    def parts(self, rope: Rope) -> AttentionParts:
        scale = self.head_size**-0.5
        return AttentionParts(inputs=(self.query_key_value,), output=self.dense, scale=scale, by_head=True, rope=rope)


class _FeedForward(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.activation = ACTIVATIONS[config.activation]
        self.dense_h_to_4h = nn.Linear(config.hidden_size, config.intermediate_size)
        self.dense_4h_to_h = nn.Linear(config.intermediate_size, config.hidden_size)

    def forward(self, x: Tensor) -> Tensor:
        return cast(Tensor, self.dense_4h_to_h(self.activation(self.dense_h_to_4h(x))))

    def parts(self) -> FeedForwardParts:
        return FeedForwardParts(
            inputs=(self.dense_h_to_4h,), output=self.dense_4h_to_h, activation=self.activation, gated=False
        )


class _Block(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.parallel = config.parallel
        self.input_layernorm = nn.LayerNorm(config.hidden_size, config.norm_epsilon)
        self.attention = _Attention(config)
        self.post_attention_layernorm = nn.LayerNorm(config.hidden_size, config.norm_epsilon)
        self.mlp = _FeedForward(config)

    def forward(self, x: Tensor, rotation: Rotation, mask: Tensor | None, path: AttentionPath) -> Tensor:
        attended = x + self.attention(self.input_layernorm(x), rotation, mask, path)
        read = x if self.parallel else attended
        return cast(Tensor, attended + self.mlp(self.post_attention_layernorm(read)))

    def parts(self, rope: Rope) -> LayerParts:
        return LayerParts(
            attention=self.attention.parts(rope),
            feed_forward=self.mlp.parts(),
            attention_norm=self.input_layernorm,
            feed_forward_norm=self.post_attention_layernorm,
            parallel=self.parallel,
        )


class Model(LanguageModel):
    """GPT-NeoX with the tensor names of Hugging Face."""

    weight_names = WeightNames(
        prefix="gpt_neox.",
        ignored=(".attention.bias", ".attention.masked_bias", "rotary_emb.inv_freq"),
        older={"embed_out.weight": "lm_head.weight"},
    )

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.rope = config.rope
        self.embed_in = nn.Embedding(config.vocab_size, config.hidden_size)
        self.layers = nn.ModuleList(_Block(config) for _ in range(config.layers))
        self.final_layer_norm = nn.LayerNorm(config.hidden_size, config.norm_epsilon)
        if not config.tied:
            self.lm_head = nn.Linear(config.hidden_size, config.vocab_size, bias=False)

    @property
    def output_weight(self) -> Tensor:
        return self.embed_in.weight if self.config.tied else self.lm_head.weight

    def parts(self) -> ModelParts:
        layers = tuple(cast(_Block, block).parts(self.rope) for block in self.layers)
        return ModelParts(embedding=self.embed_in, layers=layers, norm=self.final_layer_norm)

    def forward(self, ids: Tensor, starts: Tensor | None = None) -> Tensor:
        rotation = self.rope.training_rotation(ids, starts)
        x = self.embed_in(ids)
        mask = training_mask(self.attention, x, starts)
        for block in self.layers:
            x = block(x, rotation, mask, self.attention)
        return cast(Tensor, self.final_layer_norm(x))
