"""The window's settings and where they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

from gpt_studio.core.errors import Message
from gpt_studio.core.format_version import FORMAT, NewerFormatError, check_format
from gpt_studio.ui.look.theme import ThemeChoice

_FORMAT = 1

_Kind = TypeVar("_Kind", bound=StrEnum)


class Language(StrEnum):
    """The languages of the window."""

    SYSTEM = "system"
    ENGLISH = "en"
    SPANISH = "es"


@dataclass(frozen=True)
class Preferences:
    """The window's settings. ``home`` is None for the usual folder, ``engine_mirror`` empty for no mirror."""

    home: Path | None = None
    theme: ThemeChoice = ThemeChoice.SYSTEM
    language: Language = Language.SYSTEM
    engine_mirror: str = ""


class PreferencesStore:
    """Reads and writes :class:`Preferences` where the operating system keeps settings.

    Settings that a newer program wrote are left as they are: the defaults are used, and nothing is saved.
    """

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def problem(self) -> Message | None:
        """The message to show if a newer program wrote the settings, else None."""
        try:
            stored = int(str(self._settings.value(FORMAT, _FORMAT)))
            check_format({FORMAT: stored}, _FORMAT, Path(self._settings.fileName()))
        except NewerFormatError as error:
            return error.message
        except ValueError:
            return None  # an unreadable format number counts as none
        return None

    @classmethod
    def of_this_person(cls) -> PreferencesStore:
        return cls(QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "GPT Studio", "gpt-studio"))

    def load(self) -> Preferences:
        """The stored settings; the default for each value that is missing or not valid."""
        if self.problem() is not None:
            return Preferences()
        home = str(self._settings.value("home", "") or "")
        return Preferences(
            home=Path(home) if home else None,
            theme=_choice(ThemeChoice, self._settings.value("theme"), ThemeChoice.SYSTEM),
            language=_choice(Language, self._settings.value("language"), Language.SYSTEM),
            engine_mirror=str(self._settings.value("engine_mirror", "") or ""),
        )

    def save(self, preferences: Preferences) -> None:
        if self.problem() is not None:
            return
        self._settings.setValue(FORMAT, _FORMAT)
        self._settings.setValue("home", str(preferences.home or ""))
        self._settings.setValue("theme", preferences.theme.value)
        self._settings.setValue("language", preferences.language.value)
        self._settings.setValue("engine_mirror", preferences.engine_mirror)
        self._settings.sync()

    def geometry(self) -> QByteArray | None:
        """The window's size and place when it was last closed."""
        stored = self._settings.value("geometry")
        return stored if isinstance(stored, QByteArray) and not stored.isEmpty() else None

    def save_geometry(self, geometry: QByteArray) -> None:
        if self.problem() is not None:
            return
        self._settings.setValue("geometry", geometry)
        self._settings.sync()

    def last_tab(self, home: Path) -> str:
        """The tab that was shown when the window on ``home`` was last closed; "" if it was never opened."""
        return str(self._settings.value("last_tab", "") or "") if self._is_of(home) else ""

    def last_model(self, home: Path) -> Path | None:
        """The model that was open in the chat at that time."""
        stored = str(self._settings.value("last_model", "") or "") if self._is_of(home) else ""
        return Path(stored) if stored else None

    def save_last(self, home: Path, tab: str, model: Path | None) -> None:
        if self.problem() is not None:
            return
        self._settings.setValue(FORMAT, _FORMAT)
        self._settings.setValue("last_home", str(home))
        self._settings.setValue("last_tab", tab)
        self._settings.setValue("last_model", str(model or ""))
        self._settings.sync()

    def _is_of(self, home: Path) -> bool:
        return self.problem() is None and str(self._settings.value("last_home", "") or "") == str(home)


def _choice(kind: type[_Kind], value: object, otherwise: _Kind) -> _Kind:
    try:
        return kind(str(value))
    except ValueError:
        return otherwise
