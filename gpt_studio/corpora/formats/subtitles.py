"""Reads subtitles (SubRip and WebVTT): what is said, without numbers, times, markup and repetitions.

Lines of one subtitle are joined to one, as they are broken only to fit on the screen, except those that begin with a
dash, which somebody else says. A pause of some seconds begins
a new paragraph.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from gpt_studio.corpora.decoding import open_text
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.reading import Reading, TextFormat

_TIMES = re.compile(r"^\s*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<\d[\d:.]*>|\{\\?[a-zA-Z][^{}]{0,100}\}")
_TURN = re.compile(r"[-–—‐] ?\w|[-–—‐] ?[¿¡\"«“(\[]")
_PAUSE = 4.0  # seconds
_ASIDE = ("NOTE", "STYLE", "REGION")


def read(reading: Reading) -> Iterator[Document]:
    """One document for the file."""
    said: list[str] = []
    ended = 0.0
    shown: list[str] = []
    with open_text(reading) as file:
        for start, end, raw in _cues(file):
            lines = [line for line in map(_plain, raw) if line]
            paused = start - ended > _PAUSE
            new = lines if paused else _new_lines(shown, lines)
            grown = not paused and len(new) == len(lines) and _has_grown(shown, lines) and said[-1].endswith(shown[-1])
            before, shown = shown, lines or shown
            if not new:
                ended = max(ended, end)
                continue
            if grown:
                said[-1] = said[-1][: -len(before[-1])] + _as_one(new)
            else:
                said.append(("\n" if said and paused else "") + _as_one(new))
            ended = end
    if said:
        yield Document("\n".join(said))


def _new_lines(before: list[str], lines: list[str]) -> list[str]:
    """The lines without those that stood before: rolling subtitles show the last ones once more above the next."""
    for count in range(min(len(before), len(lines)), 0, -1):
        if before[-count:] == lines[:count]:
            return lines[count:]
    return lines


def _has_grown(before: list[str], lines: list[str]) -> bool:
    """Whether the last line goes on with more words: live subtitles are written word by word."""
    return bool(before and lines) and lines[0].startswith(f"{before[-1]} ")


def _as_one(lines: list[str]) -> str:
    """The lines of a subtitle as one, but for those of several people, each of which begins with a dash."""
    text = lines[0]
    for line in lines[1:]:
        text += ("\n" if _TURN.match(line) else " ") + line
    return text


def _cues(file: Iterator[str]) -> Iterator[tuple[float, float, list[str]]]:
    times: tuple[float, float] | None = None
    lines: list[str] = []
    aside = False
    for raw in file:
        line = raw.strip("\ufeff\r\n \t")
        found = _TIMES.match(line)
        if found is not None:
            if times is not None:
                yield (*times, _without_number(lines))
            times, lines, aside = (_seconds(found.groups()[:4]), _seconds(found.groups()[4:])), [], False
        elif not line:
            if times is not None and lines:
                yield (*times, lines)
                times, lines = None, []
            aside = False
        elif times is not None:
            lines.append(line)
        else:
            aside = aside or line.startswith(_ASIDE)
    if times is not None:
        yield (*times, lines)


def _without_number(lines: list[str]) -> list[str]:
    """Where no empty line parts two subtitles, the number of the next one stands at the end."""
    return lines[:-1] if lines and lines[-1].isdigit() else lines


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    return 3600 * int(hours or 0) + 60 * int(minutes or 0) + int(seconds or 0) + float(f"0.{fraction or 0}")


def _plain(line: str) -> str:
    return " ".join(html.unescape(_MARKUP.sub("", line)).split())


SUBTITLES = TextFormat("Subtitles", (".srt", ".vtt"), read, version=3)
