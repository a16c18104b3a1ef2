"""Cuts texts only where the parts, encoded separately, give the ids of the whole text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import tokenizers

PIECE_CHARACTERS = 1 << 15

# In all these split expressions a blank after a non-blank begins a new word: they match a word as an optional blank
# and then letters, digits or signs, and no alternative matches a blank after a non-blank.
_QWEN2 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
_LLAMA3 = _QWEN2.replace(r"\p{N}|", r"\p{N}{1,3}|")
_GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
EXPRESSIONS = {"gpt2": _GPT2, "qwen2": _QWEN2, "llama3": _LLAMA3}
KNOWN_EXPRESSIONS = frozenset(EXPRESSIONS.values())
"""Split expressions in common use that take linear time."""
_SAFE_NORMALIZERS = (None, "NFC")


def cut_marks(backend: tokenizers.Tokenizer) -> str:
    """The characters before which a text may be cut if no white space precedes them; "" for unknown tokenizers.

    GPT-2's expression ends every word before white space, so a blank and a newline both work. Qwen 2's and Llama 3's
    match punctuation with the newlines after it, so only a blank works; likewise where the tokenizer adds a blank
    before a text that has none.
    """
    pre_tokenizer, normalizer = _state(backend.pre_tokenizer), _state(backend.normalizer)
    if normalizer.get("type") not in _SAFE_NORMALIZERS or not all(map(_is_harmless, _plain_added_tokens(backend))):
        return ""
    if pre_tokenizer.get("type") == "ByteLevel" and pre_tokenizer["use_regex"]:
        return " " if pre_tokenizer["add_prefix_space"] else " \n"
    steps = pre_tokenizer.get("pretokenizers", [])
    if len(steps) == 2 and steps[0]["type"] == "Split" and steps[1]["type"] == "ByteLevel":
        if steps[1]["use_regex"] or steps[0]["behavior"] != "Isolated":
            return ""
        expression = steps[0]["pattern"].get("Regex")
        return {_GPT2: " \n", _QWEN2: " ", _LLAMA3: " "}.get(expression, "")
    return ""


def cut(text: str, marks: str, size: int = PIECE_CHARACTERS) -> Iterator[str]:
    """Pieces of at least ``size`` characters, each cut at the next place that ``marks`` (:func:`cut_marks`) allow.

    The last piece may be shorter.
    """
    if not marks:
        if text:
            yield text
        return
    place = re.compile(rf"(?<=\S)[{marks}]")
    start = 0
    while len(text) - start > size:
        found = place.search(text, start + size)
        if found is None:
            break
        yield text[start : found.start()]
        start = found.start()
    if start < len(text):
        yield text[start:]


def _plain_added_tokens(backend: tokenizers.Tokenizer) -> list[Any]:
    return [token for token in backend.get_added_tokens_decoder().values() if not token.special]


def _is_harmless(token: Any) -> bool:
    """Whether an added token cannot span a cut, because no white space follows a non-blank in it."""
    return not token.rstrip and not re.search(r"\S\s", token.content)


def _state(part: Any) -> dict[str, Any]:
    """The JSON description of one pipeline component."""
    return {} if part is None else dict(json.loads(part.__getstate__()))
