"""The formats that can be read: one line a format."""

from __future__ import annotations

from pathlib import Path

from gpt_studio.corpora.formats.jsonl import JSONL
from gpt_studio.corpora.formats.markdown import MARKDOWN
from gpt_studio.corpora.formats.plain_text import PLAIN_TEXT
from gpt_studio.corpora.reading import TextFormat

FORMATS: tuple[TextFormat, ...] = (
    PLAIN_TEXT,
    MARKDOWN,
    JSONL,
)


def format_of(path: Path) -> TextFormat | None:
    """The format of a file, by its suffix; None if it is not supported."""
    suffix = path.suffix.lower()
    return next((known for known in FORMATS if suffix in known.suffixes), None)


def supported_suffixes() -> tuple[str, ...]:
    """Every suffix that can be read, in the order of the registry."""
    return tuple(suffix for known in FORMATS for suffix in known.suffixes)
