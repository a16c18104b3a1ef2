"""Text out of token ids that arrive one by one, whole characters only."""

from __future__ import annotations

import codecs

from gpt_studio.tokenization.tokenizer import Tokenizer

_CONTEXT = 6  # earlier ids that are decoded again, because they decide how the next one joins
_LONGEST_CHARACTER = 4  # bytes of UTF-8, and so at most as many tokens
_REPLACEMENT = "\ufffd"


class StreamDecoder:
    """``push`` gives the text that each id completes; ``finish`` the rest.

    For byte-level tokenizers all that is given, put together, is exactly ``tokenizer.decode`` of all ids. For the
    others it is so as long as a later token does not take blanks out of earlier text (some decoders make "don't" of
    "do n" and "'t"; what is given cannot be taken back).
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._utf8 = codecs.getincrementaldecoder("utf-8")("replace")
        self._given: list[int] = []
        self._waiting: list[int] = []

    def push(self, token: int) -> str:
        """The characters that are whole now; "" while one is still incomplete."""
        if self._tokenizer.is_byte_level:
            return self._utf8.decode(self._tokenizer.token_bytes(token))
        self._waiting.append(token)
        text = self._new_text()
        if text.endswith(_REPLACEMENT) and len(self._waiting) < _LONGEST_CHARACTER:
            return ""
        return self._give(text)

    def finish(self) -> str:
        """What is left at the end: U+FFFD for a character that never became whole."""
        if self._tokenizer.is_byte_level:
            return self._utf8.decode(b"", final=True)
        return self._give(self._new_text()) if self._waiting else ""

    def _new_text(self) -> str:
        before = self._tokenizer.decode(self._given)
        now = self._tokenizer.decode(self._given + self._waiting)
        return now[len(before) :] if now.startswith(before) else _after(now, sum(not c.isspace() for c in before))

    def _give(self, text: str) -> str:
        self._given = (self._given + self._waiting)[-_CONTEXT:]
        self._waiting = []
        return text


def _after(text: str, visible: int) -> str:
    """What follows the first ``visible`` characters that are not white space."""
    for place, character in enumerate(text):
        if visible == 0:
            return text[place:]
        visible -= not character.isspace()
    return ""
