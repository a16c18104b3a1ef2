"""Rotary position embedding (Su et al., 2021), in the half-split order of Hugging Face."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from gpt_studio.models import hf_config

Rotation = tuple[Tensor, Tensor]


def rope_theta(hf: Mapping[str, Any], default: float) -> float:
    """The base of the wavelengths: in ``rope_parameters`` (transformers 5) or ``rope_theta`` (4).

    Raises StudioError for a scaled variant (linear, yarn, ...), which would change every number.
    """
    for entry in ("rope_parameters", "rope_scaling"):
        options = hf.get(entry) or {}
        kind = options.get("rope_type", options.get("type", "default")) if isinstance(options, dict) else options
        if kind != "default":
            raise hf_config.unsupported(entry, kind)
    parameters = hf.get("rope_parameters") or {}
    theta = hf_config.number(hf if parameters.get("rope_theta") is None else parameters, "rope_theta", default)
    if theta == 0:
        raise hf_config.inconsistent("rope_theta is 0")
    return theta


def rotation_at(positions: Tensor, head_size: int, theta: float) -> Rotation:
    """Cosines and sines [T, head_size / 2], in float32, for positions [T]."""
    pairs = torch.arange(0, head_size, 2, dtype=torch.float32, device=positions.device)
    angles = positions.float()[:, None] / theta ** (pairs / head_size)
    return angles.cos(), angles.sin()


def rotate(x: Tensor, rotation: Rotation) -> Tensor:
    """Turn each pair (x[i], x[i + D/2]) of x [B, H, T, D] by its position's angle."""
    cosines, sines = (part.to(x.dtype) for part in rotation)
    first, second = x.chunk(2, dim=-1)
    return torch.cat((first * cosines - second * sines, second * cosines + first * sines), dim=-1)
