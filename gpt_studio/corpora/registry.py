"""Lists the readable formats and finds the format of a file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from gpt_studio.core.regular_file import is_of_the_system
from gpt_studio.corpora.formats.archive import TAR, ZIP
from gpt_studio.corpora.formats.chat_export import CHAT_EXPORT
from gpt_studio.corpora.formats.compressed import COMPRESSED
from gpt_studio.corpora.formats.csv import CSV
from gpt_studio.corpora.formats.docx import DOCX
from gpt_studio.corpora.formats.epub import EPUB
from gpt_studio.corpora.formats.html import HTML
from gpt_studio.corpora.formats.jsonl import JSONL
from gpt_studio.corpora.formats.mail import EMAIL, MAILBOX
from gpt_studio.corpora.formats.markdown import MARKDOWN
from gpt_studio.corpora.formats.odt import ODT
from gpt_studio.corpora.formats.parquet import PARQUET
from gpt_studio.corpora.formats.pdf import PDF
from gpt_studio.corpora.formats.plain_text import PLAIN_TEXT
from gpt_studio.corpora.formats.rtf import RTF
from gpt_studio.corpora.formats.source_code import SOURCE_CODE
from gpt_studio.corpora.formats.subtitles import SUBTITLES
from gpt_studio.corpora.formats.telegram import TELEGRAM_HTML, TELEGRAM_JSON
from gpt_studio.corpora.formats.tex import TEX
from gpt_studio.corpora.formats.whatsapp import WHATSAPP
from gpt_studio.corpora.reading import TextFormat

FORMATS: tuple[TextFormat, ...] = (
    PLAIN_TEXT,
    MARKDOWN,
    JSONL,
    PDF,
    CSV,
    PARQUET,
    HTML,
    EPUB,
    DOCX,
    ODT,
    RTF,
    SUBTITLES,
    EMAIL,
    MAILBOX,
    TEX,
    SOURCE_CODE,
    WHATSAPP,
    TELEGRAM_JSON,
    TELEGRAM_HTML,
    CHAT_EXPORT,
    ZIP,
    TAR,
    COMPRESSED,
)
_BY_SUFFIX = {suffix: known for known in reversed(FORMATS) for suffix in known.suffixes}
_WITHIN = {
    suffix: tuple(known for known in FORMATS if suffix in known.within)
    for suffix in {suffix for known in FORMATS for suffix in known.within}
}
_ENCODINGS = (".utf-8", ".utf8")  # Project Gutenberg appends them to .txt
_LONGEST_SUFFIX = 12
_HEAD = 4 << 10
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
_MOST_CONTROLS = 0.01


def format_of(path: Path) -> TextFormat | None:
    """The format of a file by its suffix; None if it is not supported. A text file without a suffix is plain text."""
    return _format_by(path.name, lambda: _head(path))


def format_by(name: str, head: bytes) -> TextFormat | None:
    """The format of a file of that name that begins so."""
    return _format_by(name, lambda: head[:_HEAD])


def _format_by(name: str, head: Callable[[], bytes]) -> TextFormat | None:
    known = _format_named(name)
    suffix = _suffix(name)
    if known is None and not suffix and _looks_like_text(head()):
        known = PLAIN_TEXT
    inside = _WITHIN.get(suffix or PLAIN_TEXT.suffixes[0], ()) if known is not None else ()
    beginning = head() if inside else b""
    return next((kind for kind in inside if kind.recognises is not None and kind.recognises(beginning)), known)


def _format_named(name: str) -> TextFormat | None:
    last = _suffix(name)
    if last in _ENCODINGS:
        name = name[: -len(last)]
        last = _suffix(name)
    both = _suffix(name[: name.rfind(".")]) + last if last else ""
    return _BY_SUFFIX.get(both) or _BY_SUFFIX.get(last)


def suffix_of(path: Path) -> str:
    """The suffix in small letters; "" for none, and for one that is long or has a space, as after a full stop."""
    return _suffix(path.name)


def _suffix(name: str) -> str:
    place = name.rfind(".")
    suffix = name[place:].lower() if 0 < place < len(name) - 1 else ""
    return suffix if len(suffix) <= _LONGEST_SUFFIX and " " not in suffix else ""


def supported_suffixes() -> tuple[str, ...]:
    """Every readable suffix, in the order of :data:`FORMATS`."""
    return tuple(suffix for known in FORMATS for suffix in known.suffixes)


def usual_suffixes() -> tuple[str, ...]:
    """The first suffix of each format, short enough for a sentence."""
    return tuple(known.suffixes[0] for known in FORMATS if known.suffixes and not known.code)


def _looks_like_text(head: bytes) -> bool:
    """Whether a file that begins so is not empty, with at most 1 % control characters (with NUL) at its start."""
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return bool(head) and controls <= _MOST_CONTROLS * len(head)


def _head(path: Path) -> bytes:
    """The first bytes of a regular file; none if it cannot be read, or shows the state of the system: some such files
    wait for something to happen."""
    try:
        if not path.is_file() or is_of_the_system(Path(os.path.realpath(path))):
            return b""
        with path.open("rb") as file:
            return file.read(_HEAD)
    except (OSError, ValueError):
        return b""
