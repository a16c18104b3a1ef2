"""GPT-Neo: GPT-2 with sliding windows in every other layer and unscaled attention scores (Black et al., 2021)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

from torch import Tensor, nn

from gpt_studio.models import hf_config
from gpt_studio.models.activations import ACTIVATIONS
from gpt_studio.models.attention import attend, training_masks
from gpt_studio.models.contract import AttentionPath, LanguageModel, WeightNames
from gpt_studio.models.packed_rows import learned_positions
from gpt_studio.models.parts import AttentionParts, FeedForwardParts, LayerParts, ModelParts
from gpt_studio.models.windows import Windows


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of a GPT-Neo; defaults are those of transformers' GPTNeoConfig."""

    vocab_size: int = 50257
    context_length: int = 2048
    layers: int = 24
    heads: int = 16
    hidden_size: int = 2048
    intermediate_size: int = 8192
    tied: bool = True
    activation: str = "gelu_new"
    norm_epsilon: float = 1e-5
    windows: Windows = (None, 256) * 12
    initializer_range: float = 0.02

    model_type = "gpt_neo"

    @property
    def kv_heads(self) -> int:
        return self.heads

    @property
    def head_size(self) -> int:
        return self.hidden_size // self.heads

    @classmethod
    def from_hf(cls, hf: Mapping[str, Any]) -> Self:
        """Read ``config.json``. Raises StudioError naming the entry that is wrong or not supported."""
        hf = hf_config.renamed(hf, {"num_attention_heads": "num_heads", "num_hidden_layers": "num_layers"})
        hidden_size = hf_config.whole_number(hf, "hidden_size", 2048)
        heads = hf_config.whole_number(hf, "num_heads", 16)
        if hidden_size % heads:
            raise hf_config.contradiction(hidden_size=hidden_size, num_heads=heads)
        has_inner = hf.get("intermediate_size") is not None
        layers = hf_config.whole_number(hf, "num_layers", 24)
        return cls(
            vocab_size=hf_config.whole_number(hf, "vocab_size", 50257),
            context_length=hf_config.whole_number(hf, "max_position_embeddings", 2048),
            layers=layers,
            heads=heads,
            hidden_size=hidden_size,
            intermediate_size=hf_config.whole_number(hf, "intermediate_size", 0) if has_inner else 4 * hidden_size,
            tied=hf_config.switch(hf, "tie_word_embeddings", True),
            activation=hf_config.choice(hf, "activation_function", "gelu_new", tuple(ACTIVATIONS)),
            norm_epsilon=hf_config.number(hf, "layer_norm_epsilon", 1e-5),
            windows=_read_windows(hf, layers),
            initializer_range=hf_config.number(hf, "initializer_range", 0.02),
        )


def _read_windows(hf: Mapping[str, Any], layers: int) -> Windows:
    """From ``attention_types``: patterns of ``global`` and ``local``, each with its number of repetitions."""
    window = hf_config.whole_number(hf, "window_size", 256)
    groups = hf.get("attention_types")
    if groups is None:
        groups = [[["global", "local"], 12]]
    kinds: list[Any] = []
    for group in groups if isinstance(groups, list) else [groups]:
        match group:
            case [list(pattern), int(times)] if 0 < len(pattern) * times <= layers - len(kinds):
                kinds += pattern * times
            case _:
                raise hf_config.contradiction(attention_types=groups, num_layers=layers)
    kinds_of_layers = hf_config.per_layer({"attention_types": kinds}, "attention_types", layers, ("global", "local"))
    return tuple(window if kind == "local" else None for kind in kinds_of_layers or ())


class _Attention(nn.Module):
    def __init__(self, config: Config, layer: int) -> None:
        super().__init__()
        self.head_size, self.window = config.head_size, config.windows[layer]
        self.q_proj = nn.Linear(config.hidden_size, config.hidden_size, bias=False)
        self.k_proj = nn.Linear(config.hidden_size, config.hidden_size, bias=False)
        self.v_proj = nn.Linear(config.hidden_size, config.hidden_size, bias=False)
        self.out_proj = nn.Linear(config.hidden_size, config.hidden_size)

    def forward(self, x: Tensor, mask: Tensor | None, path: AttentionPath) -> Tensor:
        heads = (*x.shape[:2], -1, self.head_size)
        queries, keys, values = (
            part(x).view(heads).transpose(1, 2) for part in (self.q_proj, self.k_proj, self.v_proj)
        )
        mixed = attend(queries, keys, values, mask, path=path, scale=1.0, window=self.window)
        return cast(Tensor, self.out_proj(mixed))

    def parts(self) -> AttentionParts:
        inputs = (self.q_proj, self.k_proj, self.v_proj)
        return AttentionParts(inputs=inputs, output=self.out_proj, scale=1.0, window=self.window)


class _FeedForward(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.activation = ACTIVATIONS[config.activation]
        self.c_fc = nn.Linear(config.hidden_size, config.intermediate_size)
        self.c_proj = nn.Linear(config.intermediate_size, config.hidden_size)

    def forward(self, x: Tensor) -> Tensor:
        return cast(Tensor, self.c_proj(self.activation(self.c_fc(x))))

    def parts(self) -> FeedForwardParts:
        return FeedForwardParts(inputs=(self.c_fc,), output=self.c_proj, activation=self.activation, gated=False)


class _Block(nn.Module):
    def __init__(self, config: Config, layer: int) -> None:
        super().__init__()
        self.ln_1 = nn.LayerNorm(config.hidden_size, config.norm_epsilon)
        # The files name the attention twice: h.0.attn.attention.q_proj.
        self.attn = nn.ModuleDict({"attention": _Attention(config, layer)})
        self.ln_2 = nn.LayerNorm(config.hidden_size, config.norm_epsilon)
        self.mlp = _FeedForward(config)

    def forward(self, x: Tensor, mask: Tensor | None, path: AttentionPath) -> Tensor:
        x = x + self.attn["attention"](self.ln_1(x), mask, path)
        return cast(Tensor, x + self.mlp(self.ln_2(x)))

    def parts(self) -> LayerParts:
        return LayerParts(
            attention=cast(_Attention, self.attn["attention"]).parts(),
            feed_forward=self.mlp.parts(),
            attention_norm=self.ln_1,
            feed_forward_norm=self.ln_2,
        )


class Model(LanguageModel):
    """GPT-Neo with the tensor names of Hugging Face."""

    weight_names = WeightNames(prefix="transformer.", ignored=(".attn.attention.bias", ".attn.attention.masked_bias"))

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.windows = config.windows
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
        masks = training_masks(self.attention, x, starts, self.windows)
        for block, window in zip(self.h, self.windows, strict=True):
            x = block(x, masks[window], self.attention)
        return cast(Tensor, self.ln_f(x))
