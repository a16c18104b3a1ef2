"""Line ends that say nothing: texts broken at a fixed width, and texts that are one long line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

NARROWEST, WIDEST = 40, 120
"""Widths at which people break the lines of a text, in characters."""
LONG_LINE = 5_000
PARAGRAPH = 500
_USUAL = 0.98  # so many lines are at most as long as the width: a link may stand out
_FULL_SHARE, _SENTENCE_SHARE, _FEWEST_BREAKS = 0.75, 0.4, 3
_WORDS_A_LINE = 4
_BEGINS_ANEW = re.compile(r"[ \t]|[-–—*•#>|]|\d{1,3}[.)]\s")
_HYPHENATED = re.compile(r"[^\W\d_]-\Z")
_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"'»”’)\]]*\Z")
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*[ \t]+")


def is_wrapped(text: str, fewest: int = _FEWEST_BREAKS) -> bool:
    """Whether the lines of ``text`` are broken at a fixed width, as in old e-mails and at Project Gutenberg.

    That is, most of its line ends within paragraphs stand where the next word would not have fitted any more, and few
    of them at the end of a sentence. There must be at least ``fewest`` of them.
    """
    return _width_of(text.split("\n"), fewest) > 0


def joined(text: str) -> str:
    """``text`` with each paragraph in one line, if its lines are broken at a fixed width; else ``text``.

    Line ends after short lines stay (verses, titles), and those before indented lines, lists and dialogues.
    """
    lines = text.split("\n")
    width = _width_of(lines, _FEWEST_BREAKS)
    return "".join(_parts(lines, width)) if width else text


def broken_up(text: str) -> str:
    """``text`` with the lines of more than LONG_LINE characters divided after sentences, about every PARAGRAPH."""
    if len(text) <= LONG_LINE:
        return text
    return "\n".join("\n".join(_paragraphs(line)) if len(line) > LONG_LINE else line for line in text.split("\n"))


def is_long_line(text: str) -> bool:
    """Whether most of ``text`` stands in lines of more than LONG_LINE characters, which :func:`broken_up` divides."""
    if len(text) <= LONG_LINE:
        return False
    long = [line for line in text.split("\n") if len(line) > LONG_LINE]
    return 2 * sum(map(len, long)) > len(text) and any(_SENTENCE_END.search(line, PARAGRAPH) for line in long)


def _width_of(lines: Sequence[str], fewest: int) -> int:
    """The width at which they are broken, in characters; 0 if they are not."""
    written = [line for line in lines if line.strip()]
    lengths = sorted(len(line.rstrip()) for line in written)
    width = lengths[int(_USUAL * (len(lengths) - 1))] if lengths else 0
    if not NARROWEST <= width <= WIDEST or sum(line.count(" ") + 1 for line in written) < _WORDS_A_LINE * len(written):
        return 0
    breaks = full = after_sentences = 0
    for line, following in _inner_breaks(lines):
        breaks += 1
        full += _is_full(line, following, width)
        after_sentences += _ENDS_SENTENCE.search(line) is not None
    wrapped = full >= _FULL_SHARE * breaks and after_sentences <= _SENTENCE_SHARE * breaks
    return width if breaks >= fewest and wrapped else 0


def _inner_breaks(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each line with the following one that goes on with the same paragraph, as far as its beginning shows."""
    for line, following in pairwise(lines):
        if line.strip() and following.strip() and not _BEGINS_ANEW.match(following):
            yield line.rstrip(), following


def _is_full(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def _parts(lines: Sequence[str], width: int) -> Iterator[str]:
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        if following is None:
            yield line
        elif next(_inner_breaks((line, following)), None) and _is_full(line.rstrip(), following, width):
            line = line.rstrip()
            yield line if _HYPHENATED.search(line) else line + " "
        else:
            yield line + "\n"


def _paragraphs(line: str) -> Iterator[str]:
    begun = 0
    for end in _SENTENCE_END.finditer(line):
        if end.end() - begun >= PARAGRAPH and end.end() < len(line):
            yield line[begun : end.end()].rstrip(" \t")
            begun = end.end()
    yield line[begun:]
