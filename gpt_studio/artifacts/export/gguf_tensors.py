"""The tensors of a GGUF file: llama.cpp's names, order of rows and additional tensors, by architecture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor

from gpt_studio.artifacts.export.gguf_settings import context_in_gguf
from gpt_studio.artifacts.export.source import Source
from gpt_studio.models import gemma2, gemma3_text
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.decoder_config import DecoderConfig
from gpt_studio.models.rope_scaling import Llama3, LongRope, plain_frequencies

_GPT2 = {
    "wte": "token_embd",
    "wpe": "position_embd",
    "ln_f": "output_norm",
    "lm_head": "output",
    "ln_1": "attn_norm",
    "attn.c_attn": "attn_qkv",
    "attn.c_proj": "attn_output",
    "attn.attention.out_proj": "attn_output",
    "ln_2": "ffn_norm",
    "mlp.c_fc": "ffn_up",
    "mlp.c_proj": "ffn_down",
}
_GPT_NEOX = {
    "embed_in": "token_embd",
    "final_layer_norm": "output_norm",
    "lm_head": "output",
    "input_layernorm": "attn_norm",
    "attention.query_key_value": "attn_qkv",
    "attention.dense": "attn_output",
    "post_attention_layernorm": "ffn_norm",
    "mlp.dense_h_to_4h": "ffn_up",
    "mlp.dense_4h_to_h": "ffn_down",
}
_DECODER = {
    "embed_tokens": "token_embd",
    "norm": "output_norm",
    "lm_head": "output",
    "input_layernorm": "attn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm",
    "post_attention_layernorm": "ffn_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
_PHI3 = _DECODER | {"self_attn.qkv_proj": "attn_qkv", "mlp.gate_up_proj": "ffn_up"}
_NORMS_AFTER = _DECODER | {
    "post_attention_layernorm": "post_attention_norm",
    "pre_feedforward_layernorm": "ffn_norm",
    "post_feedforward_layernorm": "post_ffw_norm",
}
_NAMES = {
    "gpt2": _GPT2,
    "gpt_neo": _GPT2,
    "gpt_neox": _GPT_NEOX,
    "phi3": _PHI3,
    "olmo2": _NORMS_AFTER,
    "gemma2": _NORMS_AFTER,
    "gemma3_text": _NORMS_AFTER,
}
_LAYERS = ("h", "layers")
_POSITIONS, _OUTPUT = "position_embd.weight", "output.weight"
_ROTATES_NEIGHBOURS = ("llama", "mistral", "smollm3")
_OWN_OUTPUT = ("gpt_neox", "olmo2")  # llama.cpp wants an output matrix of its own, tied or not
_OTHER_SCALE = {"gemma2": 46, "gemma3_text": 62}  # with so many layers llama.cpp scales queries by the hidden size


@dataclass(frozen=True)
class GgufTensor:
    """``shape`` is in PyTorch's order, [out, in]; GGUF lists sizes in reverse."""

    name: str
    shape: tuple[int, ...]
    values: Callable[[Source], Tensor]

    @property
    def may_be_narrowed(self) -> bool:
        """False for norms, biases and positions: they are small, and llama.cpp computes with them in float32."""
        return len(self.shape) > 1 and self.name != _POSITIONS


def gguf_tensors(source: Source) -> Iterator[GgufTensor]:
    """All tensors, with float32 ``values``. A tied output is left out where llama.cpp then uses the embedding."""
    config = source.config
    yield from _frequencies(config)
    for name, stored in source.weights.tensors.items():
        shape = tuple(reversed(stored.shape)) if source.naming.is_transposed(name) else stored.shape
        if config.model_type == "gpt_neo" and name.endswith(("k_proj.weight", "v_proj.weight")):
            continue  # written with the queries
        if config.model_type == "gpt_neo" and name.endswith("q_proj.weight"):
            yield from _joined(config, name, shape)
        elif name == "wpe.weight":
            yield _positions(context_in_gguf(config), shape[1])
        else:
            yield GgufTensor(gguf_name(config.model_type, name), shape, _reader(config, name))
    if config.tied and config.model_type in _OWN_OUTPUT:
        yield GgufTensor(_OUTPUT, (config.vocab_size, config.hidden_size), _reader(config, _embedding(config)))


def gguf_name(model_type: str, name: str) -> str:
    """``h.3.attn.c_attn.weight`` -> ``blk.3.attn_qkv.weight``."""
    names = _NAMES.get(model_type, _DECODER)
    path, _, kind = name.rpartition(".")
    parts = path.split(".")
    if parts[0] in _LAYERS:
        return f"blk.{parts[1]}.{names['.'.join(parts[2:])]}.{kind}"
    return f"{names[path]}.{kind}"


