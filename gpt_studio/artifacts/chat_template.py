"""Reads the chat template of a folder, which renders a conversation as text for the model."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gpt_studio.artifacts import names
from gpt_studio.artifacts.json_file import read_optional_object
from gpt_studio.core.errors import StudioError
from gpt_studio.core.limits import MEGABYTE, TEMPLATE_BYTES
from gpt_studio.core.regular_file import is_there, read_regular

_DEFAULT, _WITH_TOOLS = "default", "tool_use"


@dataclass(frozen=True)
class ChatTemplate:
    """``source`` is Jinja; it may use the tokenizer's special tokens (``bos_token`` and so on).

    ``with_tools`` is a separate template for conversations with tools, or "".
    """

    source: str
    with_tools: str = ""


def read_chat_template(folder: Path) -> ChatTemplate | None:
    """Read ``chat_template.jinja``, else ``tokenizer_config.json`` (older tools); None if neither has a template.

    Raises StudioError if it is damaged or too long.
    """
    place = folder / names.CHAT_TEMPLATE
    tools = folder / names.MORE_TEMPLATES / f"{_WITH_TOOLS}.jinja"
    if is_there(place):
        found = {_DEFAULT: _text(place)}
        if is_there(tools) and not tools.parent.is_symlink():
            found[_WITH_TOOLS] = _text(tools)
    else:
        place = folder / names.TOKENIZER_CONFIG
        found = _named(read_optional_object(place).get("chat_template"))
    if not found.get(_DEFAULT):
        return None
    if any(len(source) > TEMPLATE_BYTES for source in found.values()):
        raise StudioError(
            "template.too_long",
            "The chat template in {path} is longer than {limit} MB: get a good copy of it.",
            path=place,
            limit=TEMPLATE_BYTES // MEGABYTE,
        )
    return ChatTemplate(found[_DEFAULT], found.get(_WITH_TOOLS, ""))


def _text(path: Path) -> str:
    try:
        # Opened as text, which normalises line ends, as transformers does.
        return io.TextIOWrapper(io.BytesIO(read_regular(path, TEMPLATE_BYTES)), encoding="utf-8").read()
    except UnicodeDecodeError as error:
        raise StudioError(
            "template.damaged", "{path} is damaged: it is not UTF-8 text. Get a good copy of it.", path=path
        ) from error


def _named(entry: Any) -> dict[str, str]:
    """The templates by name, from a single template, a list of named ones, or an object."""
    if isinstance(entry, list):
        pairs = [(item.get("name"), item.get("template")) for item in entry if isinstance(item, dict)]
    else:
        pairs = list(entry.items()) if isinstance(entry, dict) else [(_DEFAULT, entry)]
    return {name: source for name, source in pairs if isinstance(name, str) and isinstance(source, str)}
