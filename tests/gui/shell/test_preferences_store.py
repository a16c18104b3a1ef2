"""The window's settings on disk; those of a newer program are left as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from gpt_studio.ui.look.theme import ThemeChoice
from gpt_studio.ui.shell.settings import Language, Preferences, PreferencesStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def store_at(path: Path) -> PreferencesStore:
    return PreferencesStore(QSettings(str(path), QSettings.Format.IniFormat))


def test_what_was_saved_is_loaded(path: Path, tmp_path: Path) -> None:
    chosen = Preferences(tmp_path, ThemeChoice.DARK, Language.SPANISH, "https://example.org")
    store_at(path).save(chosen)
    assert store_at(path).load() == chosen
    assert store_at(path).problem() is None
    assert "format=1" in path.read_text()


def test_settings_of_a_newer_program_are_named_and_left_as_they_are(path: Path) -> None:
    store_at(path).save(Preferences(theme=ThemeChoice.DARK))
    newer = path.read_text().replace("format=1", "format=12")  # Qt notices a change of the size, not of a digit
    path.write_text(newer)
    store = store_at(path)
    problem = store.problem()
    assert problem is not None
    assert problem.key == "format.newer"
    assert store.load() == Preferences()
    store.save(Preferences(language=Language.SPANISH))
    store.save_geometry(QByteArray(b"1234"))
    assert path.read_text() == newer


def test_a_version_that_makes_no_sense_counts_as_none(path: Path) -> None:
    path.write_text("[General]\nformat=soon\ntheme=dark\n")
    assert store_at(path).problem() is None
    assert store_at(path).load().theme is ThemeChoice.DARK


def test_the_last_tab_and_model_are_those_of_one_home(path: Path, tmp_path: Path) -> None:
    store_at(path).save_last(tmp_path / "one", "chat", tmp_path / "model")
    assert store_at(path).last_tab(tmp_path / "one") == "chat"
    assert store_at(path).last_model(tmp_path / "one") == tmp_path / "model"
    assert store_at(path).last_tab(tmp_path / "two") == ""
    assert store_at(path).last_model(tmp_path / "two") is None
    store_at(path).save_last(tmp_path / "one", "models", None)
    assert store_at(path).last_model(tmp_path / "one") is None
