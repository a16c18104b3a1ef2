"""Messages that the engine shows to a person, each with a stable key, and the errors made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from reprlib import Repr
from typing import Any

from gpt_studio.core.limits import SHOWN_CHARACTERS
from gpt_studio.core.plurals import PluralFormatter


@dataclass(frozen=True)
class Message:
    """A sentence for a person; it can be translated because template and values are separate.

    ``key`` never changes once released; ``template`` is the English sentence with ``{name}`` placeholders (and
    ``{name:|one|many}``, see :class:`PluralFormatter`);
    ``values`` fills them. ``str(message)`` is the English text.
    """

    key: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return PluralFormatter().vformat(self.template, (), self.values)


def say(key: str, template: str, **values: Any) -> Message:
    """Build a :class:`Message` from keyword values."""
    return Message(key, template, values)


_NESTED = "message"


def packed(message: Message) -> dict[str, Any]:
    """``message`` as JSON, including messages among its values."""
    values = {
        name: {_NESTED: packed(value)} if isinstance(value, Message) else _plain(value)
        for name, value in message.values.items()
    }
    return {"key": message.key, "template": message.template, "values": values}


def unpacked(content: Mapping[str, Any]) -> Message:
    """The inverse of :func:`packed`."""
    values = {
        name: unpacked(value[_NESTED]) if isinstance(value, dict) else value
        for name, value in content["values"].items()
    }
    return Message(content["key"], content["template"], values)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | float) else str(value)


class StudioError(Exception):
    """An error that a person can see and fix: one sentence that says what happened, where, and what to do."""

    def __init__(self, key: str, template: str, **values: Any) -> None:
        self.message = Message(key, template, values)
        super().__init__(str(self.message))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the fields of subclasses too, and restore them without calling their ``__init__``."""
        fields = {name: value for name, value in vars(self).items() if name != "message"}
        return _rebuild, (type(self), self.message), fields


def _rebuild(kind: type[StudioError], message: Message) -> StudioError:
    error = kind.__new__(kind)
    StudioError.__init__(error, message.key, message.template, **message.values)
    return error


class FieldError(StudioError):
    """An error about one field of a form: ``field`` is its name."""

    def __init__(self, key: str, template: str, *, field: str, **values: Any) -> None:
        super().__init__(key, template, **values)
        self.field = field


class SettingsError(StudioError):
    """An error that other settings avoid: ``remedy`` maps setting names to values; empty where none are known."""

    def __init__(
        self, key: str, template: str, *, remedy: Mapping[str, int | str] | None = None, **values: Any
    ) -> None:
        super().__init__(key, template, **values)
        self.remedy = dict(remedy or {})


def shortened(value: Any) -> Any:
    """``value`` from an untrusted source, made fit for a sentence: short, on one line, without control characters."""
    if isinstance(value, str):
        shown = value if len(value) <= SHOWN_CHARACTERS else value[:SHOWN_CHARACTERS] + "…"
        return "".join(_shown(character) for character in shown)
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return value if abs(value) < 10**SHOWN_CHARACTERS else "a very long number"
    return Repr().repr(value)


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() else "\ufffd"
