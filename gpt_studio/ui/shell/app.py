"""Builds the main window with its theme, language and error reporting, and runs it until it is closed."""

from __future__ import annotations

import importlib
import logging
import os
import sys
import threading
import traceback
from types import TracebackType

import gpt_studio.ui.shell.torch_first  # isort: skip  # noqa: F401
from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from gpt_studio.core.errors import Message
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import HOME_VARIABLE, Home, find_home, resources
from gpt_studio.hardware.garbage import STANDING, no_collections
from gpt_studio.jobs.chat import compile_ahead
from gpt_studio.ui.look.theme import Theme
from gpt_studio.ui.shell.error_dialog import ErrorDialog
from gpt_studio.ui.shell.main_window import MainWindow
from gpt_studio.ui.shell.settings import Language, Preferences, PreferencesStore
from gpt_studio.ui.shell.splash import Splash
from gpt_studio.ui.state.qt_overrides import raised_in_override
from gpt_studio.ui.state.worker import Runner
from gpt_studio.ui.tabs.registry import TABS
from gpt_studio.ui.widgets.placing import keep_on_screen, place_first

_WARM_UP_AFTER_MS = 1500


def show_until_closed(
    app: QApplication, home: Home | None, splash: Splash | None = None, told: Message | None = None
) -> int:
    """Show the window in place of ``splash`` and return the exit status when it is closed. ``home`` and ``told`` are
    those of :func:`gpt_studio.ui.shell.start.run`."""
    store = PreferencesStore.of_this_person()
    theme = Theme(app)
    reporter = ErrorReporter(app)
    reporter.install()

    def built() -> tuple[MainWindow, Runner]:
        """A window and what runs its jobs, which starts none any more once that window has closed."""
        runner = Runner(app)
        runner.crashed.connect(reporter.report)
        preferences = store.load()
        load_translations(app, preferences.language)
        theme.choose(preferences.theme)
        window = MainWindow(home or _usual_home(preferences), runner, store, TABS)
        window.preferences_changed.connect(lambda changed: theme.choose(changed.theme))
        geometry = store.geometry()
        if geometry is None or not window.restoreGeometry(geometry):
            place_first(window)
        return window, runner

    def shown(window: MainWindow, runner: Runner, splash: Splash | None = None) -> int:
        """Show the window until it is closed; the exit status."""
        window.show()
        keep_on_screen(window)
        if splash is not None:
            splash.give_way()

        def warm_up() -> None:
            runner.start(_warm_up, None, on_result=lambda _done: compile_code())

        def compile_code() -> None:
            STANDING.keep()
            runner.start(compile_ahead.run, None)

        QTimer.singleShot(_WARM_UP_AFTER_MS, window, warm_up)
        return app.exec()

    window, runner = built()
    for message in (told, store.problem()):
        if message is not None:
            window.tell(message)
    status = shown(window, runner, splash)
    while window.to_be_rebuilt:
        before = window
        window, runner = built()
        window.take_over(before)
        before.deleteLater()
        status = shown(window, runner)
    runner.wait_for_all()
    STANDING.release()
    return status


class ErrorReporter(QObject):
    """Shows every uncaught exception, from any thread, in a dialog; the window stays open."""

    reported = Signal(str)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._dialog: ErrorDialog | None = None
        self._of_overrides: set[str] = set()
        # Queued, because the exception may come from a painting, during which no dialog can be opened.
        self.reported.connect(self.report, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Set Python's hooks for uncaught exceptions."""
        sys.excepthook = self._take
        threading.excepthook = lambda args: self._take(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def report(self, details: str) -> None:
        """Show ``details``. Call it in the window's thread only."""
        logging.getLogger("gpt_studio").error(details)
        if self._dialog is not None:
            self._dialog.add(details)
            return
        self._dialog = ErrorDialog(details, QApplication.activeWindow())
        self._dialog.finished.connect(self._forget)
        self._dialog.open()

    def _take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        # Each traceback of an override is shown once, because Qt calls it again at every painting.
        if raised_in_override(trace):
            if details in self._of_overrides:
                return
            self._of_overrides.add(details)
        self.reported.emit(details)

    def _forget(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


def load_translations(app: QApplication, language: Language) -> None:
    """Install the translations of GPT Studio and Qt for ``language`` in place of those of another one, and use its
    formats for numbers and dates.

    The English file holds only plurals. It is always installed first, so that other languages fall back on it.
    The system's own dialogs speak the system's language, so that Qt's are shown where a person chose another one.
    """
    for installed in app.findChildren(QTranslator):
        app.removeTranslator(installed)
        installed.deleteLater()
    locale = QLocale.system() if language is Language.SYSTEM else QLocale(language.value)
    QLocale.setDefault(locale)
    spoken_here = QLocale((QLocale.system().uiLanguages() or ["C"])[0]).language()
    another = language is not Language.SYSTEM and locale.language() != spoken_here
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, another)
    own, of_qt = str(resources() / "i18n"), QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    english = QLocale(QLocale.Language.English)
    for spoken, file, folder in ((english, "", own), (locale, "qtbase", of_qt), (locale, "", own)):
        translator = QTranslator(app)
        if translator.load(spoken, file, "_" if file else "", folder):
            app.installTranslator(translator)


def _usual_home(preferences: Preferences) -> Home:
    return find_home(None if os.environ.get(HOME_VARIABLE) else preferences.home)


def _warm_up(_request: None, _context: JobContext) -> None:
    """A job: import the tabs and torch before they are needed."""
    with no_collections():
        for place in TABS:
            place.load()
        importlib.import_module("torch")
