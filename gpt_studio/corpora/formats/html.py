"""Reads web pages: the main text, without menus, scripts and what stands round it (resiliparse finds it)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gpt_studio.corpora.decoding import open_text
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.reading import Reading, TextFormat

_LARGEST = 64 << 20  # characters
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,40})\s[^<>]{20000,}>")
"""A tag with pictures or thousands of attributes in it, each of which the parser compares with all others."""
_DEEPEST = 2000
_LEAST_SHARE = 0.2
"""Of a page whose main text is less than this share of all its text, all of it is read: such a page is no article."""


def read(reading: Reading) -> Iterator[Document]:
    """One document for the page."""
    with open_text(reading) as file:
        page = file.read(_LARGEST)
    text = text_of_page(page)
    if text.strip():
        yield Document(text)


def text_of_page(page: str) -> str:
    """The main text of an HTML page."""
    whole = _text(page, main=False)
    if _is_deep(page):
        return whole
    main = _text(page, main=True)
    return main if len(main) >= _LEAST_SHARE * len(whole) else whole


def _is_deep(page: str) -> bool:
    """Whether elements are nested so deeply, or so many left open, that to look for the main text takes for ever."""
    depth = deepest = 0
    for tag in _TAG.finditer(page):
        if tag[2].lower() not in _VOID:
            depth += -1 if tag[1] else 1
            deepest = max(deepest, depth)
    return deepest > _DEEPEST


def all_text(page: str) -> str:
    """All text of an HTML page or chapter, without scripts."""
    return _text(page, main=False)


def _text(page: str, *, main: bool) -> str:
    page = _LONG_TAG.sub(r"<\1>", page)
    from resiliparse.extract.html2text import extract_plain_text

    text: str = extract_plain_text(
        page, main_content=main, alt_texts=False, list_bullets=False, comments=False, preserve_formatting=True
    )
    return text


HTML = TextFormat("Web page", (".html", ".htm", ".xhtml"), read, extracted=True)
