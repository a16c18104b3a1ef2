"""Letters that were read in the wrong encoding: ``aÃ±o`` for ``año``. Found and repaired with ftfy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gpt_studio.core.errors import say
from gpt_studio.corpora.report.finder import Finder, Passage, Span
from gpt_studio.corpora.report.finding import FindingKind

# UTF-8 that was read as Latin-1 or Windows-1252 begins with one of these, and goes on with U+0080 to U+00BF or, for
# Windows-1252, with a character beyond Latin-1, which is "?" in Passage.latin. The other kinds of mojibake (as Mac
# Roman, or twice) have such places too, or characters that are hardly ever used otherwise.
_CLASSES = bytearray(b"." * 256)
for _code in range(0x80, 0xC0):
    _CLASSES[_code] = ord("c")
_CLASSES[ord("?")] = ord("c")
for _code in range(0xC2, 0xF5):
    _CLASSES[_code] = ord("l")
_TABLE = bytes(_CLASSES)
_LEADS = re.compile(rb"lc")
_MAC = re.compile("[√¬∆‚][\u00a0-\u00bf±≥≤∂∑∏π∫ªº©®™´¨≠ÆØ∞µ°£§•¶ß]")
_REACH = 30  # characters around a suspicious place that are judged together
_WORD_BORDER = re.compile(r"\s")


def find(passage: Passage) -> Iterator[Span]:
    """Pieces of lines, words as a rule, that ftfy takes for garbled and can repair."""
    end = 0
    for place in _suspicious(passage):
        if place < end:
            continue
        start, end = _word_around(passage.text, place, end)
        found = passage.text[start:end]
        becomes = _repaired(found)
        if becomes != found:
            yield Span(start, end, becomes)


def repaired(text: str) -> str:
    """``text`` with those pieces repaired."""
    parts: list[str] = []
    done = 0
    for span in find(Passage(text)):
        assert span.becomes is not None
        parts += [text[done : span.start], span.becomes]
        done = span.end
    return "".join([*parts, text[done:]])


def _suspicious(passage: Passage) -> Iterator[int]:
    if passage.text.isascii():
        return
    places = {found.start() for found in _LEADS.finditer(passage.latin.translate(_TABLE))}
    if "√" in passage.text or "¬" in passage.text:
        places.update(found.start() for found in _MAC.finditer(passage.text))
    yield from sorted(places)


def _word_around(text: str, place: int, least: int) -> tuple[int, int]:
    """The word at ``place``, with a no-break space that may be the second half of a letter."""
    start = place
    while start > max(least, place - _REACH) and not (text[start - 1].isspace() and text[start - 1] != "\u00a0"):
        start -= 1
    end = place + 1
    while end < min(len(text), place + _REACH) and not (text[end].isspace() and text[end] not in "\u00a0\u0085"):
        end += 1
    return start, end


def _repaired(text: str) -> str:
    import ftfy  # only where there is something to repair

    return str(ftfy.fix_encoding(text))


FINDER = Finder(
    FindingKind.MOJIBAKE,
    say("report.mojibake", "Garbled letters"),
    say(
        "report.mojibake.help",
        "Letters that were read in the wrong encoding, so that año became aÃ±o. They can be turned back.",
    ),
    remedy="mojibake",
    find=find,
    needs="ftfy",
)
