"""Which layers attend to the whole text and which to its last tokens (sliding windows: Beltagy et al., 2020)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gpt_studio.models import hf_config

Windows = tuple[int | None, ...]
"""For each layer, how many tokens a token attends to, itself included; None for all."""

FULL, SLIDING = "full_attention", "sliding_attention"


def optional_window(hf: Mapping[str, Any], default: int | None) -> int | None:
    """The entry ``sliding_window``; None where the file says null."""
    if hf.get("sliding_window", default) is None:
        return None
    return hf_config.whole_number(hf, "sliding_window", default or 0)


def refuse_layer_types(hf: Mapping[str, Any], window: int | None) -> None:
    """Raise StudioError if ``layer_types`` makes layers differ, for an architecture whose layers are all alike."""
    types = hf.get("layer_types")
    if types is not None and (not isinstance(types, list) or set(map(str, types)) != {SLIDING if window else FULL}):
        raise hf_config.unsupported("layer_types", types)


def windows_by_type(hf: Mapping[str, Any], layers: int, window: int | None, usual: tuple[str, ...]) -> Windows:
    """The windows that ``layer_types`` describes, or ``usual`` where the file leaves it out."""
    types = hf_config.per_layer(hf, "layer_types", layers, (FULL, SLIDING)) or usual
    if window is None and SLIDING in types:
        raise hf_config.contradiction(layer_types=SLIDING, sliding_window=None)
    return tuple(window if kind == SLIDING else None for kind in types)


def windows_above(hf: Mapping[str, Any], layers: int) -> Windows:
    """Qwen's windows, if ``use_sliding_window``: from ``layer_types``, else in layers from ``max_window_layers`` on."""
    window = optional_window(hf, 4096) if hf_config.switch(hf, "use_sliding_window", False) else None
    first = layers if window is None else hf_config.number(hf, "max_window_layers", 28)
    usual = tuple(SLIDING if layer >= first else FULL for layer in range(layers))
    return windows_by_type(hf, layers, window, usual)


def sliding_entries(windows: Windows) -> dict[str, Any]:
    """The ``config.json`` entries that :func:`windows_above` reads."""
    window = next((window for window in windows if window is not None), None)
    types = [FULL if window is None else SLIDING for window in windows]
    return {
        "use_sliding_window": window is not None,
        "sliding_window": window,
        "max_window_layers": len(windows),
        "layer_types": types,
    }
