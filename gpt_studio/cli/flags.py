"""Flags made from the fields of a settings dataclass, and the settings read back from them."""

from __future__ import annotations

import argparse
import dataclasses
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from gpt_studio.core.fields import Setting, problem_of, settings_of

Config = TypeVar("Config")


def add_flags(
    parser: ArgumentParser,
    config: type,
    title: str,
    *,
    leave_out: Collection[str] = (),
    defaults: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Add one flag for each described field of ``config``; advanced ones form a group of their own.

    ``defaults`` says in words what counts without the flag where that depends on something else; ``{default}`` in it
    stands for the field's own default.
    """
    described = [known for known in settings_of(config) if known.name not in leave_out]
    for advanced, heading in ((False, title), (True, f"{title}, advanced")):
        wanted = [known for known in described if known.advanced is advanced]
        if wanted:
            group = parser.add_argument_group(heading)
            for known in wanted:
                group.add_argument(known.flag, **_options(config, known, defaults.get(known.name, "")))


def given_flags(arguments: Namespace, config: type) -> dict[str, Any]:
    """The values of the flags that were given, by field."""
    values = vars(arguments)
    given = {known: values[_dest(config, known)] for known in settings_of(config) if _dest(config, known) in values}
    return {known.name: tuple(value) if known.kind is tuple else value for known, value in given.items()}


def with_flags(base: Config, arguments: Namespace) -> Config:
    """``base`` with the fields whose flags were given replaced."""
    return dataclasses.replace(base, **given_flags(arguments, type(base)))  # type: ignore[type-var]


def text(value: str) -> str:
    """A text argument. Bytes that the terminal's encoding cannot decode become a replacement character."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def path(value: str) -> Path:
    """A path argument. Raises ArgumentTypeError for an empty one: it comes from an unset shell variable, and Path
    would take it for the current folder."""
    if not value:
        raise ArgumentTypeError("this path is empty: give a file or a folder, or . for the folder that you are in")
    return Path(value)


def _dest(config: type, described: Setting) -> str:
    return f"{config.__name__}.{described.name}"


def _options(config: type, described: Setting, default: str) -> dict[str, Any]:
    options: dict[str, Any] = {
        "dest": _dest(config, described),
        "default": argparse.SUPPRESS,
        "help": _help(described, default),
    }
    if described.kind is bool:
        return options | {"action": argparse.BooleanOptionalAction}
    if described.kind is tuple:
        return options | {"nargs": "*", "type": text, "metavar": "TEXT"}
    if described.choices:
        return options | {"choices": described.choices}
    return options | {"type": _reader(described), "metavar": {int: "N", float: "X"}.get(described.kind, "TEXT")}


def _reader(described: Setting) -> Callable[[str], Any]:
    """A parser of one value. It raises ArgumentTypeError with the field's own sentence for a value out of range."""

    def read(written: str) -> Any:
        try:
            value = text(written) if described.kind is str else described.kind(written)
        except ValueError:
            value = written
        problem = problem_of(described, value)
        if problem is not None:
            raise ArgumentTypeError(str(problem))
        return value

    return read


def _help(described: Setting, words: str) -> str:

    unset = described.unset.lower() or "chosen by the program"
    default = unset if described.default is None else _written(described.default)
    unit = f" {described.unit_for(described.default)}" if described.unit and described.default is not None else ""
    shown = (words or "{default}").replace("{default}", f"{default}{unit}")
    return f"{described.help} [{shown}]".replace("%", "%%")


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " ".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value) or "none"
