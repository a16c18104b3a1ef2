"""Reads Rich Text Format: the text without its markup, notes and text boxes at the end. Deleted text is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.reading import Reading, TextFormat, not_this_kind

_LARGEST = 200 << 20
_START = b"{\\rtf"
_TOKEN = re.compile(r"\\([a-zA-Z]+)(-?\d{1,10})?[ ]?|[{}]|\\[^a-zA-Z]|[^\\{}]+", re.DOTALL)
_LEFT_OUT = frozenset(("listtext", "deleted", "fldinst"))
_ASIDE = frozenset(("footnote", "shptxt"))
"""Groups whose text goes to the end: notes and text boxes."""
_NOTE_MARK = "chftn"
_PARAGRAPH = "\\par "
_NESTED_ROW = "nesttableprops"
_INSTEAD = {
    "row": _PARAGRAPH,
    "column": _PARAGRAPH,
    "softline": "\\line ",
    "lbr": "\\line ",
    "cell": "\\tab ",
    "nestcell": "\\tab ",
}
_UNICODE = range(-0x8000, 0x10000)


def read(reading: Reading) -> Iterator[Document]:
    """One document for the file."""
    from striprtf.striprtf import rtf_to_text

    with reading.path.open("rb") as file:
        data = file.read(_LARGEST)
    if not data.lstrip().startswith(_START):
        raise not_this_kind(reading, "RTF")
    reading.encoding = "RTF"
    text: str = rtf_to_text(_prepared(data.decode("latin-1")), errors="replace")  # type: ignore[no-untyped-call]
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # halves of emoji come together
    text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    if text.strip():
        yield Document(text)


def _prepared(source: str) -> str:
    """The file with notes and text boxes at its end, a line for each row of a table with tabs between its cells, no
    numbers of lists, no addresses of links and no deleted text."""
    out: list[str] = []
    aside: list[str] = []
    groups: list[tuple[int, str]] = []  # where each open group begins in ``out``, and what becomes of it
    end = -1  # before the bracket that closes the file
    cell = place = 0
    while (token := _TOKEN.match(source, place)) is not None:
        place = token.end()
        word, number = token[1], token[2]
        if token[0] == "{":
            groups.append((len(out), ""))
            out.append("{")
        elif token[0] == "}" and groups:
            begin, fate = groups.pop()
            out.append("}")
            if fate in _ASIDE:
                aside += [_PARAGRAPH, *out[begin:]]
            if fate:
                del out[begin:]
            if fate == _NESTED_ROW:
                out.append(_PARAGRAPH)
            end = len(out) - 1 if not groups else end
        elif word in _LEFT_OUT or word in _ASIDE or word == _NESTED_ROW:
            if groups and number != "0":
                groups[-1] = (groups[-1][0], groups[-1][1] or word)
                if word in _ASIDE and out[-1] == "\\*":
                    out.pop()
        elif word == "bin":
            place += max(0, int(number or 0))  # bytes that are no text
        elif word in _INSTEAD:
            if word == "cell":
                out[cell:] = _on_one_line(out[cell:])
            out.append(_INSTEAD[word])
            cell = len(out)
        elif word is None:
            out.append(token[0])
        elif word != _NOTE_MARK and (word != "u" or int(number or 0) in _UNICODE):
            out.append(f"\\{word}{number or ''} ")
            cell = len(out) if word == "trowd" else cell
    return "".join([*out[:end], *aside, *out[end:]])


def _on_one_line(cell: list[str]) -> list[str]:
    """The parts of a cell of a table, its paragraphs parted by blanks."""
    ends = [place for place, part in enumerate(cell) if part == _PARAGRAPH]
    if ends and not any(part[0] not in "{}\\" and part.strip() for part in cell[ends[-1] + 1 :]):
        cell[ends[-1]] = ""
    return [" " if part == _PARAGRAPH else part for part in cell]


RTF = TextFormat("Rich text", (".rtf",), read, version=3, extracted=True)
