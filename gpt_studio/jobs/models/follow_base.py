"""Lets adapters, and runs that have not ended, follow a model that they go on from and that was renamed."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from pathlib import Path

from gpt_studio.artifacts import names
from gpt_studio.artifacts.json_file import read_object
from gpt_studio.core.durable import write_text
from gpt_studio.core.errors import StudioError
from gpt_studio.core.paths import Home
from gpt_studio.training.store.recipe import read_recipe, recipe_path, write_recipe

_BASE = "base_model_name_or_path"


def follow_base(home: Home, before: Path, now: Path) -> None:
    """Name ``now`` in all that is in the user's folder and names ``before``. What cannot be read stays as it is."""
    for shelf in (home.adapters, home.models):
        if not shelf.is_dir():
            continue
        for folder in shelf.iterdir():
            with contextlib.suppress(StudioError):
                _follow_in_adapter(folder / names.ADAPTER, before, now)
            with contextlib.suppress(StudioError):
                _follow_in_recipe(recipe_path(folder), before, now)


def _follow_in_adapter(path: Path, before: Path, now: Path) -> None:
    if path.is_file() and (settings := read_object(path)).get(_BASE) == str(before):
        write_text(path, json.dumps(settings | {_BASE: str(now)}, indent=2) + "\n")


def _follow_in_recipe(path: Path, before: Path, now: Path) -> None:
    if path.is_file() and (recipe := read_recipe(path)).base == str(before):
        write_recipe(path, replace(recipe, base=str(now)))
