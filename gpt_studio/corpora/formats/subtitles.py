"""Reads subtitles (SubRip and WebVTT): what is said, without numbers, times, markup and repetitions.

Lines of one subtitle are joined to one, as they are broken only to fit on the screen. A pause of some seconds begins
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
_PAUSE = 4.0  # seconds
_ASIDE = ("NOTE", "STYLE", "REGION")


def read(reading: Reading) -> Iterator[Document]:
    """One document for the file."""
    said: list[str] = []
    ended = 0.0
    with open_text(reading) as file:
        for start, end, lines in _cues(file):
            spoken = " ".join(filter(None, (_plain(line) for line in lines)))
            if not spoken or (said and said[-1].lstrip("\n") == spoken):  # rolling subtitles repeat the line before
                ended = max(ended, end)
                continue
            said.append(("\n" if said and start - ended > _PAUSE else "") + spoken)
            ended = end
    if said:
        yield Document("\n".join(said))


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


SUBTITLES = TextFormat("Subtitles", (".srt", ".vtt"), read)
