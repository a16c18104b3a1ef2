"""SmolLM3: Llama without rotation in every fourth layer (Bakouch et al., 2025; NoPE: Yang et al., 2025)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

from torch import Tensor, nn

from gpt_studio.models import hf_config
from gpt_studio.models.attention import attend, training_masks
from gpt_studio.models.contract import AttentionPath, LanguageModel, WeightNames
from gpt_studio.models.decoder_config import DecoderConfig, read_decoder
from gpt_studio.models.feed_forward import GatedFeedForward
from gpt_studio.models.norms import RMSNorm
from gpt_studio.models.parts import AttentionParts, LayerParts, ModelParts
from gpt_studio.models.rotary import Rope, Rotation, read_rope, rotate
from gpt_studio.models.windows import FULL, SLIDING, Windows, optional_window, windows_by_type

_USUAL_ROPE = Rope(theta=2_000_000.0, size=128)


@dataclass(frozen=True, kw_only=True)
class Config(DecoderConfig):
    """The settings of a SmolLM3; defaults are those of transformers' SmolLM3Config.

    ``turning`` says for each layer whether it rotates queries and keys by position.
    """

    vocab_size: int = 128256
    context_length: int = 32768
    layers: int = 36
    heads: int = 16
    kv_heads: int = 4
    head_size: int = 128
    hidden_size: int = 2048
    intermediate_size: int = 11008
    tied: bool = True
    activation: str = "silu"
    attention_bias: bool = False
    feed_forward_bias: bool = False
    norm_epsilon: float = 1e-6
    rope: Rope = _USUAL_ROPE
    turning: tuple[bool, ...] = (True, True, True, False) * 9
    windows: Windows = (None,) * 36
    initializer_range: float = 0.02

    model_type = "smollm3"

    @classmethod
    def from_hf(cls, hf: Mapping[str, Any]) -> Self:
        """Read ``config.json``. Raises StudioError naming the entry that is wrong or not supported."""
        sizes = read_decoder(hf, cls(), kv_heads=4)
        turning = _read_turning(hf, sizes["layers"])
        return cls(
            **sizes,
            rope=read_rope(hf, sizes, theta=_USUAL_ROPE.theta),
            attention_bias=hf_config.switch(hf, "attention_bias", False),
            feed_forward_bias=hf_config.switch(hf, "mlp_bias", False),
            turning=turning,
            windows=_read_windows(hf, turning),
        )


def _read_turning(hf: Mapping[str, Any], layers: int) -> tuple[bool, ...]:
    """From ``no_rope_layers`` (0: the layer does not rotate), else from ``no_rope_layer_interval``."""
    listed = hf.get("no_rope_layers")
    if isinstance(listed, list):
        hf = {**hf, "no_rope_layers": listed[:layers]}
    turning = hf_config.per_layer(hf, "no_rope_layers", layers, (0, 1))
    if turning is None:
        interval = hf_config.whole_number(hf, "no_rope_layer_interval", 4)
        return tuple((layer + 1) % interval != 0 for layer in range(layers))
    return tuple(bool(turns) for turns in turning)


def _read_windows(hf: Mapping[str, Any], turning: tuple[bool, ...]) -> Windows:
    """From ``layer_types``, else in the layers without rotation, if ``use_sliding_window`` is on."""
    slides, window = hf_config.switch(hf, "use_sliding_window", False), optional_window(hf, None)
    usual = tuple(SLIDING if slides and window and not turns else FULL for turns in turning)
    windows = windows_by_type(hf, len(turning), window, usual)
    if not slides and any(windows):
        raise hf_config.contradiction(use_sliding_window=False, layer_types=SLIDING)
    return windows


class _Attention(nn.Module):
    def __init__(self, config: Config, layer: int) -> None:
        super().__init__()
        self.head_size = config.head_size
        self.turns, self.window = config.turning[layer], config.windows[layer]
        query_size, kv_size = config.heads * config.head_size, config.kv_heads * config.head_size
        self.q_proj = nn.Linear(config.hidden_size, query_size, bias=config.attention_bias)
        self.k_proj = nn.Linear(config.hidden_size, kv_size, bias=config.attention_bias)
        self.v_proj = nn.Linear(config.hidden_size, kv_size, bias=config.attention_bias)
        self.o_proj = nn.Linear(query_size, config.hidden_size, bias=config.attention_bias)

    def forward(self, x: Tensor, rotation: Rotation, mask: Tensor | None, path: AttentionPath) -> Tensor:
        heads = (*x.shape[:2], -1, self.head_size)
        queries, keys = (part(x).view(heads).transpose(1, 2) for part in (self.q_proj, self.k_proj))
        if self.turns:
            queries, keys = rotate(queries, rotation), rotate(keys, rotation)
        values = self.v_proj(x).view(heads).transpose(1, 2)
        mixed = attend(queries, keys, values, mask, path=path, scale=self.head_size**-0.5, window=self.window)
        return cast(Tensor, self.o_proj(mixed))

    def parts(self, rope: Rope) -> AttentionParts:
        return AttentionParts(
            inputs=(self.q_proj, self.k_proj, self.v_proj),
            output=self.o_proj,
            scale=self.head_size**-0.5,
            rope=rope if self.turns else None,
            window=self.window,
        )


class _Block(nn.Module):
    def __init__(self, config: Config, layer: int) -> None:
        super().__init__()
        self.input_layernorm = RMSNorm(config.hidden_size, config.norm_epsilon)
        self.self_attn = _Attention(config, layer)
        self.post_attention_layernorm = RMSNorm(config.hidden_size, config.norm_epsilon)
        self.mlp = GatedFeedForward(
            config.hidden_size, config.intermediate_size, config.activation, bias=config.feed_forward_bias
        )

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
    """SmolLM3 with the tensor names of Hugging Face."""

    weight_names = WeightNames(prefix="model.", ignored=("rotary_emb.inv_freq",))

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
