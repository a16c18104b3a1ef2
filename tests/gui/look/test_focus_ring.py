"""The ring around the focused control is there for the keyboard, and gone after a click."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from gpt_studio.ui.look.focus_ring import RING


@pytest.fixture
def window(qtbot: Any, theme: Any) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    for name in ("first", "second"):
        button = QPushButton(name)
        button.setObjectName(name)
        layout.addWidget(button)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def ringed(window: QWidget) -> list[str]:
    return [each.objectName() for each in window.findChildren(QPushButton) if each.property(RING)]


def press(window: QWidget, key: Qt.Key) -> None:
    """Press ``key`` as the system does: at the window."""
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(window.windowHandle(), QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


def click(window: QWidget, name: str) -> None:
    place = QPointF(window.findChild(QPushButton, name).geometry().center())
    button = Qt.MouseButton.LeftButton
    for kind, held in ((QMouseEvent.Type.MouseButtonPress, button), (QMouseEvent.Type.MouseButtonRelease, button)):
        event = QMouseEvent(kind, place, window.mapToGlobal(place), button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window.windowHandle(), event)


def test_a_ring_follows_the_keyboard_and_leaves_with_the_mouse(window: QWidget) -> None:
    first, second = window.findChildren(QPushButton)
    first.setFocus()
    click(window, "first")
    assert ringed(window) == []
    second.setFocus()  # what a tab does after a click
    assert ringed(window) == []
    press(window, Qt.Key.Key_Shift)
    assert ringed(window) == []
    press(window, Qt.Key.Key_Tab)
    assert ringed(window) == [QApplication.focusWidget().objectName()]
    first.setFocus()
    assert ringed(window) == ["first"]
    click(window, "second")
    assert ringed(window) == []


def test_the_ring_is_drawn(window: QWidget) -> None:
    first, _second = window.findChildren(QPushButton)
    click(window, "second")
    first.setFocus()
    without = first.grab().toImage()
    press(window, Qt.Key.Key_F12)
    assert first.grab().toImage() != without
