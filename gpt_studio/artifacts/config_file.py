"""Reads the raw entries of ``config.json``. Needs no torch."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gpt_studio.artifacts import names
from gpt_studio.artifacts.json_file import read_object
from gpt_studio.artifacts.not_a_model import explain_file, explain_folder
from gpt_studio.core.errors import Message, StudioError, say, shortened
from gpt_studio.core.limits import ANY_SIZE, CONTEXT, HEADS, LAYERS, SHOWN_CHARACTERS, VOCABULARY, WIDTH
from gpt_studio.core.regular_file import is_there, open_regular
from gpt_studio.models.registry import SUPPORTED

_SETTINGS = (
    names.CONFIG,
    names.GENERATION,
    names.WEIGHTS_INDEX,
    names.TOKENIZER,
    names.TOKENIZER_CONFIG,
    names.SPECIAL_TOKENS,
)
_LARGEST = {
    LAYERS: ("num_hidden_layers", "num_layers", "n_layer", "max_window_layers"),
    WIDTH: ("hidden_size", "n_embd", "intermediate_size", "n_inner", "d_model", "ffn_dim", "head_dim"),
    HEADS: ("num_attention_heads", "num_heads", "n_head", "num_key_value_heads"),
    CONTEXT: ("max_position_embeddings", "n_positions", "n_ctx", "sliding_window", "window_size"),
    VOCABULARY: ("vocab_size",),
}
"""Beyond these, no model is: it is refused before anything is built, even where there is no memory behind it."""
_LIMITS = {name: largest for largest, entries in _LARGEST.items() for name in entries}


def read_config_entries(folder: Path) -> dict[str, Any]:
    """The entries of ``config.json``; ``model_type`` is a string, but may be unsupported.

    Raises StudioError if the file is missing, damaged, or has no ``model_type``.
    """
    if not folder.is_dir():
        raise explain_file(folder)
    path = folder / names.CONFIG
    if not is_there(path):
        raise explain_folder(folder)
    hf = read_object(path)
    model_type = hf.get("model_type")
    if not isinstance(model_type, str) or len(model_type) > SHOWN_CHARACTERS or not model_type.isprintable():
        raise StudioError(
            "config.no_model_type",
            "{path} does not say its model_type, so its architecture is unknown: add it, one of {supported}.",
            path=path,
            supported=", ".join(SUPPORTED),
        )
    check_sizes(hf, path)
    return hf


def byte_order_marks(folder: Path) -> tuple[Message, ...]:
    """A note if settings files begin with a byte order mark, which GPT Studio skips but other programs may refuse."""
    marked = [name for name in _SETTINGS if is_there(folder / name) and _is_marked(folder / name)]
    if not marked:
        return ()
    return (
        say(
            "config.byte_order_mark",
            "These files begin with a byte order mark, as some editors write it, and other programs may refuse them: "
            "{files}.",
            files=", ".join(marked),
        ),
    )


def _is_marked(path: Path) -> bool:
    with open_regular(path) as file:
        return file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8


def check_sizes(hf: Mapping[str, Any], path: Path) -> None:
    """Raise StudioError for the first number in ``hf``, the content of ``path``, that is beyond its limit.

    Entries that are not numbers are checked by the architecture.
    """
    for name, value in hf.items():
        limit = _LIMITS.get(name, ANY_SIZE)
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) > limit:
            raise StudioError(
                "config.too_large",
                "{path} sets {name} to {value}, which is beyond the limit of {limit}: get a good copy of it.",
                path=path,
                name=shortened(name),
                value=shortened(value),
                limit=limit,
            )
