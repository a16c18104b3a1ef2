"""Splits documents into a part for training and a held-out part for validation."""

from __future__ import annotations

import dataclasses
import hashlib

from gpt_studio.corpora.documents import Document

HELD_OUT = 0.1
LONG_TEXT = 20_000  # characters
SPLIT_VERSION = 1  # increase it when the same corpus is split differently


def split(document: Document, index: int) -> tuple[Document | None, Document | None]:
    """The training part and the held-out part of document number ``index`` of its corpus.

    The last tenth of a text of 20,000 characters or more is held out. Shorter texts and conversations stay whole: one
    in ten is held out, chosen by a hash of its index, independent of the training's seed.
    """
    if len(document.text) >= LONG_TEXT:
        cut = int(len(document.text) * (1 - HELD_OUT))
        return (
            dataclasses.replace(document, text=document.text[:cut]),
            dataclasses.replace(document, text=document.text[cut:]),
        )
    return (None, document) if _is_held_out(index) else (document, None)


def _is_held_out(index: int) -> bool:
    number = int.from_bytes(hashlib.sha256(str(index).encode()).digest()[:8], "big")
    return number < HELD_OUT * 2**64
