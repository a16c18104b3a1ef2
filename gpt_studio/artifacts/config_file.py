"""The raw ``config.json``: what makes a folder a model. Needs no torch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gpt_studio.artifacts import names
from gpt_studio.artifacts.config_limits import check_sizes
from gpt_studio.artifacts.json_file import read_object
from gpt_studio.core.errors import StudioError
from gpt_studio.core.limits import SHOWN_CHARACTERS
from gpt_studio.core.regular_file import is_there
from gpt_studio.models.registry import SUPPORTED


def read_config_entries(folder: Path) -> dict[str, Any]:
    """Its entries; ``model_type`` is text, supported or not. Raises StudioError if it is missing or damaged."""
    if not folder.is_dir():
        raise StudioError("folder.missing", "There is no folder {folder}: choose another one.", folder=folder)
    path = folder / names.CONFIG
    if not is_there(path):
        raise StudioError(
            "folder.no_config",
            "{folder} is not a model: it has no config.json. Choose the folder that holds config.json.",
            folder=folder,
        )
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
