"""Puts accents back on their letters in text of files that draw each accent before its letter, as older TeX does."""

from __future__ import annotations

import re
import unicodedata

_MARKS = {
    "´": "\u0301",
    "`": "\u0300",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¨": "\u0308",
    "ˇ": "\u030c",
    "˘": "\u0306",
    "˚": "\u030a",
    "¸": "\u0327",
    "˝": "\u030b",
}
_DOTLESS = {"ı": "i", "ȷ": "j"}
_SURE = re.compile(f"[{''.join(_MARKS)}][{''.join(_DOTLESS)}]")
"""Nobody types an accent before a letter without its dot: it was drawn so."""
_LOOSE = re.compile(f"([{''.join(_MARKS)}])([^\\W\\d_])")


def with_accents(text: str) -> str:
    """``text`` with accents on their letters, if it is sure that it has loose ones."""
    return _LOOSE.sub(_composed, text) if _SURE.search(text) else text


def _composed(found: re.Match[str]) -> str:
    mark, letter = found.groups()
    whole = unicodedata.normalize("NFC", _DOTLESS.get(letter, letter) + _MARKS[mark])
    return whole if len(whole) == 1 else found[0]
