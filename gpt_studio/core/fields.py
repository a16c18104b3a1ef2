"""Describes each setting once: label, help, unit and range stand beside the default of the dataclass field.

Forms, command-line flags, documentation and validation read them from there.
"""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gpt_studio.core.errors import FieldError, say

_KEY = "setting"
_LONGEST = 1e15
_UNITS_OF_ONE = {
    "batches": "batch",
    "epochs": "epoch",
    "heads": "head",
    "layers": "layer",
    "measurements": "measurement",
    "numbers": "number",
    "sequences": "sequence",
    "steps": "step",
    "times": "time",
    "tokens": "token",
}


@dataclass(frozen=True)
class Setting:
    """The description of one configurable field.

    ``kind`` is the Python type (``int``, ``float``, ``bool``, ``str``, or ``tuple`` for a list of strings);
    ``optional`` says that None is allowed and means "chosen by the program", or what ``unset`` calls it. ``concept`` is
    the word of :mod:`gpt_studio.core.concepts` that explains the label; "" for none.
    """

    name: str
    kind: type
    default: Any
    label: str
    help: str
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    choice_names: Mapping[str, str] = field(default_factory=dict, hash=False)
    optional: bool = False
    unset: str = ""
    advanced: bool = False
    concept: str = ""

    def unit_for(self, value: Any) -> str:
        """The unit in singular or plural: ``1 step``, but ``2 steps``."""
        return _UNITS_OF_ONE.get(self.unit, self.unit) if value == 1 else self.unit

    def named(self, choice: str) -> str:
        """What a person reads for ``choice``, which is what flags and files hold."""
        return self.choice_names.get(choice, choice)

    @property
    def flag(self) -> str:
        """The command-line flag, for example ``--learning-rate``."""
        return "--" + self.name.replace("_", "-")


def setting(
    default: Any,
    *,
    label: str,
    help: str,
    unit: str = "",
    minimum: float | None = None,
    maximum: float | None = None,
    choices: tuple[str, ...] | Mapping[str, str] = (),
    unset: str = "",
    advanced: bool = False,
    concept: str = "",
) -> Any:
    """A dataclass field with its description. ``minimum`` and ``maximum`` are inclusive. ``choices`` may map values to
    their names for people. ``unset`` is what None is called where it is not the program that chooses."""
    described = {
        "label": label,
        "help": help,
        "unit": unit,
        "minimum": minimum,
        "maximum": maximum,
        "choices": tuple(choices),
        "choice_names": dict(choices) if isinstance(choices, Mapping) else {},
        "unset": unset,
        "advanced": advanced,
        "concept": concept,
    }
    return dataclasses.field(default=default, metadata={_KEY: described})


def settings_of(config: type) -> tuple[Setting, ...]:
    """The described fields of a dataclass, in order of definition."""
    hints = typing.get_type_hints(config)
    found = []
    for each in dataclasses.fields(config):
        if _KEY in each.metadata:
            kind, optional = _plain_type(hints[each.name])
            found.append(
                Setting(name=each.name, kind=kind, optional=optional, default=each.default, **each.metadata[_KEY])
            )
    return tuple(found)


def validate(config: Any) -> None:
    """Raise the :class:`FieldError` of the first invalid field; see :func:`problem_of`."""
    for described in settings_of(type(config)):
        problem = problem_of(described, getattr(config, described.name))
        if problem is not None:
            raise problem


def problem_of(described: Setting, value: Any) -> FieldError | None:
    """The error that ``value`` causes in this field, or None if it is valid."""
    if value is None and described.optional:
        return None
    if not _TYPE_CHECKS[described.kind](value):
        return FieldError(
            "field.type",
            "{label} is {value!r}, which is not {expected}: give {expected}.",
            field=described.name,
            label=say(f"field.{described.name}", described.label),
            value=value,
            expected=_TYPE_NAMES[described.kind],
        )
    if described.choices and value not in described.choices:
        return FieldError(
            "field.choice",
            "{label} is {value!r}: choose one of {choices}.",
            field=described.name,
            label=say(f"field.{described.name}", described.label),
            value=value,
            choices=", ".join(described.choices),
        )
    if described.kind in (int, float):
        return _range_problem(described, value)
    return None


def _range_problem(described: Setting, value: float) -> FieldError | None:
    if described.minimum is not None and value < described.minimum:
        return FieldError(
            "field.small",
            "{label} is {value}: it must be at least {limit}.",
            field=described.name,
            label=say(f"field.{described.name}", described.label),
            value=_as_written(value),
            limit=_as_written(described.minimum),
        )
    if described.maximum is not None and value > described.maximum:
        return FieldError(
            "field.large",
            "{label} is {value}: it may be at most {limit}.",
            field=described.name,
            label=say(f"field.{described.name}", described.label),
            value=_as_written(value),
            limit=_as_written(described.maximum),
        )
    return None


def _as_written(number: float) -> float:
    """A whole number as an int with all its digits; rounded, a value just above the limit would look equal to it."""
    return int(number) if abs(number) < _LONGEST and number == int(number) else number


def _plain_type(hint: Any) -> tuple[type, bool]:
    """``int | None`` -> (int, True); ``tuple[str, ...]`` -> (tuple, False)."""
    if isinstance(hint, types.UnionType):
        inner = [part for part in hint.__args__ if part is not type(None)]
        return _plain_type(inner[0])[0], True
    return typing.get_origin(hint) or hint, False


_TYPE_CHECKS: dict[type, Callable[[Any], bool]] = {
    int: lambda value: isinstance(value, int) and not isinstance(value, bool),
    float: lambda value: isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value),
    bool: lambda value: isinstance(value, bool),
    str: lambda value: isinstance(value, str),
    tuple: lambda value: isinstance(value, tuple) and all(isinstance(part, str) for part in value),
}
_TYPE_NAMES = {
    int: say("type.int", "a whole number"),
    float: say("type.float", "a number"),
    bool: say("type.bool", "yes or no"),
    str: say("type.str", "text"),
    tuple: say("type.tuple", "a list of texts"),
}
