"""Reads and writes the data of safetensors files tensor by tensor, without mapping or second copies.

Truncating a mapped file kills the process that uses it; reading a truncated file only gives an error.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import torch
from torch import Tensor

from gpt_studio.artifacts.safetensors_header import StoredTensor, cut_short, pack_header, read_header, replaced
from gpt_studio.core import durable
from gpt_studio.core.regular_file import FileIdentity, open_regular, unreadable

DTYPES = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "I64": torch.int64,
    "I32": torch.int32,
    "I16": torch.int16,
    "I8": torch.int8,
    "U64": torch.uint64,
    "U32": torch.uint32,
    "U16": torch.uint16,
    "U8": torch.uint8,
    "BOOL": torch.bool,
}
NAMES = {dtype: name for name, dtype in DTYPES.items()}
_CHUNK = 1 << 26
_PIECE = 1 << 20  # numbers


def write_tensors(
    path: Path,
    tensors: Mapping[str, Tensor],
    *,
    dtype: torch.dtype | Mapping[str, torch.dtype] | None = None,
    metadata: Mapping[str, str] | None = None,
) -> None:
    """Replace ``path`` by a safetensors file of ``tensors`` in one step.

    Tensors may be views and on any device; floating-point ones are converted to ``dtype``, or each to its own. Raises
    DiskError if the disk refuses; then the old file is kept.
    """
    durable.write_with(path, lambda beside: store_tensors(beside, tensors, dtype=dtype, metadata=metadata))


def store_tensors(
    path: Path,
    tensors: Mapping[str, Tensor],
    *,
    dtype: torch.dtype | Mapping[str, torch.dtype] | None = None,
    metadata: Mapping[str, str] | None = None,
) -> None:
    """As :func:`write_tensors`, but writes directly to ``path``, which the caller renames. Raises OSError."""
    wanted = dtype if isinstance(dtype, Mapping) else dict.fromkeys(tensors, dtype)
    targets = {
        name: chosen if (chosen := wanted[name]) is not None and tensor.is_floating_point() else tensor.dtype
        for name, tensor in tensors.items()
    }
    # The widest data type first, so that every tensor starts at a multiple of its item size.
    order = sorted(tensors, key=lambda name: -targets[name].itemsize)
    header = pack_header(
        {name: (NAMES[targets[name]], tuple(tensors[name].shape)) for name in order}, dict(metadata or {})
    )
    with path.open("wb") as file:
        file.write(header)
        for name in order:
            file.write(bytes_of(tensors[name].detach().to("cpu", targets[name]).contiguous()))


def read_into(target: Tensor, stored: StoredTensor, *, transposed: bool = False) -> None:
    """Fill ``target`` (contiguous, on the CPU) from the file, and convert dtype and layout where they differ.

    ``transposed``: ``target`` has the transposed shape of ``stored``. Conversion is done in pieces, because temporary
    whole tensors between permanent ones would fragment memory. Raises StudioError.
    """
    dtype = DTYPES[stored.dtype]
    transposed = transposed != stored.turned
    with _opened(stored) as file:
        if dtype == target.dtype and not transposed:
            _fill(target, file, stored.path)
            return
        rows = target.T if transposed else target
        step = max(1, _PIECE * len(rows) // max(1, rows.numel()))
        piece = torch.empty((min(step, len(rows)), *rows.shape[1:]), dtype=dtype)
        for part in torch.split(rows, step):
            _fill(piece[: len(part)], file, stored.path)
            part.copy_(piece[: len(part)])


def read_tensors(path: Path) -> dict[str, Tensor]:
    """All tensors of a file. Raises StudioError if it is unreadable, damaged or truncated."""
    found = {}
    for name, stored in read_header(path).items():
        found[name] = torch.empty(stored.shape, dtype=DTYPES[stored.dtype])
        read_into(found[name], stored)
    return found


def same_numbers(first: StoredTensor, second: StoredTensor) -> bool:
    """Whether two stored tensors have the same dtype, shape and bytes; reads both in chunks."""
    if (first.dtype, first.shape) != (second.dtype, second.shape):
        return False
    with _opened(first) as one, _opened(second) as other:
        left = first.size
        while left:
            length = min(left, _CHUNK)
            if one.read(length) != other.read(length):
                return False
            left -= length
    return True


def _fill(target: Tensor, file: io.FileIO, path: Path) -> None:
    space = bytes_of(target)
    done = 0
    while done < len(space):
        read = file.readinto(space[done : done + _CHUNK])
        if not read:
            raise cut_short(path)
        done += read


@contextlib.contextmanager
def _opened(stored: StoredTensor) -> Iterator[io.FileIO]:
    """The file, positioned at the tensor's data. Raises StudioError if it changed since its header was read."""
    with open_regular(stored.path) as file:
        try:
            _raise_if_changed(stored, FileIdentity.of(file))
            file.seek(stored.offset)
            yield file
            _raise_if_changed(stored, FileIdentity.of(file))
        except OSError as error:
            raise unreadable(stored.path, error) from error


def _raise_if_changed(stored: StoredTensor, now: FileIdentity) -> None:
    if now.size < stored.offset + stored.size:
        raise cut_short(stored.path)
    if now != stored.file:
        raise replaced(stored.path)


def bytes_of(tensor: Tensor) -> memoryview:
    """The memory of a contiguous CPU tensor as bytes."""
    return tensor.detach().reshape(-1).view(torch.uint8).numpy().data
