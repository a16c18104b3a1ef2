"""JSON Lines: each line is one document, a text or a conversation.

A line may be ``{"text": "..."}`` (see :data:`TEXT_FIELDS`), ``{"messages": [{"role": ..., "content": ...}]}``,
``{"conversations": [{"from": ..., "value": ...}]}``, a pair such as ``{"prompt": ..., "completion": ...}``, or a bare
string. A line that is none of these is skipped, counted and named; it never stops the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from gpt_studio.core.errors import say
from gpt_studio.corpora.decoding import open_text
from gpt_studio.corpora.documents import Document, Turn
from gpt_studio.corpora.reading import Reading, TextFormat

TEXT_FIELDS = ("text", "content", "body", "document", "article", "story", "sentence")
TURN_FIELDS = ("messages", "conversations", "conversation", "dialogue", "dialog", "turns")
PAIRS = (
    ("instruction", "output"),
    ("instruction", "response"),
    ("prompt", "completion"),
    ("prompt", "response"),
    ("question", "answer"),
)
LONGEST_LINE = 32 << 20  # characters
_ROLES = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "human": "user",
    "prompter": "user",
    "assistant": "assistant",
    "gpt": "assistant",
    "bot": "assistant",
    "chatbot": "assistant",
    "model": "assistant",
}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # JSON can escape half a character; UTF-8 cannot hold it
_NAMED_LINES = 5
_LINES_LOOKED_AT = 200


def read(reading: Reading) -> Iterator[Document]:
    """One document a line, from ``reading.text_field`` or from the field found automatically."""
    bad: list[int] = []
    lines = 0
    with open_text(reading) as file:
        for number, line in _numbered_lines(file):
            lines += 1
            document = None if line is None else document_of(_parsed(line), reading.text_field)
            if document is None:
                bad.append(number)
            else:
                yield document
    if bad:
        named = ", ".join(str(number) for number in bad[:_NAMED_LINES]) + (", …" if len(bad) > _NAMED_LINES else "")
        reading.problem = say(
            "jsonl.bad_lines",
            "{bad} of {lines} lines hold no text that can be used and are skipped (line {named}): "
            "check them, or choose another field.",
            bad=len(bad),
            lines=lines,
            named=named,
        )


def fields_of_jsonl(path: Path) -> tuple[str, ...]:
    """The fields of the first lines that hold a text or a conversation, in the order in which they turn up.

    Raises StudioError if the file is not text, and OSError if it cannot be read.
    """
    found: dict[str, None] = {}
    with open_text(Reading(path)) as file:
        for _, line in islice(_numbered_lines(file), _LINES_LOOKED_AT):
            value = None if line is None else _parsed(line)
            if isinstance(value, dict):
                found |= dict.fromkeys(name for name in value if document_of(value, name) is not None)
    return tuple(found)


def document_of(value: Any, field: str = "") -> Document | None:
    """The document in one parsed line, or None if there is none. ``field`` "" means: find it."""
    if not isinstance(value, dict):
        return _document(value) if not field else None
    if field:
        return _document(value.get(field))
    for name in TURN_FIELDS:
        if isinstance(value.get(name), list):
            return _document(value[name])
    return _pair(value) or next((_document(value[name]) for name in TEXT_FIELDS if _is_text(value.get(name))), None)


def _document(value: Any) -> Document | None:
    if _is_text(value):
        return Document(_whole(value))
    if isinstance(value, list) and value:
        turns = [_turn(item) for item in value]
        if all(turn is not None for turn in turns):
            return Document(turns=tuple(turn for turn in turns if turn is not None))
    return None


def _turn(item: Any) -> Turn | None:
    if not isinstance(item, dict):
        return None
    role = _ROLES.get(str(item.get("role", item.get("from", ""))).lower())
    text = _joined(next((item[name] for name in ("content", "value", "text") if name in item), None))
    return Turn(role, _whole(text)) if role and text is not None else None


def _joined(content: Any) -> str | None:
    """The text of a message that is a string or a list of parts."""
    if isinstance(content, list):
        texts = [part.get("text") for part in content if isinstance(part, dict)]
        content = "".join(text for text in texts if isinstance(text, str))
    return content if _is_text(content) else None


def _pair(value: dict[str, Any]) -> Document | None:
    for question, answer in PAIRS:
        if _is_text(value.get(question)) and _is_text(value.get(answer)):
            more = value.get("input")
            asked = f"{value[question]}\n\n{more}" if _is_text(more) else value[question]
            return Document(turns=(Turn("user", _whole(asked)), Turn("assistant", _whole(value[answer]))))
    return None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _whole(text: str) -> str:
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _numbered_lines(file: TextIO) -> Iterator[tuple[int, str | None]]:
    """Each line that is not blank, with its number from 1; None in the place of one that is too long to be held."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, line


JSONL = TextFormat("JSON Lines", (".jsonl",), read)
