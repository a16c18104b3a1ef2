"""The ids of a document as training reads it, in one list."""

from __future__ import annotations

from gpt_studio.artifacts.chat_layout import layout_for
from gpt_studio.corpora.documents import Document
from gpt_studio.tokenization.conversation import LaidOut
from gpt_studio.tokenization.tokenizer import Tokenizer


def document_ids(tokenizer: Tokenizer, document: Document, template: str | None = None) -> list[int]:
    if not document.turns:
        begin, end = tokenizer.document_ends(document.text)
        return [*begin, *tokenizer.encode_text(document.text), *end]
    layout = layout_for(tokenizer, template)
    assert layout is not None
    (laid_out,) = layout.lay_out([document.turns])
    assert isinstance(laid_out, LaidOut), laid_out
    return list(laid_out.ids)
