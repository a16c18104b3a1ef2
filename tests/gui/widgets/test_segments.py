from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QVBoxLayout, QWidget

from gpt_studio.ui.widgets.segments import Segments


def test_the_keyboard_stops_at_the_chosen_segment_only_and_arrows_choose(qtbot, theme, find):
    window = QWidget()
    before, after = QLineEdit(), QLineEdit()
    segments = Segments(
        "length", "Length", [("minutes", "Minutes", ""), ("steps", "Steps", ""), ("epochs", "Epochs", "")]
    )
    layout = QVBoxLayout(window)
    for each in (before, segments, after):
        layout.addWidget(each)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    segments.set_value("steps")
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    steps = find(segments, "length_steps", QToolButton)
    assert QApplication.focusWidget() is steps
    with qtbot.waitSignal(segments.changed) as told:
        qtbot.keyClick(steps, Qt.Key.Key_Right)
    assert told.args == ["epochs"]
    epochs = find(segments, "length_epochs", QToolButton)
    assert segments.value == "epochs"
    assert QApplication.focusWidget() is epochs
    qtbot.mouseClick(steps, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is steps
    qtbot.mouseClick(epochs, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is epochs
    qtbot.keyClick(epochs, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after
    qtbot.keyClick(after, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is epochs
