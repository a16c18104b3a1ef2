"""One zip file of the folder, without its checkpoints. The same model gives the same bytes, whenever it is packed."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.artifacts import names
from gpt_studio.artifacts.export.copying import pour, size_of
from gpt_studio.artifacts.export.formats import Format, Options
from gpt_studio.artifacts.export.meter import Meter
from gpt_studio.artifacts.export.source import Source
from gpt_studio.artifacts.weight_files import stored_tensors
from gpt_studio.core.errors import Message

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name
_READABLE = 0o100644 << 16
_UNIX = 3


@dataclass(frozen=True)
class ZipFile:
    """Not compressed: weights hardly shrink, and every program reads and mends such a file."""

    source: Source
    files: tuple[Path, ...]
    notes: tuple[Message, ...] = ()

    @property
    def size(self) -> int:
        return sum(map(size_of, self.files))

    def write(self, place: Path, meter: Meter) -> None:
        folder = self.source.folder.resolve().name
        with zipfile.ZipFile(place, "w") as packed:
            for path in self.files:
                entry = zipfile.ZipInfo(f"{folder}/{path.relative_to(self.source.folder).as_posix()}", _LONG_AGO)
                entry.external_attr, entry.create_system = _READABLE, _UNIX
                entry.file_size = size_of(path)  # decides whether the entry needs the form for large files
                with packed.open(entry, "w") as target:
                    pour(path, target, meter)


def prepare(source: Source, form: Format, options: Options) -> ZipFile:
    weights = {stored.path for stored in stored_tensors(source.folder).values()}
    whole = source.folder / names.WEIGHTS
    index = [] if whole in weights else [source.folder / names.WEIGHTS_INDEX]
    return ZipFile(source, tuple(sorted([*source.small_files(), *index, *weights])))
