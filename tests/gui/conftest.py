"""Fixtures of the window's tests, and a check that each test leaves no thread, timer or window behind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QSettings, QThread, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from gpt_studio.core.paths import Home, resources
from gpt_studio.ui.look.theme import Theme, ThemeChoice
from gpt_studio.ui.shell.settings import PreferencesStore
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.library import Library
from gpt_studio.ui.state.links import Links
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.state.steps import Steps
from gpt_studio.ui.state.worker import Runner
from gpt_studio.ui.widgets.tab import Tab

_Found = TypeVar("_Found", bound=QObject)


def pytest_configure(config: pytest.Config) -> None:
    # The offscreen platform logs these for every window with a minimum size and every list that opens. They are
    # harmless.
    for what in ("propagateSizeHints", r"raise\(\)", "grabbing the keyboard"):
        config.addinivalue_line("qt_log_ignore", f"This plugin does not support {what}")


@pytest.fixture(scope="session")
def _theme_of_the_session(qapp: QApplication) -> Iterator[Theme]:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    plurals = QTranslator()
    assert plurals.load(str(resources() / "i18n" / "en.qm"))
    qapp.installTranslator(plurals)
    yield Theme(qapp)
    qapp.removeTranslator(plurals)


@pytest.fixture
def theme(_theme_of_the_session: Theme) -> Theme:
    """The application's theme, set to light."""
    _theme_of_the_session.choose(ThemeChoice.LIGHT)
    return _theme_of_the_session


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def store(tmp_path: Path) -> PreferencesStore:
    return PreferencesStore(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[Runner]:
    """A Runner. A job that crashes fails the test."""
    made = Runner()
    crashes: list[str] = []
    made.crashed.connect(crashes.append)
    yield made
    made.wait_for_all()
    _delete_what_is_due()
    made.deleteLater()
    assert not crashes, crashes[0]


@pytest.fixture
def make_owners(home: Home, runner: Runner) -> Iterator[Callable[[], Owners]]:
    """Makes the Owners of one window."""
    made: list[Owners] = []

    def make() -> Owners:
        links = Links()
        library = Library(home, runner, links)
        made.append(Owners(home, runner, library, Actions(), links, Steps(library)))
        return made[-1]

    yield make
    for owners in made:
        owners.library.shut_down()


@pytest.fixture
def owners(make_owners: Callable[[], Owners]) -> Owners:
    return make_owners()


@pytest.fixture
def make_tab(qtbot: Any, theme: Theme, owners: Owners, make_owners: Callable[[], Owners]) -> Callable[[type[Tab]], Any]:
    """Makes a tab and shows it as the window would. Tabs of different kinds share one Owners; a second tab of the same
    kind gets another."""
    there: set[type[Tab]] = set()

    def make(kind: type[Tab]) -> Any:
        tab = kind(make_owners() if kind in there else owners)
        there.add(kind)
        qtbot.addWidget(tab, before_close_func=lambda closed: closed.shut_down())
        tab.resize(1280, 800)
        tab.show()
        tab.activated()
        tab.focus_on_what_is_next()
        return tab

    return make


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's bin, in the test's folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "Trash" / "files"


@pytest.fixture
def find() -> Callable[..., Any]:
    """``find(parent, "save_button")``: the only widget of that object name; fails if there is none or more."""

    def found(parent: QWidget, name: str, kind: type[_Found] = QWidget) -> _Found:  # type: ignore[assignment]
        matches = parent.findChildren(kind, name)
        assert len(matches) == 1, f"{len(matches)} widgets are called {name}"
        return matches[0]

    return found


@pytest.fixture(autouse=True)
def _measures_shortly(quick_measurements: None) -> None:
    pass


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a thread running, a timer ticking or a window open."""
    before = {id(each) for each in _active()}
    yield
    _delete_what_is_due()
    left = [each for each in _active() if id(each) not in before]
    assert not left, f"left behind: {[_described(each) for each in left]}"


def _active() -> list[QObject]:
    """Running threads, active timers of this thread, and visible windows."""
    windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    # Asking gc.get_objects() finds the same, and takes fifty milliseconds and more as modules and tests add up.
    objects = [each for each in shiboken6.getAllValidWrappers() if issubclass(type(each), QObject)]
    return [*windows, *(each for each in objects if _is_active(each))]


def _is_active(each: QObject) -> bool:
    if issubclass(type(each), QThread):
        return each.isRunning() and each is not QThread.currentThread()
    return issubclass(type(each), QTimer) and each.isActive()


def _described(each: QObject) -> str:
    return f"{type(each).__name__} {each.objectName()!r}"


def _delete_what_is_due() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
