"""Reports settings and files with which a folder asks to run its own code; GPT Studio never runs it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gpt_studio.artifacts import names
from gpt_studio.artifacts.json_file import read_optional_object, unreadable
from gpt_studio.core.errors import Message, say, shortened

CODE_ENTRIES = (
    "auto_map",
    "trust_remote_code",
    "custom_pipelines",
    "custom_generate",
    "code_revision",
    "_remote_code",
)
"""Entries of settings files that ask to run code."""
_FILES = (names.CONFIG, names.GENERATION, names.TOKENIZER_CONFIG)
_PROGRAMS = (".py", ".pyc", ".pyd", ".pth", ".so", ".dll", ".dylib", ".sh", ".bat", ".exe")
_SHOWN = 5


def remote_code(folder: Path) -> tuple[Message, ...]:
    """A note if there is code that other programs might run. Raises StudioError for a damaged file."""
    found = [*_in_settings(folder), *_program_files(folder)]
    if not found:
        return ()
    places: str | Message = ", ".join(found[:_SHOWN])
    if len(found) > _SHOWN:
        places = say("folder.and_more", "{places} and {count} more", places=places, count=len(found) - _SHOWN)
    return (
        say(
            "folder.own_code",
            "The folder brings code of its own ({places}), which other programs may run. GPT Studio never does: it "
            "computes the model itself.",
            places=places,
        ),
    )


def _in_settings(folder: Path) -> Iterator[str]:
    for name in _FILES:
        settings = read_optional_object(folder / name)
        yield from (f"{entry} in {name}" for entry in CODE_ENTRIES if _asks(settings, entry))


def _asks(settings: Mapping[str, Any], entry: str) -> bool:
    return bool(settings.get(entry))


def _program_files(folder: Path) -> list[str]:
    endings = tuple(ending for ending in _PROGRAMS if ending not in names.PICKLED_ENDINGS)
    try:
        return sorted(shortened(path.name) for path in folder.iterdir() if path.name.lower().endswith(endings))
    except OSError as error:
        raise unreadable(folder, error) from error
