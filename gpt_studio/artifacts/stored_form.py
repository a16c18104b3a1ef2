"""The form in which a folder keeps its weights (names, number formats, files), and writing weights in such a form.

A model that goes on from another is written as that one was, so that whatever reads the base reads it too.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import torch
from torch import Tensor

from gpt_studio.artifacts import names
from gpt_studio.artifacts.safetensors_data import DTYPES, store_tensors, write_tensors
from gpt_studio.artifacts.weight_files import stored_tensors
from gpt_studio.core import durable
from gpt_studio.models.contract import LanguageModel, WeightNames
from gpt_studio.tokenization.files import json_bytes

SHARD_BYTES = 5_000_000_000
"""Weights larger than this are divided into files of at most this size, as transformers does."""
_OF_WEIGHTS = re.compile(r"model(-\d{5}-of-\d{5})?\.safetensors(\.index\.json)?")
_METADATA = {"format": "pt"}


@dataclass(frozen=True)
class StoredForm:
    """``names`` and ``dtypes`` by parameter, where they are known; ``usual`` is the dtype of all others."""

    names: Mapping[str, str] = field(default_factory=dict)
    dtypes: Mapping[str, torch.dtype] = field(default_factory=dict)
    usual: torch.dtype = torch.float32

    def name(self, parameter: str, naming: WeightNames) -> str:
        """The name of ``parameter`` in the file."""
        return self.names.get(parameter) or naming.to_hf(parameter)

    def dtype(self, parameter: str) -> torch.dtype:
        return self.dtypes.get(parameter, self.usual)


def form_of(folder: Path, model: LanguageModel) -> StoredForm:
    """How ``folder`` stores the parameters of ``model``; what is wrapped or doubled there gets its usual name.

    Raises StudioError if the folder holds no readable weights.
    """
    parameters = {name for name, _ in model.named_parameters()}
    stored: dict[str, str] = {}
    dtypes: dict[str, torch.dtype] = {}
    for name, tensor in stored_tensors(folder).items():
        parameter = model.weight_names.from_hf(name)
        if parameter in parameters and tensor.dtype in ("F32", "F16", "BF16"):
            stored[parameter], dtypes[parameter] = name, DTYPES[tensor.dtype]
    common = Counter(dtypes.values()).most_common(1)
    return StoredForm(stored, dtypes, common[0][0] if common else torch.float32)


def write_weight_files(folder: Path, tensors: Mapping[str, Tensor], dtypes: Mapping[str, torch.dtype]) -> None:
    """Replace the weights of ``folder`` by ``tensors``, each in its dtype, in as many files as their size asks for.

    Raises DiskError if the disk refuses; then the old files are kept.
    """
    parts = _in_parts(tensors, dtypes)
    if len(parts) == 1:
        write_tensors(folder / names.WEIGHTS, tensors, dtype=dtypes, metadata=_METADATA)
        _remove(folder, kept={names.WEIGHTS})
        return
    files = [f"model-{number:05d}-of-{len(parts):05d}.safetensors" for number in range(1, len(parts) + 1)]
    durable.write_together(
        {
            folder / file: partial(store_tensors, tensors=part, dtype=dtypes, metadata=_METADATA)
            for file, part in zip(files, parts, strict=True)
        }
    )
    size = sum(tensor.numel() * dtypes[name].itemsize for name, tensor in tensors.items())
    places = {name: file for file, part in zip(files, parts, strict=True) for name in part}
    durable.write_bytes(
        folder / names.WEIGHTS_INDEX, json_bytes({"metadata": {"total_size": size}, "weight_map": places})
    )
    _remove(folder, kept={*files, names.WEIGHTS_INDEX})


def _in_parts(tensors: Mapping[str, Tensor], dtypes: Mapping[str, torch.dtype]) -> list[dict[str, Tensor]]:
    parts: list[dict[str, Tensor]] = [{}]
    filled = 0
    for name, tensor in tensors.items():
        size = tensor.numel() * dtypes[name].itemsize
        if filled and filled + size > SHARD_BYTES:
            parts.append({})
            filled = 0
        parts[-1][name] = tensor
        filled += size
    return parts


def _remove(folder: Path, kept: set[str]) -> None:
    """Remove files of weights that an earlier writing left. The index first: without it nothing refers to them."""
    stale = [path for path in folder.iterdir() if _OF_WEIGHTS.fullmatch(path.name) and path.name not in kept]
    for path in sorted(stale, key=lambda path: path.name != names.WEIGHTS_INDEX):
        with contextlib.suppress(OSError):
            path.unlink()
