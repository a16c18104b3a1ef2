"""Summarises a model's folder for lists, from its small files and headers only. Needs no torch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gpt_studio.artifacts import names
from gpt_studio.artifacts.chat_template import read_chat_template
from gpt_studio.artifacts.config_file import read_config_entries
from gpt_studio.artifacts.json_file import unreadable
from gpt_studio.artifacts.weight_files import stored_tensors


@dataclass(frozen=True)
class Summary:
    """``parameters``: those in the files; ``dtypes``: data types of the weights; ``changed``: a Unix time.

    ``size_bytes`` excludes subfolders, because checkpoints are not part of the model. A number missing in config.json
    is 0.
    """

    folder: Path
    model_type: str
    parameters: int
    layers: int
    context_length: int
    vocab_size: int
    size_bytes: int
    changed: float
    has_template: bool
    dtypes: tuple[str, ...] = ()


def summary(folder: Path) -> Summary:
    """Summarise ``folder``. Raises StudioError if it is not a model or its small files are damaged."""
    hf = read_config_entries(folder)
    tensors = stored_tensors(folder)
    try:
        files = [path.stat() for path in folder.iterdir() if path.is_file()]
    except OSError as error:
        raise unreadable(folder, error) from error
    return Summary(
        folder=folder,
        model_type=hf["model_type"],
        parameters=sum(tensor.count for tensor in tensors.values()),
        layers=_first_number(hf, "num_hidden_layers", "n_layer"),
        context_length=_first_number(hf, "max_position_embeddings", "n_positions"),
        vocab_size=_first_number(hf, "vocab_size"),
        size_bytes=sum(file.st_size for file in files),
        changed=(folder / names.CONFIG).stat().st_mtime,
        has_template=read_chat_template(folder) is not None,
        dtypes=tuple(sorted({tensor.dtype for tensor in tensors.values()})),
    )


def _first_number(hf: dict[str, Any], *entries: str) -> int:
    return next((value for entry in entries if isinstance(value := hf.get(entry), int)), 0)
