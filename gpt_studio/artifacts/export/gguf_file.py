"""GGUF: one file with everything that llama.cpp and the programs built on it need.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, written by llama.cpp's own ``gguf`` package.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import math
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from gpt_studio.artifacts.export.formats import Format, Options
from gpt_studio.artifacts.export.gguf_quantise import BLOCK, quantised
from gpt_studio.artifacts.export.gguf_settings import Settings, model_settings
from gpt_studio.artifacts.export.gguf_tensors import GgufTensor, gguf_tensors
from gpt_studio.artifacts.export.gguf_tokenizer import GgufTokenizer, gguf_tokenizer
from gpt_studio.artifacts.export.meter import Meter
from gpt_studio.artifacts.export.narrowing import narrowed
from gpt_studio.artifacts.export.source import Source
from gpt_studio.core.errors import Message

_TORCH = {"f16": torch.float16, "bf16": torch.bfloat16}
_MATTERS_MOST = ("token_embd.weight", "output.weight", "attn_v.weight", "ffn_down.weight")
"""Tensors that have 8 bits where the others have 4: rounding those changes most of what is written."""
_TOKENS_OF_PHI = ("</s>", "<unk>", "<s>", "<|endoftext|>")
_BYTES_A_TOKEN = 40  # in the list of tokens and merges, about


@dataclass(frozen=True)
class GgufFile:
    """A model as GGUF. Matrices are stored as ``numbers`` says, norms, biases and positions in float32."""

    source: Source
    numbers: str
    tokenizer: GgufTokenizer
    tensors: tuple[GgufTensor, ...]
    settings: Settings

    @property
    def notes(self) -> tuple[Message, ...]:
        return (*self.settings.notes, *self.tokenizer.notes)

    @property
    def size(self) -> int:
        return sum(self._bytes(tensor) for tensor in self.tensors) + _BYTES_A_TOKEN * len(self.tokenizer.tokens)

    def write(self, place: Path, meter: Meter) -> None:
        import gguf

        logging.getLogger("gguf").setLevel(logging.ERROR)
        writer = gguf.GGUFWriter(place, self.settings.architecture)
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
        writer.add_name(_safe_name(self.source.name, self.tokenizer.tokens))
        for key, value in self.settings.entries.items():
            add = {bool: writer.add_bool, int: writer.add_uint32, float: writer.add_float32, str: writer.add_string}
            add[type(value)](f"{self.settings.architecture}.{key}", value)
        file_type = "ALL_F32" if self.numbers == "f32" else f"MOSTLY_{self.numbers.upper()}"
        writer.add_file_type(gguf.LlamaFileType[file_type])
        writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
        self.tokenizer.describe(writer)

    def _numbers(self, tensor: GgufTensor) -> str:
        if not tensor.may_be_narrowed:
            return "f32"
        if self.numbers in BLOCK and tensor.shape[-1] % 32:
            return "f16"  # numbers of few bits come in blocks of 32 of a row
        return "q8_0" if self.numbers == "q4_0" and tensor.name.endswith(_MATTERS_MOST) else self.numbers

    def _bytes(self, tensor: GgufTensor) -> int:
        count, numbers = math.prod(tensor.shape), self._numbers(tensor)
        if numbers in BLOCK:
            return count // 32 * BLOCK[numbers]
        return 4 * count if numbers == "f32" else 2 * count

    def _data(self, tensor: GgufTensor) -> np.ndarray[Any, Any]:
        values = tensor.values(self.source)
        match self._numbers(tensor):
            case "f32":
                return values.numpy()
            case "q8_0" | "q4_0" as numbers:
                return quantised(values, tensor.name, numbers)
            case numbers:
                return narrowed(values, _TORCH[numbers], tensor.name).view(torch.uint8).numpy()


def prepare(source: Source, form: Format, options: Options) -> GgufFile:
    """Raises StudioError for what llama.cpp would compute differently."""
    settings = model_settings(source.config)
    return GgufFile(source, form.numbers, gguf_tokenizer(source), tuple(gguf_tensors(source)), settings)


def _safe_name(name: str, tokens: Sequence[str]) -> str:
    """llama.cpp takes a model called Phi-3 for one with certain tokens, and fails to open it where they are missing."""
    if set(_TOKENS_OF_PHI) <= set(tokens):
        return name
    return re.sub(r"phi-?3", lambda found: f"{found[0][:3]} 3", name, flags=re.IGNORECASE)


@contextlib.contextmanager
def _short_write_as_full_disk() -> Iterator[None]:
    """Raise numpy's error about a short write, which has no errno, as that of a full disk."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise
