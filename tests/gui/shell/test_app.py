from __future__ import annotations

import subprocess
import sys
import threading

from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from gpt_studio.ui.look import text
from gpt_studio.ui.shell.app import ErrorReporter, load_translations
from gpt_studio.ui.shell.settings import Language
from gpt_studio.ui.state.qt_overrides import called_by_qt


def dialog() -> QWidget | None:
    shown = (w for w in QApplication.topLevelWidgets() if w.objectName() == "error_dialog" and w.isVisible())
    return next(shown, None)


def test_an_exception_shows_its_details_which_can_be_copied(qtbot, theme, find):
    reporter = ErrorReporter(QApplication.instance())
    reporter.report("Traceback: the first")
    reporter.report("Traceback: the second")
    shown = dialog()
    details = find(shown, "error_details", QPlainTextEdit).toPlainText()
    assert "the first" in details
    assert "the second" in details
    assert "GPT Studio" in details
    qtbot.mouseClick(find(shown, "error_copy"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == details
    qtbot.mouseClick(find(shown, "error_close"), Qt.MouseButton.LeftButton)
    assert not shown.isVisible()
    reporter.deleteLater()


def test_an_exception_in_any_thread_reaches_the_dialog(qtbot, theme, find, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    reporter = ErrorReporter(QApplication.instance())
    reporter.install()

    def fail():
        raise KeyError("lost in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: dialog() is not None)
    shown = dialog()
    assert "lost in a thread" in find(shown, "error_details", QPlainTextEdit).toPlainText()
    qtbot.mouseClick(find(shown, "error_close"), Qt.MouseButton.LeftButton)
    reporter.deleteLater()


class Unpaintable(QWidget):
    """Raises the same at each painting, and at each click."""

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        raise LookupError("no paint")

    def click(self) -> None:
        raise LookupError("no click")


def test_what_an_override_raises_is_shown_once_and_what_a_click_raises_each_time(qtbot, theme, find, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    reporter = ErrorReporter(QApplication.instance())
    reporter.install()
    widget = Unpaintable()
    qtbot.addWidget(widget)
    for _ in range(3):
        widget.grab()
    qtbot.waitUntil(lambda: dialog() is not None)
    shown = dialog()
    assert find(shown, "error_details", QPlainTextEdit).toPlainText().count("LookupError: no paint") == 1
    qtbot.mouseClick(find(shown, "error_close"), Qt.MouseButton.LeftButton)
    widget.grab()
    QApplication.processEvents()
    assert dialog() is None
    for _ in range(2):
        try:
            widget.click()
        except LookupError as error:
            sys.excepthook(type(error), error, error.__traceback__)
        qtbot.waitUntil(lambda: dialog() is not None)
        qtbot.mouseClick(find(dialog(), "error_close"), Qt.MouseButton.LeftButton)
    reporter.deleteLater()


def test_english_plurals_are_english(qtbot, qapp):
    before = QLocale()
    try:
        load_translations(qapp, Language.ENGLISH)
        assert text.size(1) == "1 byte"
        assert text.size(2) == "2 bytes"
    finally:
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
            translator.deleteLater()
        QLocale.setDefault(before)


def test_the_window_starts_without_torch():
    check = "import sys, gpt_studio.ui.shell.app; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == (sys.platform == "win32")
