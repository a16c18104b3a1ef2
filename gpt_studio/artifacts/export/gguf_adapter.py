"""An adapter as GGUF, which llama.cpp (``--lora``) and Ollama (``ADAPTER``) put onto a GGUF file of its model.

The two matrices of each adapted layer are stored under llama.cpp's name of the layer, with ``.lora_a`` and ``.lora_b``.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from gpt_studio.artifacts.adapters import Adapter, check_adapter
from gpt_studio.artifacts.export.formats import NUMBERS_OF_ADAPTERS, Format
from gpt_studio.artifacts.export.gguf_settings import model_settings
from gpt_studio.artifacts.export.gguf_tensors import as_llama_cpp, gguf_name
from gpt_studio.artifacts.export.meter import Meter
from gpt_studio.artifacts.export.narrowing import narrowed
from gpt_studio.artifacts.export.source import Source
from gpt_studio.artifacts.safetensors_data import read_into
from gpt_studio.core.errors import Message, StudioError, shortened
from gpt_studio.models.build import build_on_meta
from gpt_studio.models.lora import A, B

_TORCH = {"f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16}
_ENDINGS = {A: "lora_a", B: "lora_b"}


@dataclass(frozen=True)
class GgufAdapter:
    """``tensors`` by llama.cpp's names; a name in the model, a side of the adapter."""

    source: Source
    numbers: str
    adapter: Adapter
    tensors: dict[str, tuple[str, str]]

    @property
    def notes(self) -> tuple[Message, ...]:
        return ()

    @property
    def size(self) -> int:
        width = _TORCH[self.numbers].itemsize
        return sum(width * stored.count for stored in self.adapter.tensors.values())

    def write(self, place: Path, meter: Meter) -> None:
        import gguf

        settings = model_settings(self.source.config)
        writer = gguf.GGUFWriter(place, settings.architecture)
        with contextlib.closing(writer):
            writer.add_type(gguf.GGUFType.ADAPTER)
            writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
            # llama.cpp divides by the rank, whatever the adapter's own rule is.
            writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, self.adapter.shape.scale * self.adapter.shape.rank)
            writer.add_name(self.adapter.folder.name)
            kind = gguf.GGMLQuantizationType[self.numbers.upper()]
            for name, (layer, side) in self.tensors.items():
                shape = self.adapter.tensors[f"{layer}.{side}"].shape
                count = math.prod(shape) * _TORCH[self.numbers].itemsize
                writer.add_tensor_info(name, shape, np.dtype(np.float32), count, raw_dtype=kind)
            writer.write_header_to_file()
            writer.write_kv_data_to_file()
            writer.write_ti_data_to_file()
            for name, (layer, side) in self.tensors.items():
                data = self._data(name, layer, side)
                writer.write_tensor_data(data)
                meter.add(data.nbytes)

    def _data(self, name: str, layer: str, side: str) -> np.ndarray[Any, Any]:
        stored = self.adapter.tensors[f"{layer}.{side}"]
        values = torch.empty(stored.shape)
        read_into(values, stored)
        if side == B:
            values = as_llama_cpp(self.source.config, f"{layer}.weight", values)
        return _bytes(narrowed(values, _TORCH[self.numbers], name))


def prepare_adapter(source: Source, form: Format, folder: Path) -> GgufAdapter:
    """Raises StudioError for an adapter that does not fit the model, and for one that llama.cpp cannot hold."""
    if not form.suits(source.config.model_type, adapter=True):
        raise StudioError(
            "export.adapter_format",
            "An adapter can be exported as {known} only, not as {form}: choose one of these, or merge it into its "
            "model first, and export that.",
            known=", ".join(f"gguf-{numbers}" for numbers in NUMBERS_OF_ADAPTERS),
            form=form.name,
        )
    adapter = check_adapter(folder, build_on_meta(source.config))
    return GgufAdapter(source, form.numbers, adapter, dict(_named(source, adapter)))


def _named(source: Source, adapter: Adapter) -> Iterator[tuple[str, tuple[str, str]]]:
    for layer in adapter.shape.modules:
        if source.config.model_type == "gpt_neo" and layer.endswith(("q_proj", "k_proj", "v_proj")):
            raise StudioError(
                "export.adapter_of_three",
                "llama.cpp has one layer for what {layer} and two others are in this model, so it cannot put the "
                "adapter onto it: merge the adapter into its model, and export that.",
                layer=shortened(layer),
            )
        name = gguf_name(source.config.model_type, f"{layer}.weight")
        for side, ending in _ENDINGS.items():
            yield f"{name}.{ending}", (layer, side)


def _bytes(values: Tensor) -> np.ndarray[Any, Any]:
    return values.contiguous().view(torch.uint8).numpy()
