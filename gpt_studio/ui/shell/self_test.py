"""The window's part of ``--self-test``: open the window, show every tab and close it, in each language."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gpt_studio.core.paths import Home, resources
from gpt_studio.core.self_checks import Check
from gpt_studio.ui.shell.system_libraries import need_system_libraries

if TYPE_CHECKING:  # Qt must not be loaded before need_system_libraries has run
    from PySide6.QtWidgets import QApplication

_CODE = 'if "a": <b c="d"> # 12\n[e]\nf = "g"\n+ h\n'
"""Holds something that has a colour in each language."""
_WORDS = {"en": "Training", "es": "Entrenamiento"}


class WindowError(Exception):
    """The window opened, but does not show what it should."""


def checks(folder: Path) -> Sequence[Check]:
    """The checks, to be run in this order, in the main thread. They write into ``folder`` only."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return (
        Check("Find the system's libraries", _find_libraries),
        Check("Draw icons and letters", _draw),
        Check("Colour code in every language", _colour),
        *(Check(f"Open and close the window ({language})", _Opening(folder, language)) for language in _WORDS),
    )


def _find_libraries() -> str:
    need_system_libraries()
    return f"window system: {os.environ['QT_QPA_PLATFORM']}"


def _draw() -> str:
    from PySide6.QtGui import QFontDatabase, QIcon

    from gpt_studio.ui.look.icons import icon

    _application()
    _expect(not QIcon(str(resources() / "icons" / "gpt-studio.svg")).pixmap(64).isNull(), "the icon cannot be drawn")
    _expect(not icon("ph.books").pixmap(32).isNull(), "the small icons cannot be drawn")
    families = QFontDatabase.families()
    _expect(len(families) > 0, "the system has no fonts")
    return f"{len(families)} font families"


def _colour() -> str:
    from gpt_studio.ui.tabs.chat.markdown.code_colours import LANGUAGES, PLAIN, coloured

    dull = [name for name in LANGUAGES if all(kind == PLAIN for _start, _length, kind in coloured(_CODE, name))]
    _expect(not dull, f"nothing is coloured in {', '.join(dull)}")
    return f"{len(LANGUAGES)} languages"


class _Opening:
    """Open the window in ``language``, show and check every tab, close it."""

    def __init__(self, folder: Path, language: str) -> None:
        self._home = Home(folder)
        self._settings = folder / f"settings-{language}.ini"
        self._language = language

    def __call__(self) -> str:
        from PySide6.QtCore import QSettings

        from gpt_studio.ui.shell.app import load_translations
        from gpt_studio.ui.shell.main_window import MainWindow
        from gpt_studio.ui.shell.settings import Language, PreferencesStore
        from gpt_studio.ui.state.worker import Runner
        from gpt_studio.ui.tabs.registry import TABS

        app = _application()
        load_translations(app, Language(self._language))
        runner = Runner(app)
        crashes: list[str] = []
        runner.crashed.connect(crashes.append)
        store = PreferencesStore(QSettings(str(self._settings), QSettings.Format.IniFormat))
        window = MainWindow(self._home, runner, store, TABS)
        window.resize(1280, 800)
        window.show()
        titles, drawn = [], []
        for kind in TABS:
            window.open(kind.stage)
            app.processEvents()
            titles.append(window.current_tab.title())
            drawn.append(not window.grab().isNull())
        runner.wait_for_all()
        app.processEvents()
        closed = window.close()
        window.deleteLater()
        app.processEvents()
        _expect(closed, "the window did not close")
        _expect(all(drawn), "a tab cannot be drawn")
        _expect(not crashes, "\n".join(crashes))
        _expect(_WORDS[self._language] in titles, f"the words are not those of the language: {', '.join(titles)}")
        return ", ".join(titles)


def _application() -> QApplication:
    """The QApplication of this process, made at the first call."""
    from PySide6.QtWidgets import QApplication

    from gpt_studio.ui.look.theme import Theme, ThemeChoice

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["gpt-studio"])
        Theme(app).choose(ThemeChoice.SYSTEM)
    return app


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise WindowError(otherwise)
