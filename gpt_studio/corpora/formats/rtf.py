"""Reads Rich Text Format: the text without its markup."""

from __future__ import annotations

from collections.abc import Iterator

from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.reading import Reading, TextFormat, not_this_kind

_LARGEST = 200 << 20
_START = b"{\\rtf"


def read(reading: Reading) -> Iterator[Document]:
    """One document for the file."""
    from striprtf.striprtf import rtf_to_text

    with reading.path.open("rb") as file:
        data = file.read(_LARGEST)
    if not data.lstrip().startswith(_START):
        raise not_this_kind(reading, "RTF")
    reading.encoding = "RTF"
    text: str = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    if text.strip():
        yield Document(text)


RTF = TextFormat("Rich text", (".rtf",), read, extracted=True)
