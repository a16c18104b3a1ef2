"""System prompts that were kept under a name, for any conversation: one JSON file in the user's folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from gpt_studio.core.paths import Home
from gpt_studio.core.versioned_file import read_versioned, write_versioned

_FORMAT = 1


@dataclass(frozen=True)
class SavedPrompt:
    name: str
    text: str


@dataclass(frozen=True)
class SavedPrompts:
    """``prompts`` are in the order of their names."""

    prompts: tuple[SavedPrompt, ...] = ()

    def with_one(self, prompt: SavedPrompt) -> SavedPrompts:
        """With ``prompt``, in place of the one of its name."""
        prompts = (*self.without(prompt.name).prompts, prompt)
        return replace(self, prompts=tuple(sorted(prompts, key=lambda each: each.name.casefold())))

    def without(self, name: str) -> SavedPrompts:
        return replace(self, prompts=tuple(each for each in self.prompts if each.name != name))


def read_prompts(home: Home) -> SavedPrompts:
    """What is kept; nothing where there is no file. Raises StudioError for a damaged file, NewerFormatError for one of
    a newer program."""
    return read_versioned(SavedPrompts, _path(home), _FORMAT)


def write_prompts(home: Home, prompts: SavedPrompts) -> None:
    """Raises StudioError if the disk refuses."""
    write_versioned(prompts, _path(home), _FORMAT)


def _path(home: Home) -> Path:
    return home.root / "prompts.json"
