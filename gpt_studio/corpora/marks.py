"""Finds written special tokens ("marks") in texts, and divides texts at those that end a document.

One rule applies to training texts and prompts. An end-of-text mark divides documents and is removed, because encoding
ends each document with the tokenizer's own token. Special tokens that a person named for their tokenizer are
recognised. Every other mark is plain text, and is counted so that the person can be told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

END_OF_TEXT: tuple[str, ...] = (
    "<|endoftext|>",
    "<|end_of_text|>",
    "<|endofdocument|>",
    "<|end_of_document|>",
    "<|eos|>",
    "<|EOS|>",
    "<|eod|>",
    "<|eod_id|>",
    "<\N{FULLWIDTH VERTICAL LINE}end\N{LOWER ONE EIGHTH BLOCK}of\N{LOWER ONE EIGHTH BLOCK}sentence"
    "\N{FULLWIDTH VERTICAL LINE}>",
    "</s>",
    "<eos>",
    "<EOS>",
    "<eod>",
    "[EOS]",
)
"""Marks that published tokenizers and data sets put after a text."""

LONGEST_END = max(map(len, END_OF_TEXT))

_BEGINNINGS = frozenset(mark[0] for mark in END_OF_TEXT)
_CLOSES_STRUCK_TEXT = "</s>"  # also HTML's end of struck-through text
_ENDS = re.compile("|".join(map(re.escape, END_OF_TEXT)))
_OTHERS = re.compile(
    r"<\|[A-Za-z][A-Za-z0-9_]{0,40}\|>"
    "|<\N{FULLWIDTH VERTICAL LINE}[^\\s<>]{1,40}\N{FULLWIDTH VERTICAL LINE}>"
    r"|<(?:s|bos|BOS|bod|pad|PAD|unk|UNK|mask|MASK|sep|SEP|cls|CLS|start_of_turn|end_of_turn|image_soft_token)>"
    r"|</?tool_(?:call|response)>|</?think>"
    r"|\[/?INST\]|<</?SYS>>|\[(?:BOS|PAD|UNK|CLS|SEP|MASK|TOOL_CALLS|AVAILABLE_TOOLS|/AVAILABLE_TOOLS)\]"
)
KNOWN = re.compile(f"{_ENDS.pattern}|{_OTHERS.pattern}")
_QUOTED = re.compile(r"""[\s(\[{=:,]["']\Z|[`“‘«„]\Z""")
_CLOSING_QUOTES = frozenset("\"'`”’»“")
_BLANK_BEHIND = re.compile(r"(?:\s*[\r\n]|[ \t]+)?")
_OPENS_STRUCK_TEXT = re.compile(r"<s(?:\s[^<>]*)?>")
_LOOKED_AHEAD = 3  # characters after a mark and its blanks that decide whether it divides
_LINE_END = re.compile(r"[ \t]*(?:[\r\n]|\Z)")


def divide(text: str) -> tuple[list[str], Counter[str]]:
    """Split ``text`` at its end-of-text marks; returns the parts, and how often each mark divided it.

    Marks and the blanks around them are removed; any part may be empty. A quoted mark stays, and so does a ``</s>``
    that ends struck-through text in HTML.
    """
    parts, taken, _ = _divide(text, final=True)
    return parts, taken


def divided(pieces: Iterable[str], longest: int) -> Iterator[tuple[str, Counter[str]]]:
    """Split a text that comes in ``pieces``; yields each document and the marks that divided it from the next.

    The result does not depend on where pieces end, except that a document of ``longest`` characters is cut at the next
    end of a piece. Holds ``longest`` characters and two pieces at most.
    """
    rest = ""
    coming = iter(pieces)
    following = next(coming, None)
    while following is not None:
        piece, following = following, next(coming, None)
        final = following is None or len(rest) > longest  # a longer rest has only blanks after its mark
        (*whole, rest), taken, decided = _divide(rest + piece, final=final)
        for part in whole:
            yield part, taken
            taken = Counter()
        if following is not None and len(rest) >= longest:
            cut = len(rest) if rest.endswith("\n") else max(0, len(rest) - LONGEST_END)
            cut = min(cut, decided)
            yield rest[:cut], taken
            rest = rest[cut:]
    if rest:
        yield rest, Counter()


def _divide(text: str, *, final: bool) -> tuple[list[str], Counter[str], int]:
    """As :func:`divide`, with the position in the last part from which on marks are undecided.

    Unless ``final``, a mark stays undecided while the text that follows could still change the decision.
    """
    parts: list[str] = []
    taken: Counter[str] = Counter()
    start = 0
    if not any(beginning in text for beginning in _BEGINNINGS):  # ten times as fast as the expression
        return [text], taken, len(text)
    for found in _ENDS.finditer(text):
        behind = _behind(text, found)
        if not final and len(text) - behind < _LOOKED_AHEAD:
            return [*parts, text[start:]], taken, found.start() - start
        if _divides(text, start, found):
            taken[found.group()] += 1
            parts.append(text[start : found.start()].rstrip())
            start = behind
    return [*parts, text[start:]], taken, len(text) - start


def _behind(text: str, found: re.Match[str]) -> int:
    blank = _BLANK_BEHIND.match(text, found.end())
    return blank.end() if blank else found.end()


def _divides(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether the mark ``found`` ends the part that begins at ``start``."""
    before = text[max(start, found.start() - 2) : found.start()]
    if text[found.end() : found.end() + 1] in _CLOSING_QUOTES and _QUOTED.search(before):
        return False
    return found.group() != _CLOSES_STRUCK_TEXT or not _is_html(text, start, found)


def _is_html(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether this ``</s>`` closes an ``<s>`` on its line, and the two do not enclose the whole line."""
    line = text[max(start, text.rfind("\n", 0, found.start()) + 1) : found.start()]
    opened = _OPENS_STRUCK_TEXT.search(line, line.rfind(_CLOSES_STRUCK_TEXT) + 1)
    if opened is None:
        return False
    frames = not line[: opened.start()].strip()
    ends = _LINE_END.match(text, found.end()) or text.startswith("<s>", _behind(text, found))
    return not (frames and ends)


def marks_in(text: str, own: Iterable[str] = ()) -> Counter[str]:
    """Count each well-known mark and each of a person's ``own`` special tokens in ``text``.

    Where several match at one place, the longest of the ``own`` tokens counts, else the well-known mark.
    """
    if not (own := sorted({mark for mark in own if mark}, key=lambda mark: -len(mark))):
        return Counter(KNOWN.findall(text))
    return Counter(re.findall("|".join([*map(re.escape, own), KNOWN.pattern]), text))