def as_llama_cpp(config: ModelConfig, name: str, values: Tensor) -> Tensor:
    """The parameter ``name`` as llama.cpp expects it. ``values`` is [out, ...], or what is added to it."""
    module = name.split(".")[-2]
    if config.model_type in _ROTATES_NEIGHBOURS and module in ("q_proj", "k_proj"):
        return _interleaved(values, config.heads if module == "q_proj" else config.kv_heads)
    if module == "query_key_value":
        return _by_kind(values, config.heads)
    if isinstance(config, gemma2.Config) and module == "q_proj":
        return values * _query_factor(config)
    return values


def _reader(config: ModelConfig, name: str) -> Callable[[Source], Tensor]:
    if isinstance(config, gemma2.Config | gemma3_text.Config) and "norm" in name.split(".")[-2]:
        factor = _query_factor(config) if name.endswith("self_attn.q_norm.weight") else 1.0
        return lambda source: (source.tensor(name) + 1.0) * factor  # Gemma's files hold a norm's weight less one
    return lambda source: as_llama_cpp(config, name, source.tensor(name))


def _interleaved(values: Tensor, heads: int) -> Tensor:
    """Reorder queries or keys [heads * size, ...] so that pairs (i, i + size / 2) become neighbours.

    Hugging Face rotates the first half of a head with the second; llama.cpp's ``llama`` rotates neighbours.
    """
    halves = values.view(heads, 2, -1, *values.shape[1:])
    return halves.transpose(1, 2).reshape(values.shape)


def _by_kind(values: Tensor, heads: int) -> Tensor:
    """Reorder [heads * (query, key, value), ...] so that all queries come first, then all keys, then all values."""
    return values.view(heads, 3, -1, *values.shape[1:]).transpose(0, 1).reshape(values.shape)


def _query_factor(config: gemma2.Config | gemma3_text.Config) -> float:
    """What makes llama.cpp's scale of the scores the model's own, as a factor of the queries."""
    by_hidden = config.layers == _OTHER_SCALE[config.model_type]
    theirs = config.hidden_size // config.heads if by_hidden else config.head_size
    return float((theirs / config.query_scalar) ** 0.5)


def _joined(config: ModelConfig, query: str, shape: tuple[int, ...]) -> Iterator[GgufTensor]:
    """GPT-Neo's queries, keys and values as GPT-2's one matrix, with the scale that GPT-Neo has not, and no bias."""
    size = config.head_size**0.5
    layer = f"blk.{query.split('.')[1]}.attn_qkv"

    def read(source: Source) -> Tensor:
        names = (query, query.replace("q_proj", "k_proj"), query.replace("q_proj", "v_proj"))
        queries, keys, values = (source.tensor(name) for name in names)
        return torch.cat((queries * size, keys, values))

    yield GgufTensor(f"{layer}.weight", (3 * shape[0], shape[1]), read)
    yield GgufTensor(f"{layer}.bias", (3 * shape[0],), lambda source: torch.zeros(3 * shape[0]))


def _positions(count: int, size: int) -> GgufTensor:
    return GgufTensor(_POSITIONS, (count, size), lambda source: source.tensor("wpe.weight")[:count].contiguous())


def _embedding(config: ModelConfig) -> str:
    return "embed_in.weight" if config.model_type == "gpt_neox" else "embed_tokens.weight"


def _frequencies(config: ModelConfig) -> Iterator[GgufTensor]:
    """The divisors of each pair's frequency, which llama.cpp reads as tensors: Llama 3.1's and LongRoPE's."""
    scaling = config.rope.scaling if isinstance(config, DecoderConfig) else None
    if isinstance(scaling, LongRope):
        for kind, listed in (("long", scaling.long_factor), ("short", scaling.short_factor)):
            divisors = torch.tensor(listed, dtype=torch.float32)
            yield GgufTensor(f"rope_factors_{kind}.weight", tuple(divisors.shape), _constant(divisors))
    elif isinstance(scaling, Llama3):
        cpu, rope = torch.device("cpu"), cast(DecoderConfig, config).rope
        scaled = scaling.frequencies(rope.theta, rope.size, config.context_length, cpu)
        factors = plain_frequencies(rope.theta, rope.size, cpu) / scaled
        yield GgufTensor("rope_freqs.weight", tuple(factors.shape), _constant(factors))


def _constant(values: Tensor) -> Callable[[Source], Tensor]:
    return lambda source: values
