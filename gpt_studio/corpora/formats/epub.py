"""Reads e-books (EPUB, a zip of XHTML): the chapters in the order of the spine, notes kept, navigation left out."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from gpt_studio.core.errors import StudioError, say
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.formats.html import all_text
from gpt_studio.corpora.reading import Expands, Reading, TextFormat, not_this_kind
from gpt_studio.corpora.xml_trees import member, parsed

_PACKAGE = "{http://www.idpf.org/2007/opf}"
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS_ONLY = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")
_PAGES = ("application/xhtml+xml", "text/html")
_NO_CHAPTERS = ("nav", "toc", "ncx", "cover")


def read(reading: Reading) -> Iterator[Document]:
    """One document for the book."""
    reading.encoding = "UTF-8"
    with zipfile.ZipFile(reading.path) as packed:
        names = set(packed.namelist())
        _refuse_locked(packed, names, reading)
        chapters = list(_spine(packed, names, reading))
        missing, texts = 0, []
        for number, name in enumerate(chapters):
            reading.progressed(number / len(chapters))
            try:
                texts.append(all_text(_decoded(member(packed, name, reading))).strip())
            except Expands:
                raise
            except Exception:  # one bad chapter costs only itself
                missing += 1
    if missing:
        reading.problem = say(
            "epub.chapters",
            "Of the {count:,} chapters of {name}, {missing:,} could not be read.",
            name=reading.path.name,
            count=len(chapters),
            missing=missing,
        )
    text = "\n\n\n".join(filter(None, texts))
    if text:
        yield Document(text)


def _refuse_locked(packed: zipfile.ZipFile, names: set[str], reading: Reading) -> None:
    if _ENCRYPTION not in names:
        return
    locked = member(packed, _ENCRYPTION, reading)
    if locked.count(b"EncryptionMethod") > sum(locked.count(fonts) for fonts in _FONTS_ONLY):
        raise StudioError(
            "epub.locked",
            "{name} is locked by its seller (DRM), so that only their program can open it: use a book without a lock.",
            name=reading.path.name,
        )


def _spine(packed: zipfile.ZipFile, names: set[str], reading: Reading) -> Iterator[str]:
    """The names of the chapters in reading order; without a usable spine, all pages in the order of the archive."""
    found = list(_listed(packed, names, reading)) if _CONTAINER in names else []
    pages = [name for name in packed.namelist() if name.lower().endswith((".xhtml", ".html", ".htm"))]
    if not found and not pages:
        raise not_this_kind(reading, "EPUB")
    yield from found or pages


def _listed(packed: zipfile.ZipFile, names: set[str], reading: Reading) -> Iterator[str]:
    container = parsed(member(packed, _CONTAINER, reading))
    place = next((root.get("full-path") for root in container.iter("{*}rootfile")), None)
    if place not in names:
        return
    package = parsed(member(packed, place, reading))
    items: dict[str, Any] = {item.get("id"): item for item in package.iter(f"{_PACKAGE}item")}
    seen: set[str] = set()
    for reference in package.iter(f"{_PACKAGE}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES or _is_navigation(item):
            continue
        name = posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(item.get("href", ""))))
        if name in names and name not in seen:
            seen.add(name)
            yield name


def _is_navigation(item: Any) -> bool:
    return "nav" in (item.get("properties") or "").split() or (item.get("id") or "").lower() in _NO_CHAPTERS


def _decoded(data: bytes) -> str:
    for codec in ("utf-8-sig", "utf-16"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")


EPUB = TextFormat("E-book", (".epub",), read, version=3, extracted=True)
