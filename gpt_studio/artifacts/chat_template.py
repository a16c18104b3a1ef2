"""The chat template of a folder: how a conversation becomes text for the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gpt_studio.artifacts import names
from gpt_studio.artifacts.json_file import read_optional_object, unreadable
from gpt_studio.core.errors import StudioError

_PARTS = ("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token")


@dataclass(frozen=True)
class ChatTemplate:
    """The Jinja ``source``, and the special tokens that it may name (``bos_token`` and so on)."""

    source: str
    special_tokens: Mapping[str, str]


def read_chat_template(folder: Path) -> ChatTemplate | None:
    """From ``chat_template.jinja``, else from ``tokenizer_config.json`` (older tools). None if there is none."""
    settings = read_optional_object(folder / names.TOKENIZER_CONFIG)
    source = _template_file(folder / names.CHAT_TEMPLATE) or _template_entry(settings.get("chat_template"))
    if source is None:
        return None
    return ChatTemplate(source, special_tokens(folder))


def special_tokens(folder: Path) -> dict[str, str]:
    """Which token plays which part, for example ``{"eos_token": "<|im_end|>"}``."""
    older = read_optional_object(folder / names.SPECIAL_TOKENS)
    entries = older | read_optional_object(folder / names.TOKENIZER_CONFIG)
    texts = {part: _token_text(entries.get(part)) for part in _PARTS}
    return {part: text for part, text in texts.items() if text is not None}


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


def _token_text(entry: Any) -> str | None:
    """A token as text, or as the object with ``content`` that transformers 4 writes."""
    text = entry.get("content") if isinstance(entry, dict) else entry
    return text if isinstance(text, str) else None
