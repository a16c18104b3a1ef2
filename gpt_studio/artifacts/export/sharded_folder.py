"""A copy of the folder with its weights in several files and an index, as transformers writes and reads them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.artifacts import names
from gpt_studio.artifacts.export.copying import copy_small_files, size_of
from gpt_studio.artifacts.export.formats import Format, Options
from gpt_studio.artifacts.export.meter import Meter
from gpt_studio.artifacts.export.source import Source
from gpt_studio.artifacts.export.streaming import stream
from gpt_studio.artifacts.safetensors_header import StoredTensor
from gpt_studio.core.errors import Message

Shard = dict[str, StoredTensor]


@dataclass(frozen=True)
class ShardedFolder:
    source: Source
    shards: tuple[Shard, ...]
    notes: tuple[Message, ...] = ()

    @property
    def size(self) -> int:
        return self.source.weights.size + sum(map(size_of, self.source.small_files()))

    def write(self, place: Path, meter: Meter) -> None:
        """Write the folder. If one file is enough, it has no index, as in transformers."""
        if len(self.shards) == 1:
            stream(place / names.WEIGHTS, self.shards[0], None, meter)
        else:
            self._write_parts(place, meter)
        copy_small_files(self.source, place, meter)

    def _write_parts(self, place: Path, meter: Meter) -> None:
        files: dict[str, str] = {}
        for number, shard in enumerate(self.shards, 1):
            name = f"model-{number:05}-of-{len(self.shards):05}.safetensors"
            stream(place / name, shard, None, meter)
            files |= dict.fromkeys(shard, name)
        index = {"metadata": {"total_size": self.source.weights.size}, "weight_map": dict(sorted(files.items()))}
        (place / names.WEIGHTS_INDEX).write_text(json.dumps(index, indent=2) + "\n", encoding="utf-8")


def prepare(source: Source, form: Format, options: Options) -> ShardedFolder:
    return ShardedFolder(source, tuple(_shards(source.stored, options.shard_bytes)))


def _shards(tensors: Shard, most: int) -> list[Shard]:
    """The tensors in order, in shards as full as possible. One larger than ``most`` has a shard to itself."""
    shards: list[Shard] = [{}]
    filled = 0
    for name, stored in tensors.items():
        if shards[-1] and filled + stored.size > most:
            shards.append({})
            filled = 0
        shards[-1][name] = stored
        filled += stored.size
    return shards
