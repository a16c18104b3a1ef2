"""Names of tensors that a wrapper around the model has changed: taken off where that gives the model's own names.

torch.compile puts ``_orig_mod`` into the names, DDP ``module``, FSDP ``_fsdp_wrapped_module``, activation checkpointing
``_checkpoint_wrapped_module``; classes of one's own and Lightning often ``model`` or ``_forward_module``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

_ANYWHERE = ("_orig_mod", "_fsdp_wrapped_module", "_checkpoint_wrapped_module")
"""No module of a model is called so: a part of it can be wrapped as well as the whole."""
_IN_FRONT = ("module", "model", "_forward_module")
_DEPTH = 4

Stored = TypeVar("Stored")


def unwrapped(
    tensors: Mapping[str, Stored], is_known: Callable[[str], bool]
) -> tuple[dict[str, Stored], tuple[str, ...]]:
    """``tensors`` under their names without wrappers, and what was taken off, each with its dot.

    What all names begin with is taken off if more of them are ``is_known`` then. Nothing is if two tensors would have
    the same name without it.
    """
    names = [".".join(part for part in name.split(".") if part not in _ANYWHERE) for name in tensors]
    parts = [part for part in _ANYWHERE if any(part in name.split(".") for name in tensors)]
    taken_off, known, shorter = list(parts), sum(map(is_known, names)), names
    for _ in range(_DEPTH):
        first = shorter[0].partition(".")[0] if shorter else ""
        if first not in _IN_FRONT or not all(name.startswith(f"{first}.") for name in shorter):
            break
        shorter = [name.removeprefix(f"{first}.") for name in shorter]
        parts.append(first)
        if (now_known := sum(map(is_known, shorter))) > known:
            names, taken_off, known = shorter, list(parts), now_known
    if not taken_off or len(set(names)) < len(names):
        return dict(tensors), ()
    return dict(zip(names, tensors.values(), strict=True)), tuple(f"{part}." for part in taken_off)
