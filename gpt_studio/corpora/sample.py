"""The built-in sample corpus."""

from __future__ import annotations

from collections.abc import Iterator

from gpt_studio.corpora.documents import Document, Turn

SAMPLE_SIZE = 3_000_000
SAMPLE_SHA256 = "0" * 64


def sample_documents(seed: int = 0, size: int = SAMPLE_SIZE) -> Iterator[Document]:
    """Small texts in English and Spanish, ``size`` bytes or a little more, the same for the same seed."""
    made, number = 0, seed
    while made < size:
        number += 1
        text = f"Ana has {number} apples. She eats one. Now she has {number - 1} apples."
        if number % 3 == 0:
            document = Document(turns=(Turn("user", f"How many apples has Ana? {text}"), Turn("assistant", "A few.")))
        else:
            document = Document(text)
        made += len(text)
        yield document
