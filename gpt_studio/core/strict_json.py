"""Parses untrusted JSON strictly: no repeated keys, bounded depth, finite numbers, valid Unicode."""

from __future__ import annotations

import codecs
import json
import math
import re
from pathlib import Path
from typing import Any

from gpt_studio.core.errors import Message, StudioError, say, shortened
from gpt_studio.core.limits import JSON_DEPTH, JSON_DIGITS, SETTINGS_BYTES
from gpt_studio.core.regular_file import read_regular

_NOT_BRACKETS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[^\[\]{}"]+', re.DOTALL)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PAGES = (b"<!doctype html", b"<html")
_PAGE_START = 64
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def read_object(path: Path, limit: int = SETTINGS_BYTES, *, odd_names: bool = False) -> dict[str, Any]:
    """The JSON object in a file of at most ``limit`` bytes. Raises StudioError naming the file and the fault.

    ``odd_names``: it is a file of the program, in which names of files that are not UTF-8 may stand as they are (see
    :func:`gpt_studio.core.durable.write_text`).
    """
    value = parse(read_regular(path, limit), path, odd_names=odd_names)
    if not isinstance(value, dict):
        raise damaged(path, say("json.no_object", "it does not hold a JSON object"))
    return value


def parse(data: bytes, path: Path, *, odd_names: bool = False) -> Any:
    """Parse ``data``, the content of ``path``. Raises StudioError.

    A byte order mark is skipped. Besides invalid JSON it refuses repeated keys, NaN and infinite numbers, integers of
    more than 64 digits, more than 64 levels, and lone surrogates. ``odd_names`` as in :func:`read_object`.
    """
    if data.startswith(_UTF_16):
        raise damaged(path, say("json.utf_16", "it is in UTF-16 and not in UTF-8, as an editor may have saved it"))
    if data[:_PAGE_START].lstrip().lower().startswith(_PAGES):
        raise damaged(path, say("json.page", "it is a web page, saved in place of the file that it tells of"))
    data = data.removeprefix(codecs.BOM_UTF8)
    if _is_deep(data):
        raise damaged(path, say("json.deep", "it is nested more than {limit} levels deep", limit=JSON_DEPTH))
    try:
        value = json.loads(
            data.decode("utf-8", "surrogateescape" if odd_names else "strict"),
            object_pairs_hook=_without_repeats,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_not_endless,
        )
        if _SURROGATE.search(data):
            json.dumps(value, ensure_ascii=False).encode(errors="surrogateescape" if odd_names else "strict")
    except _RefusedError as error:
        raise damaged(path, error.reason) from error
    except (ValueError, RecursionError) as error:
        raise damaged(path, say("json.no_json", "it does not hold JSON in UTF-8")) from error
    return value


def damaged(path: Path, reason: Message) -> StudioError:
    """The error for a damaged JSON file; ``reason`` is a part of a sentence."""
    return StudioError("json.damaged", "{path} is damaged: {reason}. Get a good copy of it.", path=path, reason=reason)


class _RefusedError(ValueError):
    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


def _is_deep(data: bytes) -> bool:
    """Whether nesting is too deep. Checked before parsing, because the parser recurses and the stack can be small."""
    if data.count(b"[") + data.count(b"{") <= JSON_DEPTH:
        return False
    depth = 0
    for bracket in _NOT_BRACKETS.sub(b"", data):
        if bracket in b"[{":
            depth += 1
            if depth > JSON_DEPTH:
                return True
        else:
            depth -= 1
    return False


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _RefusedError(say("json.twice", "the entry {entry!r} is there twice", entry=shortened(twice)))
    return found


def _refuse_constant(name: str) -> Any:
    raise _RefusedError(say("json.not_a_number", "it holds {name}, which is not a number", name=name))


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise _RefusedError(say("json.too_large", "the number {digits} is too large", digits=shortened(digits)))
    return value


def _not_endless(digits: str) -> int:
    if len(digits) > JSON_DIGITS:
        raise _RefusedError(say("json.long_number", "a number has more than {limit} digits", limit=JSON_DIGITS))
    return int(digits)
