"""Tells whether a model's folder still holds what it held: one SHA-256 over the files that make its numbers."""

from __future__ import annotations

import hashlib
from pathlib import Path

from gpt_studio.artifacts import names
from gpt_studio.core.regular_file import is_there, open_regular

_BLOCK = 1 << 20


def fingerprint_of(folder: Path) -> str:
    """SHA-256 (hexadecimal) of config.json and the files with weights. Raises StudioError if one cannot be read."""
    digest = hashlib.sha256()
    weights = sorted(
        path for path in folder.iterdir() if path.suffix == ".safetensors" and not path.name.startswith(".")
    )
    config = [folder / names.CONFIG] if is_there(folder / names.CONFIG) else []  # a checkpoint has none of its own
    for path in (*config, *weights):
        digest.update(path.name.encode("utf-8", "surrogateescape") + b"\0")
        file = open_regular(path)
        try:
            while block := file.read(_BLOCK):
                digest.update(block)
        finally:
            file.close()
    return digest.hexdigest()
