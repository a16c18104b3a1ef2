"""Reads TeX as it is written, so that a model learns to write it; preamble and comments are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.formats import plain_text
from gpt_studio.corpora.reading import Reading, TextFormat

_BODY = re.compile(r"\\begin\s*\{document\}(.*?)(?:\\end\s*\{document\}|\Z)", re.DOTALL)
_SIGN = re.compile(
    r"\\begin\s*\{(?P<literal>(?:semi)?verbatim\*?|[BL]?Verbatim\*?|alltt|lstlisting|minted|filecontents\*?"
    r"|tcblisting|comment)\}"
    r"|\\(?:verb\*?|lstinline(?:\[[^\]\n]{0,200}\])?|mintinline(?:\[[^\]\n]{0,200}\])?\{\w{1,30}\})"
    r"(?:(?P<mark>[^a-zA-Z\s*{])[^\n]*?(?P=mark)|\{[^{}\n]*\})|\\(?:url|path|href)\s*\{[^{}\n]*\}|\\."
    r"|(?P<line>^[ \t]*%[^\n]*(?:\n|\Z))|(?P<comment>%[^\n]*)",
    re.MULTILINE,
)
"""What may be a comment, or hold a sign of one that is none."""


def read(reading: Reading) -> Iterator[Document]:
    """The body of the document; all of a file that is only a part of one."""
    for document in plain_text.read(reading):
        body = _BODY.search(document.text)
        text = body.group(1) if body is not None else document.text
        yield Document("".join(_without_comments(text.replace("\r\n", "\n"))))


def _without_comments(text: str) -> Iterator[str]:
    done = place = 0
    endless: set[str] = set()
    while (found := _SIGN.search(text, place)) is not None:
        place = found.end()
        literal = found["literal"]
        if literal is not None:
            end = -1 if literal in endless else text.find(f"\\end{{{literal}}}", place)
            if end < 0:
                endless.add(literal)
                continue
            place = end + len(f"\\end{{{literal}}}")
        if literal == "comment" or found["line"] is not None or found["comment"] is not None:
            yield text[done : found.start()]
            done = place
    yield text[done:]


TEX = TextFormat("TeX", (".tex", ".ltx"), read, version=3)
