"""Finds the single bytes that a vocabulary lacks: the tokenizer silently drops characters that need them.

A byte-level tokenizer has one token for each byte. One that was trained without the full alphabet, or reduced later,
drops the other bytes (a tokenizer without "!" turns "First!" into "First").
"""

from __future__ import annotations

import re

from tokenizers import models

from gpt_studio.core.errors import Message, say
from gpt_studio.tokenization.byte_alphabet import BYTE_OF
from gpt_studio.tokenization.tokenizer import Tokenizer

_BYTE_TOKEN = re.compile(r"<0x([0-9A-Fa-f]{2})>")
_NEVER_IN_UTF_8 = frozenset({0xC0, 0xC1, *range(0xF5, 0x100)})
# Controls but tab and line ends, and what begins the planes in which Unicode has no character (U+40000 to U+BFFFF).
_IN_HARDLY_ANY_TEXT = frozenset({*range(0x20), 0x7F, 0xF1, 0xF2}) - frozenset(b"\t\n\v\f\r")
_BEFORE_LETTERS_OF_MORE_BYTES = 0x80


def missing_bytes(tokenizer: Tokenizer) -> frozenset[int]:
    """The bytes for which ``tokenizer`` has neither a token nor an unknown token.

    Empty for a tokenizer that does not work on bytes.
    """
    model = tokenizer.backend.model
    if not isinstance(model, models.BPE) or model.unk_token is not None:
        return frozenset()
    vocabulary = tokenizer.backend.get_vocab(with_added_tokens=False)
    if tokenizer.is_byte_level:
        there = {BYTE_OF[token] for token in vocabulary if token in BYTE_OF}
    elif model.byte_fallback:
        there = {int(match[1], 16) for token in vocabulary if (match := _BYTE_TOKEN.fullmatch(token))}
        there |= {ord(token) for token in vocabulary if len(token) == 1 and token.isascii()}
        there |= {ord(" ")} if "\u2581" in vocabulary else set()
    else:
        return frozenset()
    return frozenset(range(256)) - there - _NEVER_IN_UTF_8


def losses(tokenizer: Tokenizer) -> tuple[Message, ...]:
    """A note if ``tokenizer`` lacks single bytes that texts have, naming the visible ASCII characters that it drops."""
    missing = missing_bytes(tokenizer) - _IN_HARDLY_ANY_TEXT
    if not missing:
        return ()
    one_byte = [chr(byte) for byte in sorted(missing) if byte < _BEFORE_LETTERS_OF_MORE_BYTES]
    visible = "".join(character for character in one_byte if character.isprintable() and character != " ")
    if not visible:
        return (
            say(
                "tokenizer.bytes_missing",
                "The vocabulary lacks {count} of the 256 single bytes: blanks, line ends or letters that need them "
                "vanish from every text.",
                count=len(missing),
            ),
        )
    if len(visible) == len(missing):
        return (
            say(
                "tokenizer.characters_missing",
                "The vocabulary lacks single bytes, so these characters vanish from every text: {characters}",
                characters=visible,
            ),
        )
    return (
        say(
            "tokenizer.characters_and_more_missing",
            "The vocabulary lacks {count} of the 256 single bytes, so these characters vanish from every text, and "
            "others that need such bytes: {characters}",
            count=len(missing),
            characters=visible,
        ),
    )
