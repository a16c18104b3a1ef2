"""The chat template of a folder: how a conversation becomes text for the model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gpt_studio.artifacts import names
from gpt_studio.artifacts.json_file import read_optional_object, unreadable
from gpt_studio.core.errors import StudioError


@dataclass(frozen=True)
class ChatTemplate:
    """``source`` is Jinja; it may name the tokenizer's special tokens (``bos_token`` and so on)."""

    source: str


def read_chat_template(folder: Path) -> ChatTemplate | None:
    """From ``chat_template.jinja``, else from ``tokenizer_config.json`` (older tools). None if there is none."""
    settings = read_optional_object(folder / names.TOKENIZER_CONFIG)
    source = _template_file(folder / names.CHAT_TEMPLATE) or _template_entry(settings.get("chat_template"))
    return None if source is None else ChatTemplate(source)


def _template_file(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8") if path.exists() else None
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise StudioError(
            "template.damaged", "{path} is damaged: it is not UTF-8 text. Get a good copy of it.", path=path
        ) from error


def _template_entry(entry: Any) -> str | None:
    """A template, or a list of named ones, of which the one called ``default`` is for conversations."""
    if isinstance(entry, list):
        named = {item.get("name"): item.get("template") for item in entry if isinstance(item, dict)}
        entry = named.get("default")
    return entry if isinstance(entry, str) else None
