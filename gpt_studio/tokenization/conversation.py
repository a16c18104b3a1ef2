"""How a document becomes token ids: plain text, or a conversation in ChatML."""

from __future__ import annotations

from collections.abc import Iterator

from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.documents import Document
from gpt_studio.tokenization.settings import IM_END, IM_START
from gpt_studio.tokenization.tokenizer import Tokenizer

CHATML = (
    "{% for message in messages %}"
    "{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)
"""The chat template, in Jinja: each turn between the two special tokens, its role on the first line."""


def document_parts(tokenizer: Tokenizer, document: Document) -> Iterator[str | int]:
    """The document as plain texts and special token ids in order, ended by the end-of-text token if there is one.

    Raises StudioError for a conversation if the tokenizer lacks the tokens of ChatML.
    """
    if document.turns:
        start, end = _turn_marks(tokenizer)
        for turn in document.turns:
            yield start
            yield f"{turn.role}\n{turn.text}"
            yield end
            yield "\n"
    elif document.text:
        yield document.text
    if tokenizer.end_of_text is not None:
        yield tokenizer.end_of_text


def encode_document(tokenizer: Tokenizer, document: Document) -> list[int]:
    """The ids of a document: its text, or its turns as :data:`CHATML` lays them out, and the end-of-text token.

    Text that looks like a special token stays text. Raises StudioError as :func:`document_parts` does.
    """
    ids: list[int] = []
    for part in document_parts(tokenizer, document):
        ids += tokenizer.encode_plain(part) if isinstance(part, str) else [part]
    return ids


def _turn_marks(tokenizer: Tokenizer) -> tuple[int, int]:
    try:
        return tokenizer.special_ids[IM_START], tokenizer.special_ids[IM_END]
    except KeyError as error:
        raise StudioError(
            "tokenizer.no_chat_tokens",
            "The corpus holds conversations, but the tokenizer lacks the special token {token}: choose a tokenizer "
            "with {start} and {end}, or a corpus without conversations.",
            token=error.args[0],
            start=IM_START,
            end=IM_END,
        ) from None
