"""Decodes stored dictionaries (JSON, TOML) into checked dataclasses; the only decoder of what the program stores.

The field types of the dataclass are the schema: ``bool``, ``int``, ``float``, ``str``, ``Path``, an Enum, a Literal,
another dataclass, ``X | None``, ``tuple[X, ...]``, ``tuple[X, Y]``, ``list[X]`` and ``dict[str, X]``. Nothing is
converted silently: a string is not a number, True is not 1, and 1.5 is not an int. Only a float field also accepts an
int. Ranges are declared with :func:`within` or :func:`gpt_studio.core.fields.setting`.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import math
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from gpt_studio.core.errors import Message, StudioError, say, shortened
from gpt_studio.core.fields import Setting, problem_of, settings_of
from gpt_studio.core.limits import JSON_DIGITS

_KEY = "within"
_ENDLESS = 10**JSON_DIGITS
Kind = TypeVar("Kind")


class DecodeError(StudioError):
    """A stored file holds an invalid value; the message names the file and the field.

    ``reason`` is the part of the message about the field, for callers that put it into another sentence.
    """

    @property
    def reason(self) -> Message:
        reason = self.message.values["reason"]
        assert isinstance(reason, Message)
        return reason


@dataclass(frozen=True)
class Range:
    """The allowed values of a stored number or string: ``minimum`` and ``maximum`` inclusive, ``above`` exclusive."""

    minimum: float = -math.inf
    maximum: float = math.inf
    above: float = -math.inf
    choices: tuple[str, ...] = ()

    def holds(self, value: Any) -> bool:
        if isinstance(value, str):
            return not self.choices or value in self.choices
        return bool(self.minimum <= value <= self.maximum and (value > self.above or self.above == -math.inf))


def within(
    default: Any = dataclasses.MISSING,
    *,
    minimum: float = -math.inf,
    maximum: float = math.inf,
    above: float = -math.inf,
    choices: tuple[str, ...] = (),
) -> Any:
    """A dataclass field whose stored value is refused outside this range; see :class:`Range`."""
    return dataclasses.field(default=default, metadata={_KEY: Range(minimum, maximum, above, choices)})


def range_of(field: dataclasses.Field[Any]) -> Range | None:
    """The range that :func:`within` declared for a field."""
    return field.metadata.get(_KEY)


def decode(
    kind: type[Kind], content: Any, path: Path, *, ignore_unknown: bool = False, null: float | None = None
) -> Kind:
    """Decode ``content``, a mapping read from the file ``path``, as the dataclass ``kind`` and those nested in it.

    Missing entries take their default. Unknown entries are refused, or skipped with ``ignore_unknown``. ``null`` is
    the number that None means in a float field (JSON has no infinity); without it None is refused there.
    Raises DecodeError naming ``path`` and the field.
    """
    try:
        return typing.cast(Kind, _dataclass(kind, content, "", _Rules(ignore_unknown, null)))
    except _RefusedError as error:
        raise damaged(path, error.reason) from None


def damaged(path: Path, reason: Message) -> DecodeError:
    """The error for a stored file with an invalid value; ``reason`` is a part of a sentence."""
    return DecodeError(
        "stored.damaged",
        "{path} cannot be read ({reason}): restore it from a copy, or remove it.",
        path=path,
        reason=reason,
    )


@dataclass(frozen=True)
class _Rules:
    ignore_unknown: bool
    null: float | None


class _RefusedError(ValueError):
    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


_Decoder = Callable[[Any, str, _Rules], Any]


def _dataclass(kind: type, content: Any, place: str, rules: _Rules) -> Any:
    if not isinstance(content, Mapping):
        raise _RefusedError(
            _cannot_be(place, content) if place else say("stored.no_table", "it does not hold a table of entries")
        )
    decoders, needed = _plan(kind)
    if not rules.ignore_unknown:
        for name in content:
            if name not in decoders:
                raise _RefusedError(
                    say("stored.unknown", "{field!r} is not an entry of it", field=shortened(f"{place}{name}"))
                )
    for name in needed:
        if name not in content:
            raise _RefusedError(say("stored.missing", "{field!r} is missing", field=f"{place}{name}"))
    return kind(
        **{
            name: decoder(content[name], f"{place}{name}", rules)
            for name, decoder in decoders.items()
            if name in content
        }
    )


@functools.cache
def _plan(kind: type) -> tuple[dict[str, _Decoder], tuple[str, ...]]:
    """The decoder of each field of a dataclass, and the names of the fields without a default. Cached by class."""
    hints = typing.get_type_hints(kind)
    described = {setting.name: setting for setting in settings_of(kind)}
    decoders: dict[str, _Decoder] = {}
    needed = []
    for field in dataclasses.fields(kind):
        if not field.init:
            continue
        decoder = _decoder(hints[field.name])
        allowed = field.metadata.get(_KEY)
        if allowed is not None:
            decoder = _checked(decoder, allowed.holds)
        if field.name in described:
            decoder = _checked(decoder, functools.partial(_suits, described[field.name]))
        decoders[field.name] = decoder
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            needed.append(field.name)
    return decoders, tuple(needed)


def _suits(described: Setting, value: Any) -> bool:
    return problem_of(described, value) is None


def _checked(decoder: _Decoder, holds: Callable[[Any], bool]) -> _Decoder:
    def check(value: Any, place: str, rules: _Rules) -> Any:
        decoded = decoder(value, place, rules)
        if not holds(decoded):
            raise _RefusedError(_cannot_be(place, value))
        return decoded

    return check


def _decoder(hint: Any) -> _Decoder:
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any:
        return _anything
    if origin in (types.UnionType, typing.Union):
        return _one_of([_decoder(part) for part in parts if part is not type(None)], type(None) in parts)
    if origin is typing.Literal:
        return _scalar(lambda value: any(type(value) is type(part) and value == part for part in parts))
    if origin is tuple and len(parts) == 2 and parts[1] is ...:
        return _row(_decoder(parts[0]), tuple)
    if origin is tuple:
        return _columns([_decoder(part) for part in parts])
    if origin is list:
        return _row(_decoder(parts[0]), list)
    if origin in (dict, Mapping) or hint is dict:
        return _table(_decoder(parts[1]) if parts else _anything)
    if dataclasses.is_dataclass(hint):
        return lambda value, place, rules: _dataclass(typing.cast(type, hint), value, f"{place}." * bool(place), rules)
    if hint is float:
        return _number
    if hint is Path:
        return lambda value, place, rules: Path(_TEXT(value, place, rules))
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return _member(hint)
    if hint is int:
        return _scalar(lambda value: type(value) is int and abs(value) < _ENDLESS)
    if hint in (bool, str):
        return _scalar(lambda value: type(value) is hint)
    raise TypeError(f"{hint!r} cannot be stored")


def _anything(value: Any, _place: str, _rules: _Rules) -> Any:
    return value


def _scalar(fits: Callable[[Any], bool]) -> _Decoder:
    def decode_scalar(value: Any, place: str, _: _Rules) -> Any:
        if not fits(value):
            raise _RefusedError(_cannot_be(place, value))
        return value

    return decode_scalar


_TEXT = _scalar(lambda value: type(value) is str and "\0" not in value)


def _number(value: Any, place: str, rules: _Rules) -> Any:
    if value is None and rules.null is not None:
        return rules.null
    if type(value) not in (int, float) or not abs(value) < _ENDLESS:
        raise _RefusedError(_cannot_be(place, value))
    return value


def _member(kind: type[enum.Enum]) -> _Decoder:
    def decode_member(value: Any, place: str, _: _Rules) -> Any:
        for member in kind:
            if type(member.value) is type(value) and member.value == value:
                return member
        raise _RefusedError(_cannot_be(place, value))

    return decode_member


def _one_of(decoders: list[_Decoder], optional: bool) -> _Decoder:
    def decode_one(value: Any, place: str, rules: _Rules) -> Any:
        if value is None and optional:
            return None
        for decoder in decoders[:-1]:
            try:
                return decoder(value, place, rules)
            except _RefusedError:
                continue
        return decoders[-1](value, place, rules)

    return decode_one


def _row(decoder: _Decoder, kind: type) -> _Decoder:
    def decode_row(value: Any, place: str, rules: _Rules) -> Any:
        if not isinstance(value, list | tuple):
            raise _RefusedError(_cannot_be(place, value))
        return kind(decoder(part, f"{place}[{number}]", rules) for number, part in enumerate(value))

    return decode_row


def _columns(decoders: list[_Decoder]) -> _Decoder:
    def decode_columns(value: Any, place: str, rules: _Rules) -> Any:
        if not isinstance(value, list | tuple) or len(value) != len(decoders):
            raise _RefusedError(_cannot_be(place, value))
        return tuple(
            decoder(part, f"{place}[{number}]", rules)
            for number, (decoder, part) in enumerate(zip(decoders, value, strict=True))
        )

    return decode_columns


def _table(decoder: _Decoder) -> _Decoder:
    def decode_table(value: Any, place: str, rules: _Rules) -> Any:
        if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
            raise _RefusedError(_cannot_be(place, value))
        return {name: decoder(part, f"{place}.{name}", rules) for name, part in value.items()}

    return decode_table


def _cannot_be(place: str, value: Any) -> Message:
    shown = value if isinstance(value, int | float | str) or value is None else repr(value)
    return say("stored.value", "{field} cannot be {value!r}", field=shortened(place), value=shortened(shown))
