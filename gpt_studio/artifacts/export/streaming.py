"""Tensors from safetensors files to safetensors files, one at a time: no more than one is in memory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from gpt_studio.artifacts.export.meter import Meter
from gpt_studio.artifacts.export.narrowing import narrowed
from gpt_studio.artifacts.safetensors_data import DTYPES, NAMES, bytes_of, read_into
from gpt_studio.artifacts.safetensors_header import StoredTensor, pack_header


def size_as(stored: StoredTensor, dtype: torch.dtype | None) -> int:
    """Bytes of a tensor in ``dtype``, or as it is."""
    return stored.size if dtype is None else stored.count * dtype.itemsize


def stream(path: Path, tensors: Mapping[str, StoredTensor], dtype: torch.dtype | None, meter: Meter) -> None:
    """Make the safetensors file ``path`` of ``tensors``, in ``dtype`` or as they are.

    Raises StudioError if a number is too large for ``dtype``.
    """
    kinds = {name: dtype or DTYPES[stored.dtype] for name, stored in tensors.items()}
    # Wide numbers first: every tensor then starts at a multiple of its own item size.
    order = sorted(tensors, key=lambda name: -kinds[name].itemsize)
    header = {name: (NAMES[kinds[name]], tensors[name].shape) for name in order}
    with path.open("wb") as file:
        file.write(pack_header(header, {"format": "pt"}))
        for name in order:
            file.write(bytes_of(narrowed(_read(tensors[name]), kinds[name], name)))
            meter.add(size_as(tensors[name], dtype))


def _read(stored: StoredTensor) -> Tensor:
    values = torch.empty(stored.shape, dtype=DTYPES[stored.dtype])
    read_into(values, stored)
    return values
