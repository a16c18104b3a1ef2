"""The values in a file of JSON, one by one: JSON Lines, values over several lines or one after another, an array.

The file is read in blocks. An array that is the whole file is never held, only its elements; what is longer than
:data:`LONGEST_VALUE` or is not JSON is skipped and named, and reading goes on behind it.
"""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TextIO

LONGEST_VALUE = 64 << 20  # characters: a file of plain text of that length is held, too
_BLOCK = 1 << 20
_LONGEST_LINE = 4 << 20  # characters of an array that is looked at as one of several lines
_CUT = 16  # characters before the end of what was read within which an error may come from its end
_BETWEEN = re.compile("[\\s\ufeff\x1e]*")  # with byte order marks, and the separators of RFC 7464
_BETWEEN_ELEMENTS = re.compile("[\\s\ufeff,]*")
_NEWLINE = re.compile("[\r\n]")
_STRUCTURE = re.compile(r'"|[\[\]{},]')
_STRING_END = re.compile(r'(?:[^"\\]|\\.)*+"', re.DOTALL)


class Fault(enum.Enum):
    """Why a value cannot be used."""

    NOT_JSON = "not_json"
    TOO_LONG = "too_long"
    TOO_DEEP = "too_deep"


@dataclass(frozen=True)
class JsonValue:
    """A value, or in its place why there is none; ``line`` is where it begins, counted from 1. ``array``: the number of
    the array that it is an element of, counted from 1 within the file; 0 for a value that stands by itself."""

    line: int
    value: Any = None
    fault: Fault | None = None
    array: int = 0


def values_in(file: TextIO) -> Iterator[JsonValue]:
    """Every value of ``file``; of an array that is the whole file, every element."""
    return _Values(file).all()


class _Values:
    """``_text`` is what was read and not used up, from ``_at`` on."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._line = 1
        self._arrays = 0
        self._ended = False
        # Numbers are of no use here, and one of many digits would be refused.
        self._decoder = json.JSONDecoder(parse_int=float)

    def all(self) -> Iterator[JsonValue]:
        while self._skip(_BETWEEN):
            if self._text[self._at] == "[" and not self._is_one_of_several_lines():
                yield from self._elements()
            else:
                yield self._next(self._skip_line)

    def _elements(self) -> Iterator[JsonValue]:
        self._advance(self._at + 1)
        self._arrays += 1
        while self._skip(_BETWEEN_ELEMENTS):
            if self._text[self._at] == "]":
                self._advance(self._at + 1)
                return
            yield replace(self._next(self._skip_element), array=self._arrays)

    def _next(self, skip: Any) -> JsonValue:
        """The value that begins here; what cannot be read is left behind with ``skip``."""
        line = self._line
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except RecursionError:
                fault = Fault.TOO_DEEP
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - _CUT
                if cut and not self._ended and len(self._text) - self._at < LONGEST_VALUE:
                    self._read_more()
                    continue
                fault = Fault.TOO_LONG if cut and not self._ended else Fault.NOT_JSON
            else:
                if end == len(self._text) and not self._ended:
                    self._read_more()  # a number may go on
                    continue
                self._advance(end)
                return JsonValue(line, value)
            skip()
            return JsonValue(line, fault=fault)

    def _is_one_of_several_lines(self) -> bool:
        """Whether the array that begins here ends on its line and another line follows."""
        while True:
            end = _NEWLINE.search(self._text, self._at)
            if end is not None or self._ended or len(self._text) - self._at >= _LONGEST_LINE:
                break
            self._read_more()
        if end is None:
            return False
        try:
            _, after = self._decoder.raw_decode(self._text[self._at : end.start()])
        except (ValueError, RecursionError):
            return False
        between = _BETWEEN.match(self._text, self._at + after)
        if between is not None and between.end() == len(self._text) and not self._ended:
            self._read_more()
            between = _BETWEEN.match(self._text, self._at + after)
        return between is not None and between.end() < len(self._text)

    def _skip_line(self) -> None:
        while True:
            end = _NEWLINE.search(self._text, self._at)
            if end is not None or self._ended:
                self._advance(end.end() if end is not None else len(self._text))
                return
            self._advance(len(self._text))
            self._read_more()

    def _skip_element(self) -> None:
        """Up to the comma or bracket that ends an element, counting brackets outside strings."""
        depth = 0
        while True:
            found = _STRUCTURE.search(self._text, self._at)
            if found is None:
                self._advance(len(self._text))
                if self._ended:
                    return
                self._read_more()
                continue
            sign = found.group()
            if sign == '"':
                self._advance(found.end())
                self._skip_string()
                continue
            if depth == 0 and sign in ",]":
                self._advance(found.start())
                return
            depth += (sign in "[{") - (sign in "]}")
            self._advance(found.end())

    def _skip_string(self) -> None:
        while (end := _STRING_END.match(self._text, self._at)) is None and not self._ended:
            # What is dropped ends before a backslash, so that no escape is taken apart.
            whole = len(self._text.rstrip("\\"))
            self._advance(max(self._at, whole))
            self._read_more()
        self._advance(end.end() if end is not None else len(self._text))

    def _skip(self, between: re.Pattern[str]) -> bool:
        """Go to the next value; False at the end of the file."""
        while True:
            found = between.match(self._text, self._at)
            self._advance(found.end() if found else self._at)
            if self._at < len(self._text):
                return True
            if self._ended:
                return False
            self._read_more()

    def _advance(self, to: int) -> None:
        self._line += self._text.count("\n", self._at, to)
        self._at = to

    def _read_more(self) -> None:
        """Read as much again as is held, so that a long value is looked at a few times only."""
        self._text = self._text[self._at :]
        self._at = 0
        more = self._file.read(max(_BLOCK, len(self._text)))
        self._ended = not more
        self._text += more
