"""Reads and writes the headers of safetensors files, without the data and without torch.

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
from typing import Any, TypeGuard

from gpt_studio.core.errors import Message, StudioError, say, shortened
from gpt_studio.core.limits import DIMENSION, HEADER_BYTES, MEGABYTE, RANK, TENSORS
from gpt_studio.core.regular_file import FileIdentity, open_regular, unreadable
from gpt_studio.core.strict_json import parse

_LENGTH = struct.Struct("<Q")
_PICKLES = (b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
"""The first bytes of files written by torch.save (zip) and by pickle."""
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
    """The place of a tensor: ``offset`` bytes from the start of the file ``path``, ``size`` bytes long.

    ``file`` identifies the file when its header was read; data is read only while it is unchanged. A ``turned``
    matrix is stored as the transpose of ``shape``.
    """

    path: Path
    dtype: str
    shape: tuple[int, ...]
    offset: int
    size: int
    file: FileIdentity
    turned: bool = False

    @property
    def count(self) -> int:
        return math.prod(self.shape)


def read_header(path: Path) -> dict[str, StoredTensor]:
    """The tensors in ``path`` by name.

    Raises StudioError if it is unreadable, not a regular file, damaged or truncated, for sizes beyond
    :mod:`gpt_studio.core.limits`, and for gaps or overlaps in the data, which the format forbids.
    """
    with open_regular(path) as file:
        try:
            identity = FileIdentity.of(file)
            start = file.read(_LENGTH.size)
            if len(start) < _LENGTH.size:
                raise cut_short(path)
            length = int(_LENGTH.unpack(start)[0])
            if length > HEADER_BYTES:
                if start.startswith(_PICKLES):
                    raise _pickled(path)
                raise _damaged(
                    path,
                    say(
                        "weights.header_long",
                        "its header says to be longer than {limit} MB",
                        limit=HEADER_BYTES // MEGABYTE,
                    ),
                )
            raw = file.read(length)
        except OSError as error:
            raise unreadable(path, error) from error
    if len(raw) < length:
        raise cut_short(path)
    tensors = _parsed(path, raw, identity)
    _check_coverage(path, tensors, _LENGTH.size + length, identity.size)
    return tensors


def pack_header(tensors: dict[str, tuple[str, tuple[int, ...]]], metadata: dict[str, str]) -> bytes:
    """Length and header of a file that holds ``tensors`` (dtype and shape by name) in this order."""
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


def replaced(path: Path) -> StudioError:
    return StudioError(
        "weights.replaced",
        "{path} was changed while it was read: wait until whoever writes it is done, and try again.",
        path=path,
    )


def _pickled(path: Path) -> StudioError:
    return StudioError(
        "weights.pickled_inside",
        "{path} is a pickle file whatever its name says, which can run any program when it is opened, so GPT Studio "
        "never does: get the model in the safetensors format.",
        path=path,
    )


def _damaged(path: Path, reason: Message) -> StudioError:
    return StudioError(
        "weights.damaged",
        "{path} is damaged or not a safetensors file: {reason}. Get a good copy of it.",
        path=path,
        reason=reason,
    )


def _parsed(path: Path, raw: bytes, identity: FileIdentity) -> dict[str, StoredTensor]:
    header = parse(raw, path)
    if not isinstance(header, dict):
        raise _damaged(path, say("weights.header_no_object", "its header is no JSON object"))
    metadata = header.pop("__metadata__", {})
    if not isinstance(metadata, dict) or not all(isinstance(value, str) for value in metadata.values()):
        raise _damaged(path, say("weights.metadata", "its __metadata__ is not text"))
    if len(header) > TENSORS:
        raise _damaged(path, say("weights.too_many", "its header lists more than {limit:,} tensors", limit=TENSORS))
    return {name: _stored(path, name, entry, _LENGTH.size + len(raw), identity) for name, entry in header.items()}


def _stored(path: Path, name: str, entry: Any, data_start: int, identity: FileIdentity) -> StoredTensor:
    known = entry if isinstance(entry, dict) else {}
    dtype, shape, offsets = known.get("dtype"), known.get("shape"), known.get("data_offsets")
    tensor = shortened(name)
    if not isinstance(dtype, str) or dtype not in ITEM_SIZES:
        raise _damaged(
            path,
            say(
                "weights.dtype_unknown",
                "the tensor {tensor} has the dtype {dtype!r}, which is unknown",
                tensor=tensor,
                dtype=shortened(dtype),
            ),
        )
    if not _are_sizes(shape) or len(shape) > RANK or any(size > DIMENSION for size in shape):
        raise _damaged(
            path,
            say(
                "weights.shape",
                "the shape of the tensor {tensor} is not up to {rank} numbers from 0 to 2^31",
                tensor=tensor,
                rank=RANK,
            ),
        )
    if not _are_sizes(offsets) or len(offsets) != 2:
        raise _damaged(
            path, say("weights.no_offsets", "the tensor {tensor} does not say where its data is", tensor=tensor)
        )
    begin, end = offsets
    if end - begin != ITEM_SIZES[dtype] * math.prod(shape):
        raise _damaged(
            path,
            say("weights.size_differs", "the shape and the data of the tensor {tensor} differ in size", tensor=tensor),
        )
    return StoredTensor(path, dtype, tuple(shape), data_start + begin, end - begin, identity)


def _are_sizes(values: Any) -> TypeGuard[list[int]]:
    return isinstance(values, list) and all(type(value) is int and value >= 0 for value in values)


def _check_coverage(path: Path, tensors: dict[str, StoredTensor], data_start: int, file_size: int) -> None:
    """Raise StudioError unless the tensors cover the data from the first byte to the last, without gap or overlap."""
    end = data_start
    for name, tensor in sorted(tensors.items(), key=lambda item: (item[1].offset, item[1].size)):
        if tensor.offset != end:
            if tensor.offset < end:
                reason = say(
                    "weights.overlap", "the data of the tensor {tensor} overlaps another one", tensor=shortened(name)
                )
            else:
                reason = say(
                    "weights.gap", "the data of the tensor {tensor} leaves a gap before it", tensor=shortened(name)
                )
            raise _damaged(path, reason)
        end += tensor.size
    if end > file_size:
        raise cut_short(path)
    if end < file_size:
        more = file_size - end
        raise _damaged(
            path,
            say("weights.trailing_one", "one byte follows after its last tensor")
            if more == 1
            else say(
                "weights.trailing", "{count:,} {count:|byte follows|bytes follow} after its last tensor", count=more
            ),
        )
