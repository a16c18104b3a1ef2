"""Reads Rich Text Format: the text without its markup, notes at the end. Deleted text is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.reading import Reading, TextFormat, not_this_kind

_LARGEST = 200 << 20
_START = b"{\\rtf"
_TOKEN = re.compile(r"\\([a-zA-Z]+)(-?\d+)?[ ]?|[{}]|\\[^a-zA-Z]|[^\\{}]+", re.DOTALL)
_LEFT_OUT = frozenset(("listtext", "deleted"))
_NOTE = "footnote"
_NOTE_MARK = "chftn"


def read(reading: Reading) -> Iterator[Document]:
    """One document for the file."""
    from striprtf.striprtf import rtf_to_text

    with reading.path.open("rb") as file:
        data = file.read(_LARGEST)
    if not data.lstrip().startswith(_START):
        raise not_this_kind(reading, "RTF")
    reading.encoding = "RTF"
    text: str = rtf_to_text(_prepared(data.decode("latin-1")), errors="replace")  # type: ignore[no-untyped-call]
    text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    if text.strip():
        yield Document(text)


def _prepared(source: str) -> str:
    """The file with notes at its end, tabs between the cells of tables, no numbers of lists and no deleted text."""
    out: list[str] = []
    notes: list[str] = []
    groups: list[tuple[int, str]] = []  # where each open group begins in ``out``, and what becomes of it
    end = -1  # before the bracket that closes the file
    for token in _TOKEN.finditer(source):
        word, number = token[1], token[2]
        if token[0] == "{":
            groups.append((len(out), ""))
            out.append("{")
        elif token[0] == "}" and groups:
            begin, fate = groups.pop()
            out.append("}")
            if fate == _NOTE:
                notes += ["\\par ", *out[begin:]]
            if fate:
                del out[begin:]
            end = len(out) - 1 if not groups else end
        elif word in _LEFT_OUT or word == _NOTE:
            if groups and number != "0":
                groups[-1] = (groups[-1][0], groups[-1][1] or word)
                if word == _NOTE and out[-1] == "\\*":
                    out.pop()
        elif word == "cell":
            out.append("\\tab ")
        elif word == "row":
            out.append("\\par ")
        elif word != _NOTE_MARK:
            out.append(token[0])
    return "".join([*out[:end], *notes, *out[end:]])


RTF = TextFormat("Rich text", (".rtf",), read, version=2, extracted=True)
