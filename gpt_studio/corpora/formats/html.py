"""Reads web pages: the main text, without menus, scripts and what stands round it (resiliparse finds it)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

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
_NOT_TEXT = [
    *("del", "rt", "rp", ".katex-html", "semantics > :not(annotation)"),  # of a formula stays its TeX
    *('[role="doc-noteref"]', '[role="doc-backlink"]', 'sup > a[href*="#"]', 'a[href*="#"] > sup'),
    *('[epub\\:type~="noteref"]', "a.footnote-ref", "a.footnote-back", '[title^="Footnote:"] > a'),
    *("a.sdfootnoteanc", "a.sdfootnotesym", "a.sdendnoteanc", "a.sdendnotesym", ".footnodeNumber"),
    *('div[title="header"]', 'div[title="footer"]', ".mw-editsection"),
]
"""What is no text to read on: what was deleted, how to say it, marks of notes, the heads and feet of paper pages."""
_SHALLOW = "body > ul, body > * > ul, body > * > * > ul"
"""Lists that are taken for menus of the page because of where they stand (by resiliparse)."""
_HIDDEN_FORMULAE = '[class^="mwe-math-mathml"]'  # Wikipedia shows a picture in their place
_MOST_LINKED = 0.5  # of the letters of a list that is no menu
_DEEPER = 3  # elements
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


def all_text(page: str, without: Sequence[str] = ()) -> str:
    """All text of an HTML page or chapter, except scripts and what the selectors ``without`` find."""
    return _text(page, main=False, without=without)


def _text(page: str, *, main: bool, without: Sequence[str] = ()) -> str:
    page = _LONG_TAG.sub(r"<\1>", page)
    from resiliparse.extract.html2text import extract_plain_text

    text: str = extract_plain_text(
        _prepared(page) if main else page,
        main_content=main,
        alt_texts=False,
        list_bullets=False,
        comments=False,
        preserve_formatting=True,
        skip_elements=[*_NOT_TEXT, *without],
    )
    return text


def _prepared(page: str) -> Any:
    """The page as a tree: formulae are shown, and lists of the text stand where they are not taken for menus."""
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(page)
    body: Any = tree.body
    for found in body.query_selector_all(_SHALLOW) if body is not None else ():
        linked = sum(len(link.text) for link in found.query_selector_all("a"))
        if linked > _MOST_LINKED * len(found.text) or found.closest("nav, header, footer, aside") is not None:
            continue
        outer: Any = tree.create_element("div")
        inner = outer
        for _ in range(_DEEPER):
            inner = inner.append_child(tree.create_element("div"))
        found.parent.replace_child(outer, found)
        inner.append_child(found)
    for formula in body.query_selector_all(_HIDDEN_FORMULAE) if body is not None else ():
        formula.remove_attribute("style")
    return tree


HTML = TextFormat("Web page", (".html", ".htm", ".xhtml"), read, version=2, extracted=True)
