"""Formats messages of the engine, counts, sizes, durations and dates in the person's language."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from textwrap import wrap
from typing import Any

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QObject

from gpt_studio.core.errors import Message
from gpt_studio.core.plurals import PluralFormatter

_ENGINE, _MESSAGES = "engine", "messages"
_TIP_CHARACTERS = 64


def engine_text(source: str) -> str:
    """A label or help text of the engine, in the person's language."""
    return QCoreApplication.translate(_ENGINE, source) if source else ""


def message_text(message: Message) -> str:
    """A message of the engine, in the person's language, with its values in place."""
    translated = QCoreApplication.translate(_MESSAGES, message.key)
    template = engine_text(message.template) if translated == message.key else translated
    return _LocalFormatter().vformat(template, (), message.values)


def count(value: float) -> str:
    """``1234567`` -> ``1,234,567`` (or ``1.234.567``)."""
    return QLocale().toString(round(value))


def short_count(value: float) -> str:
    """``1234567`` -> ``1.2 M``."""
    for limit, unit in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= limit:
            scaled = value / (1e3 if unit == "k" else limit)
            return f"{decimal(scaled, 0 if scaled >= 100 else 1)} {unit}"
    return count(value)


def decimal(value: float, digits: int) -> str:
    """``value`` with ``digits`` decimal places."""
    return QLocale().toString(float(value), "f", digits)


def rough(value: float, digits: int) -> str:
    """``value``, not negative, with ``digits`` decimal places below 10 and one less for each further digit before the
    point: ``0.15``, ``12.3``, ``461``."""
    return decimal(value, max(0, digits + 1 - len(str(round(value)))))


def percent(fraction: float) -> str:
    """``0.417`` -> ``42 %``."""
    return f"{round(fraction * 100)} %"


def size(number_of_bytes: float) -> str:
    """``3355443`` -> ``3.4 MB`` (decimal units, as file managers show them)."""
    value = float(number_of_bytes)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            break
        value /= 1000
    if unit == "bytes":
        return _Plurals().bytes(int(value))
    return f"{decimal(value, 0 if value >= 100 else 1)} {unit}"


def duration(seconds: float) -> str:
    """``250`` -> ``4 min 10 s``; ``7300`` -> ``2 h 1 min``."""
    whole = max(0, round(seconds))
    if whole < 60:
        return QCoreApplication.translate("text", "{seconds} s").format(seconds=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return QCoreApplication.translate("text", "{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return QCoreApplication.translate("text", "{hours} h {minutes} min").format(hours=hours, minutes=minutes)
    days, hours = divmod(hours, 24)
    return QCoreApplication.translate("text", "{days} d {hours} h").format(days=days, hours=hours)


def relative_date(timestamp: float, now: float | None = None) -> str:
    """``today at 14:05``, ``yesterday at 9:30``, ``3 days ago`` or a date. ``timestamp`` is in seconds since 1970."""
    then = datetime.fromtimestamp(timestamp)
    today = datetime.now() if now is None else datetime.fromtimestamp(now)
    days = (today.date() - then.date()).days
    clock = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(timestamp)).time(), QLocale.FormatType.ShortFormat)
    if days <= 0:
        return QCoreApplication.translate("text", "today at {time}").format(time=clock)
    if days == 1:
        return QCoreApplication.translate("text", "yesterday at {time}").format(time=clock)
    if days < 7:
        return _Plurals().days_ago(days)
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(timestamp)).date(), QLocale.FormatType.ShortFormat)


def tip(text: str) -> str:
    """``text`` for a tool tip, in lines of a width that can be read: Qt would show it in one line."""
    return "\n".join(
        line for part in text.split("\n") for line in wrap(part, _TIP_CHARACTERS, break_on_hyphens=False) or [""]
    )


def short_path(path: str | Path) -> str:
    """A path with the person's folder written as ``~``."""
    shown = Path(path)
    try:
        return str(Path("~") / shown.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(shown)


class _LocalFormatter(PluralFormatter):
    """Formats ``{count:,}``, ``{size:.1f}`` and ``{limit:g}`` with the locale's separators, and translates a message
    that is a value of another message."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Message):
            return message_text(value)
        if format_spec.startswith("|"):
            return super().format_field(value, format_spec)
        if not isinstance(value, int | float) or isinstance(value, bool):
            return super().format_field(value, format_spec)
        if format_spec == ",":
            return count(value)
        if format_spec == "g":
            return QLocale().toString(float(value), "g", 6)
        if format_spec.endswith("f"):
            return decimal(value, int(format_spec.partition(".")[2].removesuffix("f")))
        return super().format_field(value, format_spec)


def step_count(number: int) -> str:
    """``1 step``, ``1,234 steps``."""
    return _Plurals().steps(number)


def step_count_of(done: int, total: int) -> str:
    """``1 of 2 steps``."""
    return _Plurals().steps_of(total).format(done=count(done))


def token_count(number: int) -> str:
    return _Plurals().tokens(number)


def character_count(number: int) -> str:
    return _Plurals().characters(number)


class _Plurals(QObject):
    """Plural forms. They are methods of a QObject because Qt's tools find plurals only in calls of ``tr``."""

    def bytes(self, number: int) -> str:
        return self.tr("%n byte(s)", "", number)

    def steps(self, number: int) -> str:
        return self.tr("%Ln step(s)", "", number)

    def steps_of(self, number: int) -> str:
        return self.tr("{done} of %Ln step(s)", "", number)

    def tokens(self, number: int) -> str:
        return self.tr("%Ln token(s)", "", number)

    def characters(self, number: int) -> str:
        return self.tr("%Ln character(s)", "", number)

    def days_ago(self, number: int) -> str:
        return self.tr("%n day(s) ago", "", number)
