"""Fixtures: models to chat with, and a Person who clicks, types and waits in the chat tab."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gpt_studio.core.paths import Home
from gpt_studio.ui.tabs.chat.tab import ChatTab
from gpt_studio.ui.widgets.two_line_list import TwoLineList

_PATIENCE_MS = 60_000


class Person:
    """Uses ``tab`` by clicks and keys."""

    def __init__(self, tab: ChatTab, qtbot: Any) -> None:
        self.tab = tab
        self._qtbot = qtbot

    def find(self, name: str) -> Any:
        found = self.tab.findChildren(QWidget, name)
        assert len(found) == 1, f"{len(found)} widgets are called {name}"
        return found[0]

    def shows(self, name: str) -> bool:
        return any(widget.isVisible() for widget in self.tab.findChildren(QWidget, name))

    def click(self, name: str) -> None:
        widget = self.find(name)
        assert widget.isVisible(), f"{name} is not to be seen"
        assert widget.isEnabled(), f"{name} cannot be clicked now"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=_PATIENCE_MS)

    def rows(self, name: str) -> list[tuple[str, str]]:
        """Title and caption of every row of a list."""
        model = self.find(name).model()
        indexes = [model.index(row, 0) for row in range(model.rowCount())]
        return [(index.data(), index.data(Qt.ItemDataRole.UserRole + 1)) for index in indexes]

    def pick(self, name: str, title: str) -> None:
        """Click the row called ``title``."""
        self.wait_until(lambda: title in [row[0] for row in self.rows(name)])
        shown: TwoLineList = self.find(name)
        index = shown.model().index([row[0] for row in self.rows(name)].index(title), 0)
        place = shown.visualRect(index).center()
        QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y()))

    def open(self, title: str) -> None:
        """Choose a model and wait until it is ready."""
        self.pick("chat_models", title)
        self.wait_until(lambda: self.text("chat_loading_title") in (f"{title} is ready", f"{title} cannot be opened"))

    def open_in_conversation(self, title: str) -> None:
        """Choose another model while a conversation is shown, and wait until it is open."""
        self.tab.activated()
        self.pick("chat_models", title)
        opener = self.tab.parts.opener
        self.wait_until(lambda: opener.coming is None and opener.model is not None and opener.model.name == title)

    def text(self, name: str) -> str:
        label: QLabel = self.find(name)
        return label.text()

    def text_of_button(self, name: str) -> str:
        return str(self.find(name).text())

    def write(self, text: str) -> None:
        QTest.keyClicks(self.find("chat_composer"), text)

    def say(self, text: str) -> None:
        self.write(text)
        self.click("chat_send")

    def wait_for_writing_to_end(self) -> None:
        self.wait_until(lambda: self.tab.busy() is None)

    def said(self) -> list[str]:
        """The texts of the messages shown."""
        return [message.text for message in self.tab.parts.middle.messages.messages]

    @property
    def document(self) -> str:
        return str(self.find("chat_text").text)

    def show_sampling(self) -> None:
        self.click("chat_sampling_toggle")

    def focus(self) -> str:
        """The name of the widget that has the keyboard focus."""
        focused = QApplication.focusWidget()
        return focused.objectName() if focused is not None else ""

    def write_at_most(self, tokens: int) -> None:
        panel = self.tab.parts.sampling
        panel._form.set_value(replace(panel.sampling, max_new_tokens=tokens))


@pytest.fixture
def models(home: Home, talker: Path, counter: Path) -> Path:
    """The models in the home: the talker and the counter of tests/conftest.py."""
    for folder in (talker, counter):
        shutil.copytree(folder, home.models / folder.name)
    return home.models


@pytest.fixture
def make_person(make_tab: Any, qtbot: Any) -> Callable[[], Person]:
    """A function that makes a Person with a new chat tab."""
    return lambda: Person(make_tab(ChatTab), qtbot)


@pytest.fixture
def person(make_person: Callable[[], Person]) -> Person:
    return make_person()
