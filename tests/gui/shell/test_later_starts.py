"""The first start shows the start page, later ones the last tab, and in the chat the last model."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gpt_studio.ui.shell.main_window import MainWindow
from gpt_studio.ui.state.handover import ChatWith, Stage
from gpt_studio.ui.tabs.registry import Place
from gpt_studio.ui.widgets.tab import Tab


class Start(Tab):
    stage = Stage.START


class Chat(Tab):
    stage = Stage.CHAT

    def __init__(self, *args):
        super().__init__(*args)
        self.opened: list[Path] = []

    def receive(self, wish):
        assert isinstance(wish, ChatWith)
        self.opened.append(wish.folder)

    def at_next_start(self):
        return self.opened[-1] if self.opened else None


PLACES = (Place(Stage.START, lambda: Start), Place(Stage.CHAT, lambda: Chat))


@pytest.fixture
def open_window(qtbot, theme, home, runner, store) -> Callable[[], MainWindow]:
    def opened() -> MainWindow:
        window = MainWindow(home, runner, store, PLACES)
        qtbot.addWidget(window)
        window.show()
        return window

    return opened


@pytest.fixture
def model(home) -> Path:
    folder = home.models / "Teller"
    folder.mkdir(parents=True)
    return folder


def test_the_first_start_shows_the_start_page(open_window):
    assert open_window().current_tab.stage is Stage.START


def test_a_later_start_shows_the_last_tab(open_window, model):
    window = open_window()
    window.open(Stage.CHAT)
    window.close()
    assert open_window().current_tab.stage is Stage.CHAT


def test_when_nothing_has_been_made_yet_the_start_page_is_shown_again(open_window, home):
    window = open_window()
    window.open(Stage.CHAT)
    window.close()
    home.models.mkdir(parents=True)
    assert open_window().current_tab.stage is Stage.START


def test_another_home_begins_with_its_own_start_page(open_window, model, store, tmp_path):
    store.save_last(tmp_path / "elsewhere", "chat", model)
    window = open_window()
    assert window.current_tab.stage is Stage.START
    assert store.last_model(tmp_path / "elsewhere") == model


def test_the_chat_opens_the_model_that_was_open_last(qtbot, open_window, model):
    window = open_window()
    window.tab(Stage.START).asked.emit(ChatWith(model))
    window.close()
    later = open_window()
    qtbot.waitUntil(lambda: later.tab(Stage.CHAT).opened == [model])


def test_the_model_is_remembered_while_the_chat_is_not_shown(qtbot, open_window, model):
    window = open_window()
    window.tab(Stage.START).asked.emit(ChatWith(model))
    window.open(Stage.START)
    window.close()
    between = open_window()
    assert between.current_tab.stage is Stage.START
    between.close()
    later = open_window()
    later.open(Stage.CHAT)
    qtbot.waitUntil(lambda: later.tab(Stage.CHAT).opened == [model])


def test_a_wish_for_another_model_comes_before_the_last_one(qtbot, open_window, home, model):
    window = open_window()
    window.tab(Stage.START).asked.emit(ChatWith(model))
    window.close()
    later = open_window()
    later.open(Stage.START)
    later.tab(Stage.START).asked.emit(ChatWith(home.models / "Other"))
    qtbot.waitUntil(lambda: not later._bringing_back.isActive())
    assert later.tab(Stage.CHAT).opened == [home.models / "Other"]


def test_a_model_that_is_gone_is_not_opened(qtbot, open_window, home, model):
    (home.corpora).mkdir()
    (home.corpora / "Tales.toml").touch()
    window = open_window()
    window.tab(Stage.START).asked.emit(ChatWith(model))
    window.close()
    shutil.rmtree(model)
    later = open_window()
    assert later.current_tab.stage is Stage.CHAT
    qtbot.waitUntil(lambda: not later._bringing_back.isActive())
    assert later.tab(Stage.CHAT).opened == []
