"""Streams the values of a JSON file: JSON Lines, values over several lines or one after another, or one array.

The file is read in blocks, and an array that is the whole file is read element by element. A value that is invalid or
longer than :data:`LONGEST_VALUE` is skipped and reported, and reading continues after it.
"""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TextIO

LONGEST_VALUE = 64 << 20  # characters
_BLOCK = 1 << 20
_LONGEST_LINE = 4 << 20  # characters; an array on a longer line is taken for the whole file
_CUT = 16  # an error so few characters before the end of the text read may be due to that end
_BETWEEN = re.compile("[\\s\ufeff\x1e]*")  # includes byte order marks and the separators of RFC 7464
_BETWEEN_ELEMENTS = re.compile("[\\s\ufeff,]*")
_NEWLINE = re.compile("[\r\n]")
_STRUCTURE = re.compile(r'"|[\[\]{},]')
_KEY = re.compile(r'("[^"\\]{0,100}")\s{0,100}:')
_LONGEST_KEY = 256
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
    """Every value of ``file``, or every element if the whole file is one array."""
    return _Values(file).all()


def elements_under(name: str, file: TextIO) -> Iterator[JsonValue]:
    """Every element of each array that is called ``name``, at any depth of objects and arrays.

    A file that ends before its brackets are closed gives a fault at its end.
    """
    return _Values(file).under(name)


class _Values:
    """Incremental parser; ``_text`` from ``_at`` on is read but not yet parsed."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._line = 1
        self._arrays = 0
        self._open = False  # whether an array of elements has not ended
        self._ended = False
        # Numbers are not used, and int would refuse one with many digits.
        self._decoder = json.JSONDecoder(parse_int=float)

    def all(self) -> Iterator[JsonValue]:
        while self._skip(_BETWEEN):
            if self._text[self._at] == "[" and not self._is_one_of_several_lines():
                yield from self._elements()
            else:
                yield self._next(self._skip_line)

    def under(self, name: str) -> Iterator[JsonValue]:
        wanted = json.dumps(name)
        depth, whole = 0, True
        called = ""
        while self._to_structure():
            sign = self._text[self._at]
            if sign == "[" and called == wanted:
                for entry in self._elements():
                    whole = entry.fault is None
                    yield entry
            elif sign == '"':
                called = self._key()
                continue
            else:
                depth += (sign in "[{") - (sign in "]}")
                self._advance(self._at + 1)
            called = ""
        if whole and (depth > 0 or self._open):
            yield JsonValue(self._line, fault=Fault.NOT_JSON)

    def _to_structure(self) -> bool:
        """Move to the next quote, bracket or comma; False at the end of the file."""
        while True:
            found = _STRUCTURE.search(self._text, self._at)
            self._advance(found.start() if found is not None else len(self._text))
            if found is not None or self._ended:
                return found is not None
            self._read_more()

    def _key(self) -> str:
        """The string that begins here, with its quotes, if it is short and a colon follows; else ""."""
        while len(self._text) - self._at < _LONGEST_KEY and not self._ended:
            self._read_more()
        found = _KEY.match(self._text, self._at)
        self._advance(found.end() if found is not None else self._at + 1)
        if found is None:
            self._skip_string()
        return found[1] if found is not None else ""

    def _elements(self) -> Iterator[JsonValue]:
        self._advance(self._at + 1)
        self._arrays += 1
        self._open = True
        while self._skip(_BETWEEN_ELEMENTS):
            if self._text[self._at] == "]":
                self._advance(self._at + 1)
                self._open = False
                return
            yield replace(self._next(self._skip_element), array=self._arrays)

    def _next(self, skip: Any) -> JsonValue:
        """The value that begins here; ``skip`` moves past it if it cannot be parsed."""
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
        """Whether the array that begins here ends on its line and anything follows it."""
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
        """Move to the comma or bracket that ends an element, counting brackets outside strings."""
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
            # A backslash at the end is kept, so that no escape sequence is split.
            whole = len(self._text.rstrip("\\"))
            self._advance(max(self._at, whole))
            self._read_more()
        self._advance(end.end() if end is not None else len(self._text))

    def _skip(self, between: re.Pattern[str]) -> bool:
        """Move to the next value; False at the end of the file."""
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
        """Read as much again as is held, so that a long value is parsed only a few times."""
        self._text = self._text[self._at :]
        self._at = 0
        more = self._file.read(max(_BLOCK, len(self._text)))
        self._ended = not more
        self._text += more
