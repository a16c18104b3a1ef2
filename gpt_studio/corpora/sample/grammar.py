"""Expands sentence patterns: ``[one|another]`` is a choice, ``{hero.name}`` is filled in, capitals are set."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gpt_studio.corpora.sample.dice import Dice

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_START = re.compile(r"""(\A["¿¡(]*|[.!?]\s+["¿¡(]*|[.!?]"\s+["¿¡(]+|\n["¿¡(]*)(\w)""")

Finish = Callable[[str], str]


def write(pattern: str | Sequence[str], cast: Mapping[str, Any], dice: Dice, finish: Finish) -> str:
    """Turn a pattern, or one of several, into text. ``finish`` applies the spelling rules of the language."""
    text = pattern if isinstance(pattern, str) else dice.pick(pattern)
    while "[" in text:
        text = _CHOICE.sub(lambda match: dice.pick(match[1].split("|")), text)
    return capitals(finish(text.format_map(cast)))


def capitals(text: str) -> str:
    """Begin each sentence with a capital letter. Words after a closing quotation mark are unchanged."""
    return _START.sub(lambda match: match[1] + match[2].upper(), text)
