"""Compress the contents of a .deb, an ``ar`` archive, to two thirds of the size that nfpm gives them."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

_MAGIC = b"!<arch>\n"
_HEADER = 60  # bytes before each member: name 16, time 12, owner 6, group 6, mode 8, size 10, end 2
_PRESET = 9


def recompress(path: Path, preset: int = _PRESET) -> None:
    """Replace the member ``data.tar`` by ``data.tar.xz``. The same contents give the same bytes."""
    members = list(read_members(path.read_bytes()))
    packed = [
        (_renamed(header, b"data.tar.xz"), lzma.compress(content, preset=preset))
        if _name(header) == b"data.tar"
        else (header, content)
        for header, content in members
    ]
    with path.open("wb") as file:
        file.write(_MAGIC)
        for header, content in packed:
            file.write(header[:48] + str(len(content)).encode().ljust(10) + header[58:])
            file.write(content + b"\n" * (len(content) % 2))


def read_members(archive: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The header and the content of each member."""
    if not archive.startswith(_MAGIC):
        raise ValueError("this is no ar archive")
    place = len(_MAGIC)
    while place + _HEADER <= len(archive):
        header = archive[place : place + _HEADER]
        size = int(header[48:58])
        yield header, archive[place + _HEADER : place + _HEADER + size]
        place += _HEADER + size + size % 2


def _name(header: bytes) -> bytes:
    return header[:16].rstrip().rstrip(b"/")


def _renamed(header: bytes, name: bytes) -> bytes:
    return name.ljust(16) + header[16:]
