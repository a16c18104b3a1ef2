"""Reads Word documents: paragraphs, lists, tables, foot- and endnotes, in reading order. Deleted text is left out."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.formulae import on_one_line
from gpt_studio.corpora.locked_office import UnknownLock, WrongPassword, unlocked_word
from gpt_studio.corpora.reading import Reading, TextFormat, not_this_kind
from gpt_studio.corpora.xml_trees import member, parsed

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_TEXT_BOX = f"{_W}txbxContent"
_OLE = b"\xd0\xcf\x11\xe0"  # an old .doc, or a .docx that is locked with a password
_MAIN = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_NOT_TEXT = frozenset(
    f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "rt")
)
_AROUND_PARTS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_LINE_OF_CONTENTS = re.compile(r"(?:TOC|TDC|TM|Verzeichnis|Sommario|Sumrio)\d$")
"""The styles of such lines, by Word's language; other programs write TOC."""
_BETWEEN_CELLS = "\t"
_LARGEST = 64 << 20


def read(reading: Reading) -> Iterator[Document]:
    """One document for the file."""
    reading.encoding = "UTF-8"
    with zipfile.ZipFile(_unlocked(reading)) as packed:
        names = set(packed.namelist())
        if _MAIN not in names:
            raise not_this_kind(reading, "Word (.docx)")
        lines = list(_blocks(parsed(member(packed, _MAIN, reading)), reading))
        for name in _NOTES:
            if name in names:
                notes = _blocks(parsed(member(packed, name, reading)), reading)
                lines += filter(None, map(str.strip, notes))  # a blank stands behind the mark of a note
    text = "\n".join(lines)
    if text.strip():
        yield Document(text)


def _unlocked(reading: Reading) -> Path | IO[bytes]:
    """The file, or what is within the one that Word locked with a password."""
    with reading.path.open("rb") as file:
        if file.read(len(_OLE)) != _OLE:
            return reading.path
    if not _is_locked(reading):
        raise not_this_kind(reading, "Word (.docx)")
    if not reading.password:
        raise reading.locked()
    try:
        return unlocked_word(reading.path, reading.password)
    except WrongPassword as error:
        raise reading.locked() from error
    except UnknownLock as error:
        raise reading.sealed() from error


def _is_locked(reading: Reading) -> bool:
    """Whether the file is an encrypted package, which names its stream so."""
    with reading.path.open("rb") as file:
        return "EncryptedPackage".encode("utf-16-le") in file.read(_LARGEST)


def _blocks(parent: Any, reading: Reading) -> Iterator[str]:
    """The paragraphs and rows of tables, one line each, at any depth of text boxes and content controls."""
    for element in parent:
        if _is_contents(element):
            continue
        if element.tag == f"{_W}p":
            reading.alive()
            parts: list[str] = []
            boxes: list[Any] = []
            _add_text(element, parts, boxes)
            yield "".join(parts)
            for box in boxes:
                yield from _blocks(box, reading)
        elif element.tag == f"{_W}tbl":
            for row in _parts(element, f"{_W}tr"):
                if row.find(f"{_W}trPr/{_W}del") is None:
                    yield _BETWEEN_CELLS.join(
                        " ".join(filter(None, map(str.strip, _blocks(cell, reading))))
                        for cell in _parts(row, f"{_W}tc")
                    )
        elif element.tag not in _NOT_TEXT and isinstance(element.tag, str):
            yield from _blocks(element, reading)


def _parts(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table, or the cells of a row; not those of tables within."""
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag in _AROUND_PARTS:
            yield from _parts(child, name)


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off")


def _is_contents(element: Any) -> bool:
    """Whether this is a table of contents, or a line of one."""
    if element.tag == f"{_W}p":
        style = element.find(f"{_W}pPr/{_W}pStyle")
        return style is not None and _LINE_OF_CONTENTS.match(style.get(f"{_W}val", "")) is not None
    if element.tag != f"{_W}sdt":
        return False
    kind = element.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
    return kind is not None and kind.get(f"{_W}val") == "Table of Contents"


def _add_text(element: Any, parts: list[str], boxes: list[Any]) -> None:
    """Add the text of a paragraph to ``parts``, and the text boxes that hang on it to ``boxes``."""
    for child in element:
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag == f"{_W}tab":
            parts.append("\t")
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif child.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif child.tag == _FORMULA:
            parts.append(on_one_line(child))
        elif child.tag == f"{_W}r" and _is_hidden(child):
            continue
        elif child.tag == _TEXT_BOX:
            boxes.append(child)
        elif child.tag not in _NOT_TEXT and isinstance(child.tag, str) and not child.tag.endswith("}Fallback"):
            _add_text(child, parts, boxes)


DOCX = TextFormat("Word", (".docx", ".docm"), read, version=3, extracted=True)
