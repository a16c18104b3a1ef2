"""Prepares what :class:`TokenView` draws for each token: its text, with signs for invisible characters. No Qt."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gpt_studio.core.job import JobContext
from gpt_studio.jobs.tokenizers.open_tokenizer import SplitText, split_text
from gpt_studio.tokenization.inspect import TokenPiece

_LONGEST_SHOWN = 120
_SIGNS = {" ": "·", "\n": "↵", "\t": "→", "\r": "␍", "\u00a0": "⍽", "\x7f": "␡"}
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One token. ``shown`` is its text as drawn, ``source`` the characters that it covers.

    A token that is only a part of one character is ``part`` of ``parts``; both are 0 otherwise. ``ends_line``: the
    token contains a newline.
    """

    id: int
    shown: str
    source: str
    part: int = 0
    parts: int = 0
    ends_line: bool = False


@dataclass(frozen=True)
class Chips:
    """The tokens of one text, and its length in ``characters`` and ``text_bytes``."""

    chips: tuple[Chip, ...]
    characters: int
    text_bytes: int


def chips_of_text(request: SplitText, context: JobContext) -> Chips:
    """A job: tokenize the text and prepare what is drawn."""
    split = split_text(request, context)
    context.raise_if_cancelled()
    return Chips(tuple(chips_of(split.pieces, request.text)), len(request.text), split.text_bytes)


def chips_of(pieces: Sequence[TokenPiece], text: str) -> list[Chip]:
    """One chip per token, in order."""
    holders = _holders_of_split_characters(pieces)
    seen: Counter[int] = Counter()
    chips = []
    for piece in pieces:
        source = text[piece.start : piece.end]
        first, last = piece.start, piece.end - 1
        if source and holders[first] > 1 and piece.end - piece.start == 1:
            seen[first] += 1
            chips.append(Chip(piece.id, visible(source), source, seen[first], holders[first]))
            continue
        before = "…" if source and holders[first] > 1 and seen[first] else ""
        after = "…" if source and holders[last] > 1 and not seen[last] else ""
        for place in {first, last}:
            if source and holders[place] > 1:
                seen[place] += 1
        shown = before + visible(source) + after
        chips.append(Chip(piece.id, shown, source, ends_line="\n" in source))
    return chips


def _holders_of_split_characters(pieces: Sequence[TokenPiece]) -> Counter[int]:
    """For each character at the start or end of a token: how many tokens hold a part of it."""
    holders: Counter[int] = Counter()
    for piece in pieces:
        holders.update({piece.start, piece.end - 1} if piece.end > piece.start else ())
    return holders


def visible(text: str) -> str:
    """``text`` with signs for invisible characters: ``·`` a space, ``↵`` a newline, ``→`` a tab."""
    if text.isascii() and text.isalnum():
        return text
    shown = "".join(_sign(character) for character in text[: _LONGEST_SHOWN + 1])
    if shown and unicodedata.combining(shown[0]):
        shown = "◌" + shown
    return shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…"


def _sign(character: str) -> str:
    sign = _SIGNS.get(character)
    if sign is not None:
        return sign
    if character.isalnum() or (character.isascii() and character.isprintable()):
        return character
    if character < " ":
        return chr(0x2400 + ord(character))
    return f"U+{ord(character):04X}" if unicodedata.category(character) in _UNSEEN else character
