"""Finds the model that an adapter belongs to. Needs no torch."""

from __future__ import annotations

from pathlib import Path

from gpt_studio.artifacts import names
from gpt_studio.artifacts.json_file import read_object
from gpt_studio.core.errors import StudioError
from gpt_studio.core.regular_file import is_there


def base_of(folder: Path) -> Path | None:
    """The folder of the model that the adapter in ``folder`` was trained on.

    None if ``folder`` holds no complete adapter, or that model is not on this machine.
    """
    if is_there(folder / names.CONFIG) or not all(
        is_there(folder / name) for name in (names.ADAPTER, names.ADAPTER_WEIGHTS)
    ):
        return None
    try:
        named = read_object(folder / names.ADAPTER).get("base_model_name_or_path")
    except StudioError:
        return None
    if not isinstance(named, str) or not Path(named).is_absolute() or not is_there(Path(named) / names.CONFIG):
        return None
    return Path(named)
