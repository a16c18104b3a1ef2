"""What should be done about a corpus before a model learns from it, as far as a scan can tell."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from gpt_studio.core.errors import Message, say
from gpt_studio.corpora.scan import FileReport

LITTLE_TEXT = 100_000
"""Characters. With fewer, a model of any useful size has learnt the text by heart within a minute or two."""


class AdviceKind(enum.Enum):
    """``EMPTY`` and ``LITTLE``: add text. ``WRAPPED``: set ``Cleaning.join_lines``; ``LONG_LINES``: ``break_lines``."""

    EMPTY = "empty"
    WRAPPED = "wrapped"
    LONG_LINES = "long_lines"
    LITTLE = "little"


@dataclass(frozen=True)
class Advice:
    """``what`` tells a person what is the matter."""

    kind: AdviceKind
    what: Message


def advice_on(reports: Sequence[FileReport]) -> tuple[Advice, ...]:
    """Advice on the files of a corpus, the most urgent first."""
    characters = sum(report.characters for report in reports)
    if not characters:
        return (Advice(AdviceKind.EMPTY, say("corpus.advice_empty", "There is no text in this corpus yet.")),)
    found = []
    wrapped = [report for report in reports if report.wrapped]
    if wrapped:
        found.append(Advice(AdviceKind.WRAPPED, _wrapped(wrapped)))
    long = [report for report in reports if report.long_line]
    if long:
        found.append(Advice(AdviceKind.LONG_LINES, _long_lines(long)))
    only_talk = all(report.conversations == report.documents for report in reports)
    if characters < LITTLE_TEXT and not only_talk:  # a few conversations are enough to tune a model
        little = say(
            "corpus.advice_little",
            "This is little text ({characters:,} characters): a model can only learn it by heart. It takes about "
            "{enough:,} before it writes something of its own.",
            characters=characters,
            enough=LITTLE_TEXT,
        )
        found.append(Advice(AdviceKind.LITTLE, little))
    return tuple(found)


def _wrapped(files: Sequence[FileReport]) -> Message:
    if len(files) == 1:
        return say(
            "corpus.advice_wrapped_one",
            "The lines of {name} are broken at a fixed width, so the model would learn to end a line in the middle of "
            "a sentence.",
            name=files[0].name,
        )
    return say(
        "corpus.advice_wrapped",
        "The lines of {count:,} files are broken at a fixed width, so the model would learn to end a line in the "
        "middle of a sentence.",
        count=len(files),
    )


def _long_lines(files: Sequence[FileReport]) -> Message:
    if len(files) == 1:
        return say(
            "corpus.advice_long_one",
            "{name} is one long line, so the model would never learn to begin a new paragraph.",
            name=files[0].name,
        )
    return say(
        "corpus.advice_long",
        "{count:,} files are one long line each, so the model would never learn to begin a new paragraph.",
        count=len(files),
    )
