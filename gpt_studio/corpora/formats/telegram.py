"""Reads exports of Telegram chats (result.json and messages.html): who says what; notices and media are left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any

from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.exported_messages import exported_messages
from gpt_studio.corpora.json_values import elements_under
from gpt_studio.corpora.reading import Reading, TextFormat
from gpt_studio.corpora.speakers import ChatMessage, conversations, name, seconds

_JSON = re.compile(
    rb'"type":\s*"(?:message|service|personal_chat|private_group|private_supergroup|public_\w+|bot_chat)"'
)
_WHOLE = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*\{\s*"about":\s*"[^"]*",\s*"(?:personal_information|profile_pictures|contacts|frequent_contacts)":'
)
"""An export of everything, in which long lists may come before the first chat."""
_HTML_DATE = "%d.%m.%Y %H:%M:%S"


def read_json(reading: Reading) -> Iterator[Document]:
    """One document for each conversation, chat after chat. The file may be larger than memory."""
    found = exported_messages(reading, partial(elements_under, "messages"))
    for _, chat in groupby(found, key=lambda entry: entry.array):
        yield from conversations(_messages(entry.value for entry in chat))


def recognises_json(head: bytes) -> bool:
    """Whether a JSON file begins as an export does."""
    one = _JSON.search(head) is not None and (b'"messages"' in head or b'"chats"' in head)
    return one or _WHOLE.match(head) is not None


def _messages(entries: Iterable[dict[str, Any]]) -> Iterator[ChatMessage]:
    for entry in entries:
        if entry.get("type") == "message":
            yield ChatMessage(name(entry.get("from")), _text(entry.get("text", "")), _moment(entry))


def _text(value: Any) -> str:
    """A text, or a list of plain and marked pieces."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(map(_text, value))
    return _text(value.get("text", "")) if isinstance(value, dict) else ""


def _moment(entry: dict[str, Any]) -> float | None:
    moment = seconds(entry.get("date_unixtime"))
    return seconds(entry.get("date")) if moment is None else moment


def read_html(reading: Reading) -> Iterator[Document]:
    """One document for each conversation."""
    from lxml import html  # type: ignore[import-untyped]

    reading.encoding = "UTF-8"
    root = html.fromstring(reading.path.read_bytes(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    yield from conversations(_html_messages(root, reading))


def recognises_html(head: bytes) -> bool:
    """Whether a page begins as an export does."""
    return b"Exported Data" in head and b'class="page_wrap' in head


def _html_messages(root: Any, reading: Reading) -> Iterator[ChatMessage]:
    speaker = "?"
    for entry in root.iterfind(".//div[@class]"):
        classes = entry.get("class").split()
        if "message" not in classes or "default" not in classes:
            continue
        reading.alive()
        named = _first(entry, "from_name")
        speaker = named.text_content().strip() if named is not None else speaker
        text, date = _first(entry, "text"), _first(entry, "date")
        if text is None:
            continue
        for line_break in text.iterfind(".//br"):
            line_break.tail = "\n" + (line_break.tail or "")
        yield ChatMessage(
            speaker, text.text_content().strip(), _html_moment(date.get("title", "") if date is not None else "")
        )


def _first(entry: Any, name: str) -> Any:
    return next((found for found in entry.iterfind(".//div[@class]") if name in found.get("class").split()), None)


def _html_moment(title: str) -> float | None:
    try:
        return datetime.strptime(title[:19], _HTML_DATE).timestamp()
    except ValueError:
        return None


TELEGRAM_JSON = TextFormat(
    "Telegram chat", (), read_json, extracted=True, within=(".json",), recognises=recognises_json, version=3
)
TELEGRAM_HTML = TextFormat(
    "Telegram pages", (), read_html, extracted=True, within=(".html", ".htm"), recognises=recognises_html
)
