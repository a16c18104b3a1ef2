"""Reads single files packed with gzip, bzip2, xz or Zstandard: what is inside, by the name without the last suffix."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.reading import Reading, TextFormat
from gpt_studio.corpora.unpacking import Unpacking

_MODULES = {".gz": "gzip", ".tgz": "gzip", ".bz2": "bz2", ".tbz2": "bz2", ".xz": "lzma", ".txz": "lzma"}
SUFFIXES = (".gz", ".bz2", ".xz", ".zst")


def read(reading: Reading) -> Iterator[Document]:
    """The documents of the one file that is inside."""
    inside = reading.path.stem
    with Unpacking(reading) as unpacking, opened(reading.path) as packed:
        known = unpacking.format_of(inside)
        if known is None:
            raise StudioError(
                "packed.unsupported",
                "What is packed in {name} is of a kind that cannot be read.",
                name=reading.path.name,
            )
        member = unpacking.unpack(packed, inside, known)
        yield from unpacking.documents(member)
        if member.reading.problem is not None:
            reading.problem = member.reading.problem


def opened(path: Path) -> IO[bytes]:
    """A stream of the unpacked bytes."""
    zstandard = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
    module = _MODULES.get(path.suffix.lower(), zstandard)
    stream: IO[bytes] = importlib.import_module(module).open(path, "rb")
    return stream


COMPRESSED = TextFormat("Packed file", SUFFIXES, read, extracted=True)
