from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

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


@pytest.fixture
def languages(qapp):
    """``load_translations`` for a test; what it installed is removed afterwards."""
    before, attribute = QLocale(), Qt.ApplicationAttribute.AA_DontUseNativeDialogs
    yield lambda language: load_translations(qapp, language)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    qapp.setAttribute(attribute, False)
    QLocale.setDefault(before)


ENGLISH_WORDS = {"look", "files", "file", "name", "directory", "cancel", "open", "save", "choose", "all"}


@pytest.mark.parametrize("mode", list(QFileDialog.FileMode))
def test_a_file_dialog_speaks_spanish_only(languages, qtbot, theme, mode):
    languages(Language.SPANISH)
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    qtbot.addWidget(dialog)
    said = [each.text() for each in dialog.findChildren(QLabel)] + [
        each.text() for each in dialog.findChildren(QPushButton)
    ]
    said += [box.itemText(row) for box in dialog.findChildren(QComboBox) for row in range(box.count())]
    said = [words.replace("&", "") for words in said if not words.startswith("/")]
    assert "Cancelar" in said
    assert ENGLISH_WORDS.isdisjoint(" ".join(said).lower().replace(":", "").split())
    assert [words for words in said if "fichero" in words.lower() or "directorio" in words.lower()] == []


def test_the_menu_of_a_text_field_speaks_the_chosen_language(languages, qtbot, theme):
    field = QLineEdit("text")
    qtbot.addWidget(field)
    for language, said in ((Language.SPANISH, "Pegar"), (Language.ENGLISH, "Paste")):
        languages(language)
        menu = field.createStandardContextMenu()
        assert any(said in action.text().replace("&", "") for action in menu.actions())
        menu.deleteLater()


def test_the_systems_dialogs_are_not_used_in_another_language(languages, qapp, monkeypatch):
    attribute = Qt.ApplicationAttribute.AA_DontUseNativeDialogs
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _self: ["es-ES", "es"])
    for language, avoided in ((Language.ENGLISH, True), (Language.SPANISH, False), (Language.SYSTEM, False)):
        languages(language)
        assert qapp.testAttribute(attribute) is avoided


REBUILT = """
import os
import sys
import traceback
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QTextEdit, QWidget

app = QApplication([])
from gpt_studio.core.paths import Home
from gpt_studio.ui.shell.app import show_until_closed
from gpt_studio.ui.shell.main_window import MainWindow
from gpt_studio.ui.state.handover import Stage

def windows():
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]

def once(is_so, do):
    def look_now():
        try:
            do() if is_so() else once(is_so, do)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    QTimer.singleShot(50, look_now)

def has_read_the_text():
    tile = windows()[0].findChild(QWidget, "corpus_total_characters") if len(windows()) == 1 else None
    return tile is not None and any(each.text().startswith("2,") for each in tile.findChildren(QLabel))

def has_opened_the_conversation():
    return bool(windows()[0].tab(Stage.CHAT).findChild(QTextEdit, "chat_composer").toPlainText())

def choose_spanish():
    shown = windows()[0]
    shown.tab(Stage.CORPUS).add(["sample:"])
    shown.findChild(QLineEdit, "corpus_name").setText("Half")
    shown.findChild(QLineEdit, "corpus_name").textEdited.emit("Half")
    shown.tab(Stage.CHAT).findChild(QTextEdit, "chat_composer").setPlainText("Dear fox")
    shown.open(Stage.MODELS)
    shown.open(Stage.CORPUS)
    shown.findChild(QPushButton, "navigate_settings") or shown._edit_settings()
    box = shown.findChild(QComboBox, "settings_language")
    box.setCurrentIndex(2)
    box.activated.emit(2)
    before.append(shown)
    once(lambda: windows() != before and has_read_the_text() and has_opened_the_conversation(), look)
    shown.findChild(QPushButton, "settings_restart_notice_action").click()

before = []

def look():
    shown = windows()[0]
    print(shown.tab(Stage.CORPUS).findChild(QLineEdit, "corpus_name").text(), flush=True)
    print(shown.current_tab.stage.value, shown.findChild(QPushButton, "corpus_save").text(), flush=True)
    print(shown.tab(Stage.CHAT).findChild(QTextEdit, "chat_composer").toPlainText(), flush=True)
    shown.close()

once(lambda: windows() and windows()[0].isVisible(), choose_spanish)
sys.exit(show_until_closed(app, Home(Path(sys.argv[1]))))
"""


def test_another_language_is_taken_up_at_once_and_nothing_is_lost(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", REBUILT, str(tmp_path / "home")],
        env=os.environ | {"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    assert done.stdout.splitlines() == ["Half", "corpus Guardar corpus", "Dear fox"], done.stderr
    assert done.returncode == 0
