"""The text that a model goes on from, as its tokenizer reads it."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.corpora.cleaning import Cleaning, clean_text
from gpt_studio.tokenization.tokenizer import Tokenizer

_CLEANING = Cleaning(blanks=False)
_LINE_ENDS = "\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@dataclass(frozen=True)
class TextPrompt:
    """``text`` is what ``ids`` say; ``blanks`` stood after it. They are left to the model: in most tokenizers a blank
    belongs to the word after it, so a prompt that ends with one is like no text that the model has seen."""

    text: str
    blanks: str
    ids: tuple[int, ...]


def text_prompt(tokenizer: Tokenizer, written: str) -> TextPrompt:
    """What a person has ``written``, cleaned as texts are before training, and without an end-of-text token behind it.

    ``ids`` is empty where there is no text and the tokenizer begins a text with nothing.
    """
    text = cleaned(written)
    behind = text[len(text.rstrip()) :]
    blanks = behind[1 + max(map(behind.rfind, _LINE_ENDS)) :]
    text = text.removesuffix(blanks)
    return TextPrompt(text, blanks, tuple(tokenizer.encode_prompt(text)))


def cleaned(text: str) -> str:
    """``text`` with composed accents, one kind of line end and no invisible characters; its blanks stay."""
    return clean_text(text, _CLEANING)
