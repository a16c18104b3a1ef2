"""Let what the chat remembers of a model follow it into another folder."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gpt_studio.artifacts.checkpoint_folders import shown_name
from gpt_studio.core import durable
from gpt_studio.core.errors import StudioError
from gpt_studio.core.limits import CONVERSATION_BYTES
from gpt_studio.core.paths import Home
from gpt_studio.core.strict_json import read_object


def follow_model(home: Home, before: Path, now: Path) -> None:
    """Replace the folder ``before``, and the model's name, in all conversations, in the list of opened folders and in
    the columns that were compared.

    A file that cannot be read stays as it is: whoever opens it is told. Raises StudioError if the disk refuses.
    """
    others = (home.root / "chat.json", home.root / "compare.json")
    for path in (*sorted(home.conversations.glob("*.json")), *others):
        content: dict[str, Any] | None = None
        with contextlib.suppress(StudioError, OSError, ValueError):
            content = read_object(path, CONVERSATION_BYTES, odd_names=True)
        entries = list(_entries(content))
        if sum(_follow(entry, before, now) for entry in entries):
            durable.write_text(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def followed(folder: str, before: Path, now: Path) -> str:
    """Where ``folder``, which may be ``before`` or lie in it, is when ``before`` has become ``now``."""
    if folder and Path(folder).is_relative_to(before):
        return str(now / Path(folder).relative_to(before))
    return folder


def _entries(content: Any) -> Iterator[dict[str, Any]]:
    """``content`` and all objects in it."""
    if isinstance(content, dict):
        yield content
    for inner in content.values() if isinstance(content, dict) else content if isinstance(content, list) else ():
        yield from _entries(inner)


def _follow(entry: dict[str, Any], before: Path, now: Path) -> bool:
    """Change one object: ``folder``, ``path`` and ``adapter`` are folders; ``model`` is one in a conversation, else a
    name."""
    old = dict(entry)
    for name in ("folder", "path", "adapter", "model"):
        if isinstance(folder := entry.get(name), str):
            entry[name] = followed(folder, before, now)
    folder = old.get("folder")
    if isinstance(folder, str) and folder != entry["folder"] and old.get("model") == shown_name(Path(folder)):
        entry["model"] = shown_name(Path(entry["folder"]))
    return entry != old
