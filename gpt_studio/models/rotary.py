"""Rotary position embedding (Su et al., 2021), in the half-split order of Hugging Face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

from gpt_studio.core.errors import say
from gpt_studio.models import hf_config
from gpt_studio.models.packed_rows import positions_in_texts
from gpt_studio.models.rope_scaling import (
    LongRope,
    Scaling,
    no_angles,
    plain_frequencies,
    read_scaling,
    scaling_entries,
)

Rotation = tuple[Tensor, Tensor]


@dataclass(frozen=True)
class Rope:
    """How queries and keys are rotated by position.

    ``theta`` is the base of the wavelengths, ``size`` how many numbers of each head are rotated, ``scaling`` how
    positions are stretched.
    """

    theta: float
    size: int
    scaling: Scaling | None = None

    def training_rotation(self, ids: Tensor, starts: Tensor | None) -> Rotation:
        """:meth:`rotation` for whole rows of ids [B, T]: [T, ceil(size / 2)], or where rows hold several texts, which
        begin at ``starts`` (see models/packed_rows.py), [B, 1, T, ceil(size / 2)]."""
        if starts is None:
            return self.rotation(0, ids.shape[1], ids.device)
        positions = positions_in_texts(starts).unsqueeze(1)
        # Some scalings turn by the length of the text, which here is that of the longest one.
        longest = ids.shape[1] if self.scaling is None else int(positions.max()) + 1
        cosines, sines = self.rotation(0, longest, ids.device)
        return cosines[positions], sines[positions]

    def rotation(self, start: int, end: int, device: torch.device) -> Rotation:
        """Cosines and sines [end - start, ceil(size / 2)], in float32, of the positions from start to end."""
        positions = torch.arange(start, end, dtype=torch.float32, device=device)
        if self.scaling is None:
            angles = positions[:, None] * plain_frequencies(self.theta, self.size, device)
            return angles.cos(), angles.sin()
        angles = positions[:, None] * self.scaling.frequencies(self.theta, self.size, end, device)
        return angles.cos() * self.scaling.attention_factor, angles.sin() * self.scaling.attention_factor

    @property
    def turns_differently_beyond(self) -> int | None:
        """The length above which every position rotates by another angle, so that cached keys are invalid, or None."""
        return int(self.scaling.original_max_position_embeddings) if isinstance(self.scaling, LongRope) else None

    def to_hf(self) -> dict[str, Any]:
        """The entries for transformers 4 (``rope_theta`` and ``rope_scaling``) and 5 (``rope_parameters``)."""
        scaling = scaling_entries(self.scaling)
        return {
            "rope_theta": self.theta,
            "rope_scaling": scaling if self.scaling else None,
            "rope_parameters": scaling | {"rope_theta": self.theta},
        }


def read_rope(hf: Mapping[str, Any], sizes: Mapping[str, Any], *, theta: float) -> Rope:
    """The Rope of an architecture that rotates whole heads; ``theta`` is its default base.

    ``sizes`` must hold ``head_size`` and ``context_length``. Raises StudioError for an unknown kind of scaling, and
    for heads that are rotated only in part.
    """
    entry, options = rope_options(hf)
    for holder in (options, hf):
        if holder.get("partial_rotary_factor") not in (None, 1):
            raise hf_config.unsupported("partial_rotary_factor", holder["partial_rotary_factor"])
    own = hf_config.optional_number(hf, "rope_theta")
    return rope_from(
        options,
        entry,
        size=sizes["head_size"],
        context_length=sizes["context_length"],
        theta=theta if own is None else own,
        original=hf.get("original_max_position_embeddings"),
    )


def rope_options(hf: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The name and the value of ``rope_scaling`` (transformers 4), else of ``rope_parameters`` (5)."""
    for entry in ("rope_scaling", "rope_parameters"):
        options = hf.get(entry)
        if options:
            if not isinstance(options, dict):
                raise hf_config.unsupported(entry, options)
            return entry, options
    return "rope_parameters", {}


def rope_from(
    options: Mapping[str, Any],
    entry: str,
    *,
    size: int,
    context_length: int,
    theta: float,
    original: Any = None,
) -> Rope:
    """The Rope that ``options`` describe; ``theta`` counts where they give none. Raises StudioError for bad numbers."""
    own = hf_config.optional_number(options, "rope_theta")
    base = theta if own is None else own
    if base == 0:
        raise hf_config.inconsistent(say("config.theta", "rope_theta is 0"))
    scaling = read_scaling(options, context_length, original, entry)
    if isinstance(scaling, LongRope):
        for factors in (scaling.short_factor, scaling.long_factor):
            if len(factors) != -(-size // 2):
                raise hf_config.inconsistent(
                    say(
                        "config.factors",
                        "{entry} has {count} factors for {pairs} pairs of numbers",
                        entry=entry,
                        count=len(factors),
                        pairs=-(-size // 2),
                    )
                )
    if scaling is not None and (size <= 2 or base == 1):
        raise hf_config.contradiction(**{entry: scaling.kind, "rope_theta": base})
    rope = Rope(theta=base, size=size, scaling=scaling)
    if not _has_finite_angles(rope, context_length):
        raise no_angles(entry)
    return rope


def _has_finite_angles(rope: Rope, context_length: int) -> bool:
    try:
        last = rope.rotation(context_length - 1, context_length, torch.device("cpu"))
    except (ArithmeticError, ValueError):
        return False
    return all(bool(part.isfinite().all()) for part in last)


def partial_size(head_size: int, options: Mapping[str, Any], usual: float) -> int:
    """How many numbers of a head are rotated: the share in ``options``, else the share ``usual``."""
    share = hf_config.positive(options, "partial_rotary_factor", usual)
    size = int(head_size * share)
    if not 0 < size <= head_size:
        raise hf_config.contradiction(partial_rotary_factor=share, head_dim=head_size)
    return size


def rotate(x: Tensor, rotation: Rotation) -> Tensor:
    """Rotate each of the n pairs (x[i], x[i + n]) of x [B, H, T, D] by its position's angle; the rest of D stays."""
    cosines, sines = (part.to(x.dtype) for part in rotation)
    return cast(Tensor, _Rotation.apply(x, cosines, sines))  # type: ignore[no-untyped-call]


class _Rotation(torch.autograd.Function):
    """The rotation; its backward pass rotates by the opposite angle.

    Attention reads memory by head, then position; the projections read it by position, then head. Each pass writes its
    result in the order of what reads it next.
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
        ctx.save_for_backward(cosines, sines)
        return _turn(x, cosines, sines, 1, torch.empty(x.shape, dtype=x.dtype, device=x.device))

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, upstream: Tensor) -> tuple[Tensor, None, None]:
        cosines, sines = ctx.saved_tensors
        by_position = torch.empty_like(upstream.transpose(1, 2), memory_format=torch.contiguous_format)
        return _turn(upstream, cosines, sines, -1, by_position.transpose(1, 2)), None, None


def _turn(x: Tensor, cosines: Tensor, sines: Tensor, direction: int, turned: Tensor) -> Tensor:
    pairs = cosines.shape[-1]
    first, second = x[..., :pairs], x[..., pairs : 2 * pairs]
    torch.mul(first, cosines, out=turned[..., :pairs]).addcmul_(second, sines, value=-direction)
    torch.mul(second, cosines, out=turned[..., pairs : 2 * pairs]).addcmul_(first, sines, value=direction)
    turned[..., 2 * pairs :] = x[..., 2 * pairs :]
    return turned
