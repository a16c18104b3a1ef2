"""Reads web pages: the main text, without menus, scripts and what stands round it (resiliparse finds it)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from gpt_studio.corpora.decoding import open_text
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.formulae import on_one_line
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
_HOW_TO_SAY = ("rt", "rp", "rtc")
_TEXT_NODE = "#text"
_BLOCKS = ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "br")
_ROWS = "tr:has(td p, td div, td li, td br, th p, th div, th br):not(:has(table, pre, img, form))"
_LONGEST_CELL = 200  # characters
_MOST_IN_A_CELL = 200  # elements and texts
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
        page if _is_deep(page) else _prepared(page, main=main),
        main_content=main,
        alt_texts=False,
        list_bullets=False,
        comments=False,
        preserve_formatting=True,
        skip_elements=[*_NOT_TEXT, *without],
    )
    return text


def _prepared(page: str, *, main: bool) -> Any:
    """The page as a tree whose formulae, rows of tables and lists come out as they are read."""
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(page)
    body: Any = tree.body
    if body is None:
        return tree
    for words in _all(body, "ruby:not(:has(ruby))"):
        _put(tree, words, "".join(part.text for part in words.child_nodes if part.tag not in _HOW_TO_SAY))
    for formula in _all(body, "math:not(:has(annotation, math))"):
        _put(tree, formula, _on_one_line(formula.html))
    for row in _all(body, _ROWS):
        cells = [cell for cell in row.child_nodes if cell.tag in ("td", "th")]
        lines = [_lines(cell) for cell in cells]
        if len(cells) > 1 and all(sum(map(len, each)) <= _LONGEST_CELL for each in lines):
            for cell, each in zip(cells, lines, strict=True):
                if len(each) > 1:
                    _write(tree, cell, " ".join(filter(None, map(str.strip, each))))
    if main:
        _show_lists(tree, body)
        for formula in _all(body, _HIDDEN_FORMULAE):
            formula.remove_attribute("style")
    return tree


def _all(element: Any, selector: str) -> tuple[Any, ...]:
    """What the selector finds. To go through the list itself would search once more for each element of it."""
    found: tuple[Any, ...] = element.query_selector_all(selector)[:]
    return found


def _put(tree: Any, found: Any, text: str) -> None:
    """Put ``text`` in the place of an element, as one with the text beside it: of several texts in a row only the last
    is found."""
    before, after = found.prev, found.next
    for beside, whole in ((before, "{beside}{text}"), (after, "{text}{beside}")):
        if beside is not None and beside.tag == _TEXT_NODE:
            text = whole.format(beside=beside.value, text=text)
            beside.parent.remove_child(beside)
    found.parent.replace_child(tree.create_text_node(text), found)


def _write(tree: Any, cell: Any, text: str) -> None:
    for part in list(cell.child_nodes):
        cell.remove_child(part)
    cell.append_child(tree.create_text_node(text))


def _lines(cell: Any) -> list[str]:
    """The text of a cell, divided at its blocks; more than _LONGEST_CELL of it where the cell is a part of a page."""
    lines = [""]
    waiting = list(cell.child_nodes)[::-1]
    for _ in range(_MOST_IN_A_CELL):
        if not waiting:
            return lines
        part = waiting.pop()
        if part is None:
            lines.append("")
        elif part.tag == _TEXT_NODE:
            lines[-1] += part.value or ""
        elif part.tag in _BLOCKS:
            lines.append("")
            waiting += [None, *list(part.child_nodes)[::-1]]
        elif not part.tag.startswith("#"):
            waiting += list(part.child_nodes)[::-1]
    return [" " * _LONGEST_CELL, " "]


def _on_one_line(formula: str) -> str:
    from lxml import html  # type: ignore[import-untyped]

    return on_one_line(html.fragment_fromstring(formula))


def _show_lists(tree: Any, body: Any) -> None:
    """Lists of the text stand where they are not taken for menus."""
    for found in _all(body, _SHALLOW):
        linked = sum(len(link.text) for link in _all(found, "a"))
        if linked > _MOST_LINKED * len(found.text) or found.closest("nav, header, footer, aside") is not None:
            continue
        outer: Any = tree.create_element("div")
        inner = outer
        for _ in range(_DEEPER):
            inner = inner.append_child(tree.create_element("div"))
        found.parent.replace_child(outer, found)
        inner.append_child(found)


HTML = TextFormat("Web page", (".html", ".htm", ".xhtml"), read, version=3, extracted=True)
