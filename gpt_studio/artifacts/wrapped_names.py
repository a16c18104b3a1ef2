"""Removes what wrappers around a model added to the names of its tensors.

torch.compile adds ``_orig_mod`` to the names, DDP ``module``, FSDP ``_fsdp_wrapped_module``, activation checkpointing
``_checkpoint_wrapped_module``; custom classes and Lightning often ``model`` or ``_forward_module``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

_ANYWHERE = ("_orig_mod", "_fsdp_wrapped_module", "_checkpoint_wrapped_module")
"""Removed anywhere in a name, because parts of a model can be wrapped, and no module of a model has such a name."""
_IN_FRONT = ("module", "model", "_forward_module")
_DEPTH = 4

Stored = TypeVar("Stored")


def unwrapped(
    tensors: Mapping[str, Stored], is_known: Callable[[str], bool]
) -> tuple[dict[str, Stored], tuple[str, ...]]:
    """``tensors`` by their names without wrappers, and the removed parts, each with its dot.

    A common prefix of all names is removed if more of them satisfy ``is_known`` without it. Nothing is removed if two
    tensors would then have the same name.
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
