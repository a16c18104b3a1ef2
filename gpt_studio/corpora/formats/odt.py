"""Reads OpenDocument texts (LibreOffice): paragraphs, headings, lists, tables and notes. Deleted text is left out."""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.formulae import on_one_line
from gpt_studio.corpora.locked_office import WHOLE, UnknownLock, WrongPassword, unlocked_member
from gpt_studio.corpora.reading import Expands, Reading, TextFormat, not_this_kind
from gpt_studio.corpora.xml_trees import member, most_within, parsed

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_LEFT_OUT = frozenset(
    (
        *(f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note-citation", f"{_TEXT}sequence-decls"),
        *(f"{_SVG}title", f"{_SVG}desc", f"{_TEXT}table-of-content", f"{_TEXT}alphabetical-index"),
    )
)
_MOST_SPACES = 1000
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"


def read(reading: Reading) -> Iterator[Document]:
    """One document for the file."""
    reading.encoding = "UTF-8"
    with zipfile.ZipFile(reading.path) as packed:
        root = parsed(_content(packed, reading))
        formulae = _formulae(packed, root, reading)
    body = root.find(f"{_OFFICE}body")
    if body is None:
        raise not_this_kind(reading, "OpenDocument (.odt)")
    aside = _Aside(formulae)
    text = "\n".join([*_blocks(body, aside, reading), *aside.notes])
    if text.strip():
        yield Document(text)


def _content(packed: zipfile.ZipFile, reading: Reading) -> bytes:
    """The part with the text, also of a file that is locked with a password."""
    names = set(packed.namelist())
    locked = _MANIFEST in names and b"encryption-data" in (listed := member(packed, _MANIFEST, reading))
    name = WHOLE if locked and WHOLE in names else _CONTENT
    if name not in names:
        raise not_this_kind(reading, "OpenDocument (.odt)")
    data = member(packed, name, reading)
    if not locked:
        return data
    if not reading.password:
        raise reading.locked()
    try:
        most = most_within(reading)
        data = unlocked_member(data, name, parsed(listed), reading.password, most + 1)
    except WrongPassword as error:
        raise reading.locked() from error
    except UnknownLock as error:
        raise reading.sealed() from error
    if len(data) > most:
        raise Expands(reading.path.name)
    if name == WHOLE:
        with zipfile.ZipFile(BytesIO(data)) as inside:
            return member(inside, _CONTENT, reading)
    return data


def _formulae(packed: zipfile.ZipFile, root: Any, reading: Reading) -> dict[str, str]:
    """The formulae of the document by their names; each is a document of its own in the file."""
    found: dict[str, str] = {}
    names = set(packed.namelist())
    for drawn in root.iter(f"{_DRAW}object"):
        name = drawn.get(_HREF, "")
        place = f"{name.removeprefix('./').strip('/')}/{_CONTENT}"
        if place not in names or name in found:
            continue
        with contextlib.suppress(Exception):  # a damaged or locked one costs only itself
            formula = parsed(member(packed, place, reading))
            if formula.tag.endswith("}math"):
                found[name] = on_one_line(formula)
    return found


@dataclass
class _Aside:
    """What does not stand in the paragraphs themselves: notes, and formulae by their names."""

    formulae: dict[str, str]
    notes: list[str] = field(default_factory=list)


def _blocks(parent: Any, aside: _Aside, reading: Reading) -> Iterator[str]:
    for element in parent:
        if element.tag in _LEFT_OUT or not isinstance(element.tag, str):
            continue
        if element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            reading.alive()
            boxes: list[Any] = []
            yield _inline(element, aside, boxes, reading)
            for box in boxes:
                yield from _blocks(box, aside, reading)
        elif element.tag == f"{_TABLE}table-row":
            cells = (cell for cell in element if cell.tag == f"{_TABLE}table-cell")
            yield "\t".join(" ".join(filter(None, _blocks(cell, aside, reading))) for cell in cells)
        else:
            yield from _blocks(element, aside, reading)


def _inline(element: Any, aside: _Aside, boxes: list[Any], reading: Reading) -> str:
    """The text of a paragraph; the text boxes that hang on it are added to ``boxes``."""
    parts = [element.text or ""]
    for child in element:
        match child.tag:
            case tag if tag in _LEFT_OUT or not isinstance(tag, str):
                pass
            case tag if tag == f"{_TEXT}s":
                parts.append(" " * min(_MOST_SPACES, int(child.get(f"{_TEXT}c", "1"))))
            case tag if tag == f"{_TEXT}tab":
                parts.append("\t")
            case tag if tag == f"{_TEXT}line-break":
                parts.append("\n")
            case tag if tag == f"{_DRAW}text-box":
                boxes.append(child)
            case tag if tag == f"{_DRAW}object":
                parts.append(aside.formulae.get(child.get(_HREF, ""), ""))
            case tag if tag == f"{_TEXT}note":
                body = child.find(f"{_TEXT}note-body")
                if body is not None:
                    aside.notes.append(" ".join(_blocks(body, _Aside(aside.formulae), reading)).strip())
            case _:
                parts.append(_inline(child, aside, boxes, reading))
        parts.append(child.tail or "")
    return "".join(parts)


ODT = TextFormat("OpenDocument", (".odt", ".ott"), read, version=3, extracted=True)
