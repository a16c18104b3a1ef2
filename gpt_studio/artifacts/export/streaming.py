"""Write safetensors files from others, with one tensor in memory at a time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import IO

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
    """Write ``tensors`` to the safetensors file ``path``, in ``dtype`` or as they are.

    Raises StudioError if a number is too large for ``dtype``.
    """
    with path.open("wb") as file:
        stream_into(file, tensors, dtype, meter)


def stream_into(file: IO[bytes], tensors: Mapping[str, StoredTensor], dtype: torch.dtype | None, meter: Meter) -> None:
    """As :func:`stream`, into a file that is open."""
    kinds = {name: dtype or DTYPES[stored.dtype] for name, stored in tensors.items()}
    order = _order(tensors, kinds)
    file.write(_header(tensors, kinds))
    for name in order:
        file.write(bytes_of(narrowed(_read(tensors[name]), kinds[name], name)))
        meter.add(size_as(tensors[name], dtype))


def file_size(tensors: Mapping[str, StoredTensor]) -> int:
    """Bytes of the file that :func:`stream` makes of ``tensors`` as they are."""
    kinds = {name: DTYPES[stored.dtype] for name, stored in tensors.items()}
    return len(_header(tensors, kinds)) + sum(stored.size for stored in tensors.values())


def _header(tensors: Mapping[str, StoredTensor], kinds: Mapping[str, torch.dtype]) -> bytes:
    order = _order(tensors, kinds)
    return pack_header({name: (NAMES[kinds[name]], tensors[name].shape) for name in order}, {"format": "pt"})


def _order(tensors: Mapping[str, StoredTensor], kinds: Mapping[str, torch.dtype]) -> list[str]:
    """The names, wide numbers first: every tensor then starts at a multiple of its item size."""
    return sorted(tensors, key=lambda name: -kinds[name].itemsize)


def _read(stored: StoredTensor) -> Tensor:
    values = torch.empty(stored.shape, dtype=DTYPES[stored.dtype])
    read_into(values, stored)
    return values
