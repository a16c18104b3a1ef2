"""Commands, and the buttons that are made from them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.widgets.buttons import command_button, command_icon_button


@pytest.fixture
def actions() -> Actions:
    return Actions()


@pytest.fixture
def page(qtbot, theme) -> QWidget:
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def test_a_command_can_be_used_once_somebody_carries_it_out(actions, page):
    done = []
    assert not actions["chat.new"].isEnabled()
    actions.bind("chat.new", lambda: done.append("new"), page)
    actions["chat.new"].trigger()
    assert done == ["new"]


def test_a_button_follows_its_command(actions, page, qtbot):
    done = []
    action = actions.bind("training.stop", lambda: done.append("stop"), page)
    button = command_button(actions, "training.stop", name="stop")
    page.layout().addWidget(button)
    button.show()
    assert (button.text(), button.accessibleName()) == ("Stop and save", "Stop and save")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["stop"]
    action.setEnabled(False)
    assert not button.isEnabled()
    action.setText("Stop without saving")
    assert button.text() == "Stop without saving"
    action.setVisible(False)
    assert not button.isVisible()
    action.setVisible(True)
    assert button.isVisible()


def test_a_command_with_two_states_is_switched_by_its_button(actions, page, qtbot):
    states = []
    action = actions["chat.sampling"]
    action.setCheckable(True)
    action.toggled.connect(states.append)
    actions.bind("chat.sampling", lambda: None, page)
    button = command_icon_button(actions, "chat.sampling", name="sampling")
    page.layout().addWidget(button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (states, button.isChecked()) == ([True], True)
    action.setChecked(False)
    assert not button.isChecked()


def test_a_shortcut_works_while_its_place_can_be_seen(actions, page, qtbot):
    done, place = [], QWidget(page)
    page.layout().addWidget(place)
    actions.bind("chat.new", lambda: done.append("new"), place)
    for shown in (True, False):
        place.setVisible(shown)
        qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert done == ["new"]


def test_a_command_for_one_thing_is_an_action_of_its_own(actions, page):
    done = []
    first = actions.for_one("model.rename", lambda: done.append(1), page, name="first")
    second = actions.for_one("model.rename", lambda: done.append(2), page, name="second")
    second.setEnabled(False)
    first.trigger()
    second.trigger()
    assert (first.text(), done) == ("Rename", [1])
