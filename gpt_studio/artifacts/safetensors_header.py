"""What a safetensors file says about itself, without its numbers and without torch.

Format: the header's length (8 bytes, little-endian), the header (JSON: name to dtype, shape and the begin and end of
the data), then the data of all tensors, row-major, little-endian.
Source: https://github.com/huggingface/safetensors#format
"""

from __future__ import annotations

import json
import math
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gpt_studio.artifacts.json_file import unreadable
from gpt_studio.core.errors import StudioError

_LENGTH = struct.Struct("<Q")
_LONGEST_HEADER = 100_000_000
ITEM_SIZES = {
    "F64": 8,
    "F32": 4,
    "F16": 2,
    "BF16": 2,
    "I64": 8,
    "I32": 4,
    "I16": 2,
    "I8": 1,
    "U64": 8,
    "U32": 4,
    "U16": 2,
    "U8": 1,
    "BOOL": 1,
    "F8_E4M3": 1,
    "F8_E5M2": 1,
}


@dataclass(frozen=True)
class StoredTensor:
    """Where a tensor lies: ``offset`` bytes from the start of the file ``path``, ``size`` bytes long."""

    path: Path
    dtype: str
    shape: tuple[int, ...]
    offset: int
    size: int

    @property
    def count(self) -> int:
        return math.prod(self.shape)


def read_header(path: Path) -> dict[str, StoredTensor]:
    """The tensors in ``path`` by name. Raises StudioError if it is unreadable, damaged or cut short."""
    try:
        file_size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(_LENGTH.size)
            length = _LENGTH.unpack(start)[0] if len(start) == _LENGTH.size else _LONGEST_HEADER + 1
            if length > _LONGEST_HEADER:
                raise _damaged(path)
            raw = file.read(length)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(raw) < length:
        raise cut_short(path)
    tensors = _parsed(path, raw, _LENGTH.size + length)
    if any(tensor.offset + tensor.size > file_size for tensor in tensors.values()):
        raise cut_short(path)
    return tensors


def pack_header(tensors: dict[str, tuple[str, tuple[int, ...]]], metadata: dict[str, str]) -> bytes:
    """The first bytes of a file whose data holds ``tensors`` (dtype and shape by name), one after the other."""
    header: dict[str, Any] = {"__metadata__": metadata} if metadata else {}
    end = 0
    for name, (dtype, shape) in tensors.items():
        begin, end = end, end + ITEM_SIZES[dtype] * math.prod(shape)
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [begin, end]}
    raw = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
    raw += b" " * (-len(raw) % 8)
    return _LENGTH.pack(len(raw)) + raw


def cut_short(path: Path) -> StudioError:
    return StudioError(
        "weights.cut_short",
        "{path} is cut short: the copy or download did not finish. Get the whole file.",
        path=path,
    )


def _damaged(path: Path) -> StudioError:
    return StudioError(
        "weights.damaged", "{path} is damaged: it is not a safetensors file. Get a good copy of it.", path=path
    )


def _parsed(path: Path, raw: bytes, data_start: int) -> dict[str, StoredTensor]:
    try:
        header = json.loads(raw)
        header.pop("__metadata__", None)
        return {name: _stored(path, entry, data_start) for name, entry in header.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _damaged(path) from error


def _stored(path: Path, entry: dict[str, Any], data_start: int) -> StoredTensor:
    begin, end = entry["data_offsets"]
    shape = tuple(entry["shape"])
    if not all(type(value) is int and value >= 0 for value in (begin, end, *shape)):
        raise ValueError("sizes are whole numbers")
    if end - begin != ITEM_SIZES[entry["dtype"]] * math.prod(shape):
        raise ValueError("shape and size disagree")
    return StoredTensor(path, entry["dtype"], shape, data_start + begin, end - begin)
