"""Exports a copy of the folder with its weights in float16 or bfloat16, for every supported architecture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch

from gpt_studio.artifacts import names
from gpt_studio.artifacts.export.copying import copy_small_files, size_of
from gpt_studio.artifacts.export.formats import Format, Options
from gpt_studio.artifacts.export.meter import Meter
from gpt_studio.artifacts.export.source import Source
from gpt_studio.artifacts.export.streaming import size_as, stream
from gpt_studio.core.errors import Message

_DTYPES = {"float16": torch.float16, "bfloat16": torch.bfloat16}


@dataclass(frozen=True)
class HalfFolder:
    source: Source
    numbers: str
    notes: tuple[Message, ...] = ()

    @property
    def size(self) -> int:
        weights = sum(size_as(stored, _DTYPES[self.numbers]) for stored in self.source.stored.values())
        return weights + sum(map(size_of, self.source.small_files()))

    def write(self, place: Path, meter: Meter) -> None:
        """Raises StudioError, naming the tensor, if a number is too large for float16."""
        stream(place / names.WEIGHTS, self.source.stored, _DTYPES[self.numbers], meter)
        copy_small_files(self.source, place, meter, dtype=self.numbers)


def prepare(source: Source, form: Format, options: Options) -> HalfFolder:
    return HalfFolder(source, form.numbers)
