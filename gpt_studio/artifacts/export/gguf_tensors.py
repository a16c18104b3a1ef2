"""The tensors of a GGUF file: llama.cpp's names, order of rows and additional tensors, by architecture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from gpt_studio.artifacts.export.source import Source
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.decoder_config import DecoderConfig
from gpt_studio.models.rope_scaling import Llama3, plain_frequencies

_GPT2 = {
    "wte": "token_embd",
    "wpe": "position_embd",
    "ln_f": "output_norm",
    "lm_head": "output",
    "ln_1": "attn_norm",
    "attn.c_attn": "attn_qkv",
    "attn.c_proj": "attn_output",
    "ln_2": "ffn_norm",
    "mlp.c_fc": "ffn_up",
    "mlp.c_proj": "ffn_down",
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
_POSITIONS = "position_embd.weight"


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
    """All tensors, with float32 ``values``. A tied output is left out: llama.cpp then uses the embedding."""
    yield from _frequencies(source.config)
    for name, stored in source.weights.tensors.items():
        shape = tuple(reversed(stored.shape)) if source.naming.is_transposed(name) else stored.shape
        yield GgufTensor(_gguf_name(source.config.model_type, name), shape, _reader(source.config, name))


def _gguf_name(model_type: str, name: str) -> str:
    """``h.3.attn.c_attn.weight`` -> ``blk.3.attn_qkv.weight``."""
    names = _GPT2 if model_type == "gpt2" else _DECODER
    path, _, kind = name.rpartition(".")
    parts = path.split(".")
    if parts[0] in ("h", "layers"):
        return f"blk.{parts[1]}.{names['.'.join(parts[2:])]}.{kind}"
    return f"{names[path]}.{kind}"


def _reader(config: ModelConfig, name: str) -> Callable[[Source], Tensor]:
    heads = {"q_proj": config.heads, "k_proj": config.kv_heads}.get(name.split(".")[-2], 0)
    if config.model_type == "llama" and heads:
        return lambda source: _interleaved(source.tensor(name), heads)
    return lambda source: source.tensor(name)


def _interleaved(values: Tensor, heads: int) -> Tensor:
    """Reorder queries or keys [heads * size, ...] so that pairs (i, i + size / 2) become neighbours.

    Hugging Face rotates the first half of a head with the second; llama.cpp's ``llama`` rotates neighbours.
    """
    halves = values.view(heads, 2, -1, *values.shape[1:])
    return halves.transpose(1, 2).reshape(values.shape)


def _frequencies(config: ModelConfig) -> Iterator[GgufTensor]:
    """The divisors of Llama 3.1 for each pair's frequency, which llama.cpp reads as a tensor."""
    scaling = config.rope.scaling if isinstance(config, DecoderConfig) else None
    if not isinstance(scaling, Llama3) or not isinstance(config, DecoderConfig):
        return
    cpu, rope = torch.device("cpu"), config.rope
    scaled = scaling.frequencies(rope.theta, rope.size, config.context_length, cpu)
    factors = plain_frequencies(rope.theta, rope.size, cpu) / scaled
    yield GgufTensor("rope_freqs.weight", tuple(factors.shape), lambda source: factors)
