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
from gpt_studio.artifacts.export.streaming import file_size, stream_into
from gpt_studio.artifacts.weight_files import stored_tensors
from gpt_studio.core.errors import Message

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can hold
_READABLE = 0o100644 << 16
_UNIX = 3


@dataclass(frozen=True)
class ZipFile:
    """The folder as an uncompressed zip: weights hardly shrink, and every program can read and repair such a file.

    ``files`` are copied. If the weights are not among them, they are written anew as one file.
    """

    source: Source
    files: tuple[Path, ...]
    notes: tuple[Message, ...] = ()

    @property
    def size(self) -> int:
        written = file_size(self.source.stored) if self.source.rewritten else 0
        return written + sum(map(size_of, self.files))

    def write(self, place: Path, meter: Meter) -> None:
        with zipfile.ZipFile(place, "w") as packed:
            for path in self.files:
                name = path.relative_to(self.source.folder).as_posix()
                with packed.open(self._entry(name, size_of(path)), "w") as target:
                    pour(path, target, meter)
            if self.source.rewritten:
                stored = self.source.stored
                with packed.open(self._entry(names.WEIGHTS, file_size(stored)), "w") as target:
                    stream_into(target, stored, None, meter)

    def _entry(self, name: str, size: int) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(f"{self.source.name}/{name}", _EARLIEST)
        entry.external_attr, entry.create_system = _READABLE, _UNIX
        entry.file_size = size  # tells zipfile whether the entry needs ZIP64
        return entry


def prepare(source: Source, form: Format, options: Options) -> ZipFile:
    if source.rewritten:
        return ZipFile(source, tuple(source.small_files()))
    weights = {stored.path for stored in stored_tensors(source.folder).values()}
    whole = source.folder / names.WEIGHTS
    index = [] if whole in weights else [source.folder / names.WEIGHTS_INDEX]
    return ZipFile(source, tuple(sorted([*source.small_files(), *index, *weights])))
