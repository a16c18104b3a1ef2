"""Enter clicks the button that has the keyboard, in the window and in dialogs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QRadioButton, QVBoxLayout

from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.dialog import Dialog


@pytest.fixture
def dialog(qtbot, theme):
    made = Dialog()
    layout = QVBoxLayout(made)
    made.clicks = []
    made.plain = Button("One", name="one")
    made.default = QPushButton("Two")
    made.default.setDefault(True)
    made.box, made.line, made.choice = QCheckBox("Three"), QLineEdit(), QRadioButton("Four")
    for widget in (made.line, made.plain, made.default, made.box, made.choice):
        layout.addWidget(widget)
    made.plain.clicked.connect(lambda: made.clicks.append("one"))
    made.default.clicked.connect(lambda: made.clicks.append("two"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def press(qtbot, widget, key, modifiers=Qt.KeyboardModifier.NoModifier):
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    QTest.keyClick(widget, key, modifiers)


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_enter_clicks_the_focused_button_and_no_other(qtbot, dialog, key, modifiers):
    press(qtbot, dialog.plain, key, modifiers)
    assert dialog.clicks == ["one"]
    dialog.plain.setDown(False)
    press(qtbot, dialog.default, key, modifiers)
    assert dialog.clicks == ["one", "two"]


def test_enter_elsewhere_does_what_it_did(qtbot, dialog):
    press(qtbot, dialog.line, Qt.Key.Key_Return)
    press(qtbot, dialog.box, Qt.Key.Key_Return)
    press(qtbot, dialog.choice, Qt.Key.Key_Return)
    assert dialog.clicks == ["two"] * 3, "the button that is clicked by default"
    assert not dialog.box.isChecked()
    assert not dialog.choice.isChecked()
    press(qtbot, dialog.plain, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "one" not in dialog.clicks


def test_a_dialog_that_is_larger_than_the_screen_is_made_smaller(qtbot, theme):
    made = Dialog()
    qtbot.addWidget(made)
    made.resize(5000, 4000)
    made.show()
    room = made.screen().availableGeometry()
    qtbot.waitUntil(lambda: room.contains(made.frameGeometry()))
