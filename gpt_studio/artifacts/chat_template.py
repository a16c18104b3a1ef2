"""The chat template of a folder: how a conversation becomes text for the model."""

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


@dataclass(frozen=True)
class ChatTemplate:
    """``source`` is Jinja; it may name the tokenizer's special tokens (``bos_token`` and so on)."""

    source: str


def read_chat_template(folder: Path) -> ChatTemplate | None:
    """From ``chat_template.jinja``, else from ``tokenizer_config.json`` (older tools). None if there is none."""
    settings = read_optional_object(folder / names.TOKENIZER_CONFIG)
    place = folder / names.CHAT_TEMPLATE
    if is_there(place):
        source: str | None = _text(place)
    else:
        place = folder / names.TOKENIZER_CONFIG
        source = _template_entry(settings.get("chat_template"))
    if not source:
        return None
    if len(source) > TEMPLATE_BYTES:
        raise StudioError(
            "template.too_long",
            "The chat template in {path} is longer than {limit} MB: get a good copy of it.",
            path=place,
            limit=TEMPLATE_BYTES // MEGABYTE,
        )
    return ChatTemplate(source)


def _text(path: Path) -> str:
    try:
        # As text files are read, line ends included: transformers does so too.
        return io.TextIOWrapper(io.BytesIO(read_regular(path, TEMPLATE_BYTES)), encoding="utf-8").read()
    except UnicodeDecodeError as error:
        raise StudioError(
            "template.damaged", "{path} is damaged: it is not UTF-8 text. Get a good copy of it.", path=path
        ) from error


def _template_entry(entry: Any) -> str | None:
    """A template, or a list of named ones, of which the one called ``default`` is for conversations."""
    if isinstance(entry, list):
        entry = next(
            (item.get("template") for item in entry if isinstance(item, dict) and item.get("name") == "default"), None
        )
    return entry if isinstance(entry, str) else None
