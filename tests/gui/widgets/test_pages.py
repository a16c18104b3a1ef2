from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QMenu, QPushButton, QSpinBox, QVBoxLayout, QWidget

from gpt_studio.ui.widgets.pages import Pages


class Page(QWidget):
    """Counts how often it is asked for its size."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.asked = 0
        self.label = QPushButton(f"{words} 1")
        self.button = QPushButton(words)
        layout = QVBoxLayout(self)
        layout.addWidget(self.label)
        layout.addWidget(self.button)

    def sizeHint(self) -> QSize:
        self.asked += 1
        return super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        self.asked += 1
        return super().minimumSizeHint()


@pytest.fixture
def shown(qtbot) -> Iterator[tuple[Pages, Page, Page]]:
    window = QWidget()
    qtbot.addWidget(window)
    pages, first, second = Pages(), Page("one"), Page("two")
    QVBoxLayout(window).addWidget(pages)
    pages.add(first)
    pages.add(second)
    window.resize(400, 300)
    window.show()
    qtbot.waitExposed(window)
    yield pages, first, second
    window.close()


def test_one_page_is_shown_and_fills_the_room(shown):
    pages, first, second = shown
    assert pages.current is first
    assert first.isVisible()
    assert not second.isVisible()
    pages.show_page(second)
    pages.window().resize(500, 350)
    assert second.isVisible()
    assert not first.isVisible()
    assert second.size() == pages.size()
    pages.show_page(first)
    assert first.size() == pages.size()


def test_a_page_that_is_not_shown_is_not_asked_how_much_room_it_wants(shown, qtbot):
    pages, first, second = shown
    pages.show_page(second)
    qtbot.wait(20)
    first.asked = 0
    pages.show_page(second)
    second.label.setText("Something much longer than before, so that everything is laid out anew")
    qtbot.wait(20)
    assert first.asked == 0


def test_the_keyboard_goes_along_and_comes_back(shown):
    pages, first, second = shown
    first.button.setFocus()
    pages.show_page(second)
    assert pages.window().focusWidget() is second.label
    pages.show_page(first)
    assert pages.window().focusWidget() is first.button


def test_the_keyboard_stays_where_it_is_elsewhere(shown):
    pages, _, second = shown
    outside = QPushButton("outside", pages.window())
    outside.show()
    outside.setFocus()
    pages.show_page(second)
    assert pages.window().focusWidget() is outside


def test_the_keyboard_skips_what_cannot_take_it(shown):
    pages, first, second = shown
    second.label.setEnabled(False)
    first.button.setFocus()
    pages.show_page(second)
    assert pages.window().focusWidget() is second.button


def test_a_page_without_anything_to_use_takes_the_keyboard_itself(shown):
    pages, first, second = shown
    second.label.setEnabled(False)
    second.button.setEnabled(False)
    first.button.setFocus()
    pages.show_page(second)
    assert pages.window().focusWidget() is second


def test_looking_for_the_first_widget_ties_no_widget_to_another(shown):
    """Destroying a widget destroys no Python object of a widget that follows it in the tab order."""
    pages, first, _second = shown
    third = QWidget()
    number, button = QSpinBox(), QPushButton("More")
    menu = QMenu(button)
    action = menu.addAction("Rename")
    button.setMenu(menu)
    number.setEnabled(False)
    inside = QVBoxLayout(third)
    inside.addWidget(number)
    inside.addWidget(button)
    pages.add(third)
    first.button.setFocus()
    pages.show_page(third)
    number.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shiboken6.isValid(action)
    assert action.text() == "Rename"
