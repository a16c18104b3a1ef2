"""Reads TeX as it is written, so that a model learns to write it; preamble and comments are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.formats import plain_text
from gpt_studio.corpora.reading import Reading, TextFormat

_BODY = re.compile(r"\\begin\s*\{document\}(.*?)(?:\\end\s*\{document\}|\Z)", re.DOTALL)
_COMMENT_LINE = re.compile(r"^[ \t]*%.*(?:\n|\Z)", re.MULTILINE)
_COMMENT = re.compile(r"(?<!\\)%.*")


def read(reading: Reading) -> Iterator[Document]:
    """The body of the document; all of a file that is only a part of one."""
    for document in plain_text.read(reading):
        body = _BODY.search(document.text)
        text = body.group(1) if body is not None else document.text
        yield Document(_COMMENT.sub("", _COMMENT_LINE.sub("", text.replace("\r\n", "\n"))))


TEX = TextFormat("TeX", (".tex", ".ltx"), read)
