"""System prompts that were kept under a name, for any conversation: one JSON file in the user's folder."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from gpt_studio.core import durable
from gpt_studio.core.decode import damaged, decode
from gpt_studio.core.errors import say, shortened
from gpt_studio.core.format_version import FORMAT, check_format
from gpt_studio.core.paths import Home
from gpt_studio.core.strict_json import read_object

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
    path = _path(home)
    if not path.exists():
        return SavedPrompts()
    content = read_object(path)
    try:
        check_format(content, _FORMAT, path)
    except ValueError as error:
        said = shortened(repr(content[FORMAT]))
        raise damaged(path, say("stored.value", "{field} cannot be {value!r}", field=FORMAT, value=said)) from error
    return decode(SavedPrompts, {name: value for name, value in content.items() if name != FORMAT}, path)


def write_prompts(home: Home, prompts: SavedPrompts) -> None:
    """Raises StudioError if the disk refuses."""
    content = {FORMAT: _FORMAT} | asdict(prompts)
    durable.write_text(_path(home), json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def _path(home: Home) -> Path:
    return home.root / "prompts.json"
