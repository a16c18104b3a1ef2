"""Refuses absurd sizes in ``config.json`` before the model is built, even on torch's meta device."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gpt_studio.core.errors import StudioError, shortened
from gpt_studio.core.limits import ANY_SIZE, CONTEXT, HEADS, LAYERS, VOCABULARY, WIDTH

_LARGEST = {
    LAYERS: ("num_hidden_layers", "num_layers", "n_layer", "max_window_layers"),
    WIDTH: ("hidden_size", "n_embd", "intermediate_size", "n_inner", "d_model", "ffn_dim", "head_dim"),
    HEADS: ("num_attention_heads", "num_heads", "n_head", "num_key_value_heads"),
    CONTEXT: ("max_position_embeddings", "n_positions", "n_ctx", "sliding_window", "window_size"),
    VOCABULARY: ("vocab_size",),
}
_LIMITS = {name: largest for largest, entries in _LARGEST.items() for name in entries}


def check_sizes(hf: Mapping[str, Any], path: Path) -> None:
    """Raise StudioError for the first number in ``hf``, the content of ``path``, that is beyond its limit.

    Entries that are not numbers are checked by the architecture.
    """
    for name, value in hf.items():
        limit = _LIMITS.get(name, ANY_SIZE)
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) > limit:
            raise StudioError(
                "config.too_large",
                "{path} sets {name} to {value}, which is beyond the limit of {limit}: get a good copy of it.",
                path=path,
                name=shortened(name),
                value=shortened(value),
                limit=limit,
            )
