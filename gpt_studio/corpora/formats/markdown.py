"""Reads Markdown unchanged, so that a model learns to write it; only the front matter is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.formats import plain_text
from gpt_studio.corpora.reading import Reading, TextFormat

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?:[\w-]+[ \t]*:.*\r?\n|[ \t]+.*\r?\n|- .*\r?\n)*---[ \t]*(?:\r?\n|\Z)")


def read(reading: Reading) -> Iterator[Document]:
    """The documents of :func:`plain_text.read`, the first one without its front matter."""
    for number, document in enumerate(plain_text.read(reading)):
        yield Document(_FRONT_MATTER.sub("", document.text)) if number == 0 else document


MARKDOWN = TextFormat("Markdown", (".md", ".markdown"), read)
