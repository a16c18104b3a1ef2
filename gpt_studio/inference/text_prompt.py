"""Turn the text that a model is to continue into token ids."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.corpora.cleaning import Cleaning, clean_text
from gpt_studio.tokenization.tokenizer import Tokenizer

_CLEANING = Cleaning(blanks=False)
_LINE_ENDS = "\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@dataclass(frozen=True)
class TextPrompt:
    """``ids`` encode ``text``. ``blanks`` stood after it and are left for the model to write.

    In most tokenizers a blank belongs to the token of the next word: a prompt that ends with one is unlike the texts
    of training.
    """

    text: str
    blanks: str
    ids: tuple[int, ...]


def text_prompt(tokenizer: Tokenizer, written: str) -> TextPrompt:
    """The prompt of what a person has ``written``, cleaned as training texts are, without an end-of-text token.

    ``ids`` is empty if there is no text and the tokenizer puts no token before a text.
    """
    text, blanks = parted(cleaned(written))
    return TextPrompt(text, blanks, tuple(tokenizer.encode_prompt(text)))


def parted(text: str) -> tuple[str, str]:
    """``text`` without the blanks at the end of its last line; and these blanks."""
    behind = text[len(text.rstrip()) :]
    blanks = behind[1 + max(map(behind.rfind, _LINE_ENDS)) :]
    return text.removesuffix(blanks), blanks


def cleaned(text: str) -> str:
    """``text`` with composed accents, one kind of line end and no invisible characters. Blanks are kept."""
    return clean_text(text, _CLEANING)
