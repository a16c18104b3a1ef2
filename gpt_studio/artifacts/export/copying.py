"""Copy the small files of a model."""

from __future__ import annotations

import codecs
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from gpt_studio.artifacts import names
from gpt_studio.artifacts.export.meter import Meter
from gpt_studio.artifacts.export.source import Source
from gpt_studio.artifacts.json_file import read_object
from gpt_studio.core.errors import StudioError
from gpt_studio.core.regular_file import open_regular, unreadable

_CHUNK = 1 << 22


def size_of(path: Path) -> int:
    """Bytes in a regular file. Raises StudioError for anything else."""
    with open_regular(path) as file:
        return os.fstat(file.fileno()).st_size


def copy_small_files(source: Source, folder: Path, meter: Meter, *, dtype: str | None = None) -> None:
    """Copy them into ``folder``. ``dtype``, if given, becomes the one that ``config.json`` gives for the weights."""
    for path in source.small_files():
        place = folder / path.relative_to(source.folder)
        place.parent.mkdir(exist_ok=True)
        with place.open("wb") as target:
            if path.name == names.CONFIG and dtype is not None:
                target.write(_config_with(path, dtype))
            else:
                pour(path, target, meter)


def pour(path: Path, target: IO[bytes], meter: Meter) -> None:
    """Copy ``path`` into ``target``, without the byte order mark of a JSON file, which other programs refuse.

    Raises StudioError if it is no regular file or changes its length meanwhile.
    """
    with open_regular(path) as file:
        expected, read = os.fstat(file.fileno()).st_size, 0
        for part in _parts(path, file):
            marked = path.suffix == ".json" and not read
            target.write(part.removeprefix(codecs.BOM_UTF8) if marked else part)
            meter.add(len(part))
            read += len(part)
    if read != expected:
        raise StudioError(
            "export.changed",
            "{path} was changed while it was copied: wait until whoever writes it is done, and try again.",
            path=path,
        )


def _parts(path: Path, file: io.FileIO) -> Iterator[bytes]:
    while True:
        try:
            part = file.read(_CHUNK)
        except OSError as error:
            raise unreadable(path, error) from error
        if not part:
            return
        yield part


def _config_with(path: Path, dtype: str) -> bytes:
    """``config.json`` with ``dtype`` under both names; transformers 4 reads the older one."""
    entries = read_object(path) | {"dtype": dtype, "torch_dtype": dtype}
    return json.dumps(entries, indent=2, ensure_ascii=False).encode() + b"\n"
