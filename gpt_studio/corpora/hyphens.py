"""Decides which words that are broken at the end of a line are one word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

HYPHENS = "-\u00ad\u2010\x02\ufffe"
"""Characters that break a word at the end of a line; PDFium reports the last two."""
_SOFT = "\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u00ad\u2010\x02\ufffe]$")
_DASH = "—"
_CLOSED_DASH, _OPEN_DASH = re.compile(r"[^\W_]—[^\W_]"), re.compile(r"\s—\s?[^\W_¡¿]|[^\W_]—\s")
_CLOSED_BEFORE, _CLOSED_AFTER = re.compile(r"[^\W_]—\Z"), re.compile(r"—[^\W_]")
_LONGEST = 200  # characters of a word; a paragraph of pages is not searched for each of its lines
_FIRST = re.compile(r"[^\W\d_]+")


class Words:
    """How often each word stands in a text, those broken at line ends not counted."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        follows_break = False
        closed = opened = 0
        for line in lines:
            if _DASH in line:
                closed += len(_CLOSED_DASH.findall(line))
                opened += len(_OPEN_DASH.findall(line))
            words = _WORD.findall(line.lower())
            broken = line.rstrip()[-1:] in HYPHENS and bool(line.strip())
            self._counts.update(words[1 if follows_break else 0 : -1 if broken else None])
            follows_break = broken
        self._closed_dashes = closed > opened

    def joined(self, first: str, second: str) -> str | None:
        """The two lines as one, if the last word of ``first`` is broken; None if it is not.

        The hyphen goes where the joined word stands elsewhere, or the hyphen is a soft one, or neither half is a word
        of the text. It stays where the word with the hyphen stands elsewhere, and in doubt. Beside a dash there is no
        space either in a text that has none there, as English ones.
        """
        first = first.rstrip()
        if self._closed_dashes and (_CLOSED_BEFORE.search(first[-2:]) or _CLOSED_AFTER.match(second)):
            return first + second
        if not first or first[-1] not in HYPHENS:
            return None
        last, following = _LAST.search(first, max(0, len(first) - _LONGEST)), _FIRST.match(second)
        if last is None or following is None or not following[0][0].islower():
            return None
        half, rest = last[1].lower(), following[0].lower()
        whole, compound = half.rpartition("-")[2] + rest, f"{half}-{rest}"
        soft = first[-1] == _SOFT and not self._counts[compound]
        unknown = not self._counts[compound] and not (self._counts[half] and self._counts[rest])
        hyphen = "" if self._counts[whole] or soft or unknown else "-"
        return first[:-1] + hyphen + second
