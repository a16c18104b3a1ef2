"""GGUF: one file with everything that llama.cpp and the programs built on it need.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, written by llama.cpp's own ``gguf`` package.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from gpt_studio.artifacts.export.formats import Format, Options
from gpt_studio.artifacts.export.gguf_settings import model_settings
from gpt_studio.artifacts.export.gguf_tensors import GgufTensor, gguf_tensors
from gpt_studio.artifacts.export.gguf_tokenizer import GgufTokenizer, gguf_tokenizer
from gpt_studio.artifacts.export.meter import Meter
from gpt_studio.artifacts.export.narrowing import narrowed, too_large
from gpt_studio.artifacts.export.source import Source
from gpt_studio.core.errors import Message

_TORCH = {"f16": torch.float16, "bf16": torch.bfloat16}
_BYTES_A_TOKEN = 40  # in the list of tokens and merges, about
_AT_A_TIME = 1 << 22  # numbers that are quantised at a time


@dataclass(frozen=True)
class GgufFile:
    """A model as GGUF. Matrices are stored as ``numbers`` says, norms, biases and positions in float32."""

    source: Source
    numbers: str
    tokenizer: GgufTokenizer
    tensors: tuple[GgufTensor, ...]
    settings: dict[str, Any]

    @property
    def notes(self) -> tuple[Message, ...]:
        return self.tokenizer.notes

    @property
    def size(self) -> int:
        return sum(self._bytes(tensor) for tensor in self.tensors) + _BYTES_A_TOKEN * len(self.tokenizer.tokens)

    def write(self, place: Path, meter: Meter) -> None:
        import gguf

        logging.getLogger("gguf").setLevel(logging.ERROR)
        writer = gguf.GGUFWriter(place, self.source.config.model_type)
        with contextlib.closing(writer):
            self._describe(writer)
            for tensor in self.tensors:
                kind = gguf.GGMLQuantizationType[self._numbers(tensor).upper()]
                writer.add_tensor_info(
                    tensor.name, tensor.shape, np.dtype(np.float32), self._bytes(tensor), raw_dtype=kind
                )
            writer.write_header_to_file()
            writer.write_kv_data_to_file()
            writer.write_ti_data_to_file()
            for tensor in self.tensors:
                with _short_write_as_full_disk():
                    writer.write_tensor_data(self._data(tensor))
                meter.add(self._bytes(tensor))

    def _describe(self, writer: Any) -> None:
        """Add everything but the tensors, in the order of llama.cpp's own converter."""
        import gguf

        writer.add_type("model")
        writer.add_name(self.source.name)
        for key, value in self.settings.items():
            add = {bool: writer.add_bool, int: writer.add_uint32, float: writer.add_float32, str: writer.add_string}
            add[type(value)](f"{self.source.config.model_type}.{key}", value)
        file_type = "ALL_F32" if self.numbers == "f32" else f"MOSTLY_{self.numbers.upper()}"
        writer.add_file_type(gguf.LlamaFileType[file_type])
        writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
        self.tokenizer.describe(writer)

    def _numbers(self, tensor: GgufTensor) -> str:
        if not tensor.may_be_narrowed:
            return "f32"
        if self.numbers == "q8_0" and tensor.shape[-1] % 32:
            return "f16"  # 8-bit numbers come in blocks of 32 of a row
        return self.numbers

    def _bytes(self, tensor: GgufTensor) -> int:
        count = math.prod(tensor.shape)
        match self._numbers(tensor):
            case "f32":
                return 4 * count
            case "q8_0":
                return count // 32 * 34
        return 2 * count

    def _data(self, tensor: GgufTensor) -> np.ndarray[Any, Any]:
        values = tensor.values(self.source)
        match self._numbers(tensor):
            case "f32":
                return values.numpy()
            case "q8_0":
                return _quantised(values, tensor.name)
            case numbers:
                return narrowed(values, _TORCH[numbers], tensor.name).view(torch.uint8).numpy()


def prepare(source: Source, form: Format, options: Options) -> GgufFile:
    """Raises StudioError for what llama.cpp would compute differently."""
    settings = model_settings(source.config)
    return GgufFile(source, form.numbers, gguf_tokenizer(source), tuple(gguf_tensors(source)), settings)


@contextlib.contextmanager
def _short_write_as_full_disk() -> Iterator[None]:
    """Raise numpy's error about a short write, which has no errno, as that of a full disk."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise


def _quantised(values: Tensor, name: str) -> np.ndarray[Any, Any]:
    """Q8_0: blocks of 32 numbers as 8-bit integers with one float16 scale, the largest of them divided by 127."""
    import gguf

    largest = float(values.abs().max()) if values.numel() else 0.0
    if largest / 127 > torch.finfo(torch.float16).max:
        raise too_large(name, largest, "Q8_0")
    rows = max(1, _AT_A_TIME // values.shape[-1])
    starts = range(0, len(values), rows)
    kind = gguf.GGMLQuantizationType.Q8_0
    return np.concatenate([gguf.quantize(values[start : start + rows].numpy(), kind) for start in starts])
