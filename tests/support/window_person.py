"""The whole window, and a :class:`Person` who clicks and types in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSettings, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QCheckBox, QComboBox, QLabel, QScrollArea, QWidget

from gpt_studio.core.paths import Home
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.shell.main_window import MainWindow
from gpt_studio.ui.shell.settings import PreferencesStore
from gpt_studio.ui.state.worker import Runner
from gpt_studio.ui.tabs.registry import TABS

PATIENCE_MS = 120_000
_Found = TypeVar("_Found", bound=QWidget)


def open_window(home: Path, settings: Path, runner: Runner) -> MainWindow:
    """The window as ``gpt-studio`` opens it, with its preferences in the file ``settings``."""
    store = PreferencesStore(QSettings(str(settings), QSettings.Format.IniFormat))
    window = MainWindow(Home(home), runner, store, TABS)
    window.resize(1280, 800)
    window.show()
    return window


def let_the_window_work(milliseconds: int) -> None:
    """Run the event loop. QTest.qWait is not used because it holds the GIL, so that jobs would not run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Person:
    """Finds widgets by their object names and uses them with mouse and keyboard."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def find(self, name: str, kind: type[_Found] = QWidget) -> _Found:  # type: ignore[assignment]
        found = self.window.findChildren(kind, name)
        assert len(found) == 1, f"{len(found)} widgets are called {name}"
        return found[0]

    def text(self, name: str) -> str:
        return self.find(name, QLabel).text()

    def sees(self, name: str) -> bool:
        return any(widget.isVisible() for widget in self.window.findChildren(QWidget, name))

    def wait_until(self, condition: Callable[[], bool], patience_ms: int = PATIENCE_MS) -> None:
        deadline = QDeadlineTimer(patience_ms)
        while not condition():
            assert not deadline.hasExpired(), f"waited {patience_ms} ms in vain"
            let_the_window_work(5)

    def click(self, name: str) -> None:
        widget = self.reach(name)
        place = widget.rect().center()
        if isinstance(widget, QCheckBox):
            place.setX(Space.M)  # a check box can be wider than its text, and only the box and the text take clicks
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)

    def say_in_chat(self, text: str) -> None:
        """Type ``text`` into the chat and send it."""
        self.click("chat_composer")
        box = self.find("chat_composer")
        if text.isascii():
            QTest.keyClicks(box, text)
        else:
            composed = QInputMethodEvent()
            composed.setCommitString(text)
            QApplication.sendEvent(box, composed)
        self.click("chat_send")

    def write(self, name: str, text: str) -> None:
        """Type ``text`` in place of what a field holds, and leave the field."""
        field = self.reach(name)
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        if isinstance(field, QAbstractSpinBox):
            field.selectAll()  # selects the number only; its unit stays
        else:
            QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Tab)

    def choose(self, name: str, words: str) -> None:
        """Move through a combo box with the arrow keys to the entry ``words``."""
        box = self.reach(name, QComboBox)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _ in range(box.count()):
            if box.currentText() == words:
                return
            QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentText() == words, f"{name} does not offer {words}"

    def reach(self, name: str, kind: type[_Found] = QWidget) -> _Found:  # type: ignore[assignment]
        """Wait until the widget is visible and enabled, and scroll to it."""
        self.wait_until(lambda: self.sees(name) and self.find(name).isEnabled())
        widget = self.find(name, kind)
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                QApplication.processEvents()
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        assert not widget.visibleRegion().isEmpty(), f"{name} is out of sight"
        return widget
