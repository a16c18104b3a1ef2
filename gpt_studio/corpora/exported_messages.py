"""Reads the messages of a chat that a program exported as JSON, and says how many of them are damaged."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import TextIO

from gpt_studio.core.errors import say
from gpt_studio.corpora.json_values import JsonValue
from gpt_studio.corpora.reading import Reading


def exported_messages(reading: Reading, entries: Callable[[TextIO], Iterator[JsonValue]]) -> Iterator[JsonValue]:
    """Each of the ``entries`` of the file that is an object. The file may be larger than memory."""
    reading.encoding = "UTF-8"
    size = max(1, reading.path.stat().st_size)
    damaged: list[int] = []
    with reading.path.open("rb") as raw, io.TextIOWrapper(raw, "utf-8-sig", "replace") as file:
        for entry in entries(file):
            reading.progressed(raw.tell() / size)
            if isinstance(entry.value, dict):
                yield entry
            else:
                damaged.append(entry.line)
    if damaged:
        reading.problem = say(
            "telegram.left_out",
            "{count:,} {count:|message|messages} of {name} {count:|is|are} damaged and left out, first in line "
            "{line:,}: export the chat again.",
            count=len(damaged),
            name=reading.path.name,
            line=damaged[0],
        )
