"""The start page: what it offers, when its button can be pressed, and what pressing it does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QRadioButton, QWidget
from tiny_folders import byte_level_tokenizer, save_tiny

from gpt_studio.core.paths import Home
from gpt_studio.jobs.app import first_model
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.ui.state.handover import ChatWith, GoOnTalking, ResumeTraining, TrainNow, WatchTraining
from gpt_studio.ui.tabs.start.tab import StartTab

LETTER = "Dear Ana, the fox came back to the garden today and looked for the hen, but the hen was gone. "
PATIENCE_MS = 60_000


@pytest.fixture
def tab(make_tab: Callable[[type[StartTab]], StartTab]) -> StartTab:
    return make_tab(StartTab)


@pytest.fixture
def wishes(tab: StartTab) -> list[object]:
    heard: list[object] = []
    tab.asked.connect(heard.append)
    return heard


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "Letter to Ana.txt"
    path.write_text(LETTER * 15, encoding="utf-8")
    return path


def make_button(find: Any, tab: StartTab) -> QPushButton:
    return find(tab, "start_make", QPushButton)


def obstacle(find: Any, tab: StartTab) -> str:
    return find(tab, "start_obstacle", QLabel).text()


def everything_in(home: Home) -> list[Path]:
    return sorted(path for path in home.root.rglob("*") if path.is_file() and home.cache not in path.parents)


def test_the_sample_is_chosen_and_the_button_can_be_pressed_at_once(find, tab):
    assert find(tab, "start_sample", QRadioButton).isChecked()
    assert make_button(find, tab).isEnabled()
    assert make_button(find, tab).property("look") == "primary"
    assert find(tab, "start_name", QLineEdit).text() == "My first model"
    assert obstacle(find, tab) == ""
    assert not find(tab, "start_go_on").isVisible()


def test_the_keyboard_is_on_the_button_when_the_page_is_shown(qtbot, find, tab):
    tab.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is make_button(find, tab))


def test_when_a_chosen_text_has_been_read_the_keyboard_is_on_the_button(qtbot, find, tab, letter):
    tab.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is make_button(find, tab))
    tab.drop([letter])
    assert not make_button(find, tab).isEnabled()
    assert not isinstance(QApplication.focusWidget(), QRadioButton), "the space bar would choose the stories again"
    qtbot.waitUntil(lambda: QApplication.focusWidget() is make_button(find, tab), timeout=PATIENCE_MS)


def test_reading_a_text_leaves_the_keyboard_where_somebody_types(qtbot, find, tab, letter):
    tab.activateWindow()
    find(tab, "start_name", QLineEdit).setFocus()
    tab.drop([letter])
    qtbot.waitUntil(lambda: make_button(find, tab).isEnabled(), timeout=PATIENCE_MS)
    assert QApplication.focusWidget() is find(tab, "start_name", QLineEdit)


def test_a_time_that_is_too_short_is_said_to_be_corrected(qtbot, find, tab):
    minutes, learns = find(tab, "start_minutes"), find(tab, "start_learns", QLabel)
    minutes.setFocus()
    minutes.selectAll()
    qtbot.keyClicks(minutes, "0")
    qtbot.keyClick(minutes, Qt.Key.Key_Return)
    assert minutes.value() == 0.05
    assert learns.text().startswith("0 is too little; the least is 0.05 min. ")
    minutes.setValue(2)
    assert "too little" not in learns.text()


def test_the_time_says_what_the_model_will_have_learnt(find, tab):
    said = set()
    for minutes in (0.5, 2.0, 5.0, 60.0):
        find(tab, "start_minutes").setValue(minutes)
        said.add(find(tab, "start_learns", QLabel).text())
    assert len(said) == 4


def test_dropped_texts_are_read_and_their_length_is_shown(qtbot, find, tab, letter):
    assert tab.accepts([letter])
    tab.drop([letter])
    assert find(tab, "start_own", QRadioButton).isChecked()
    assert not make_button(find, tab).isEnabled()
    assert "being read" in obstacle(find, tab)
    qtbot.waitUntil(lambda: make_button(find, tab).isEnabled(), timeout=PATIENCE_MS)
    assert find(tab, "start_own_sentence", QLabel).text() == "“Letter to Ana”: 1,409 characters."
    assert obstacle(find, tab) == ""


def test_further_files_are_added_and_each_can_be_taken_off_again(qtbot, find, tab, letter, tmp_path):
    other = tmp_path / "Diary.txt"
    other.write_text(LETTER * 30, encoding="utf-8")
    tab.drop([letter])
    tab.drop([other])
    qtbot.waitUntil(lambda: make_button(find, tab).isEnabled(), timeout=PATIENCE_MS)
    assert find(tab, "start_own_sentence", QLabel).text() == "2 files: 4,228 characters."
    assert [find(tab, f"start_source_{n}", QLabel).text() for n in (0, 1)] == ["Letter to Ana.txt", "Diary.txt"]
    qtbot.mouseClick(find(tab, "start_source_0_remove"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: make_button(find, tab).isEnabled(), timeout=PATIENCE_MS)
    assert find(tab, "start_own_sentence", QLabel).text() == "“Diary”: 2,819 characters."
    qtbot.mouseClick(find(tab, "start_source_0_remove"), Qt.MouseButton.LeftButton)
    assert not find(tab, "start_sources").isVisible()
    assert "Choose a text first" in obstacle(find, tab)


def test_a_folder_does_not_look_like_a_file(find, tab, letter, tmp_path):
    (tmp_path / "Diary").mkdir()
    tab.drop([letter, tmp_path / "Diary"])
    file, folder = (find(tab, f"start_source_{n}_kind", QLabel).pixmap().toImage() for n in (0, 1))
    assert file != folder
    tab.drop([letter.parent / "gone.txt"])
    assert find(tab, "start_source_2_kind", QLabel).pixmap().toImage() == file


def test_texts_without_conversations_promise_no_conversation(qtbot, find, tab, letter, tmp_path):
    learns = find(tab, "start_learns", QLabel)
    assert "you talk with it" in learns.text()
    tab.drop([letter])
    qtbot.waitUntil(lambda: make_button(find, tab).isEnabled(), timeout=PATIENCE_MS)
    assert "you begin a sentence, and it goes on" in learns.text()
    assert "talk" not in learns.text()
    chat = tmp_path / "chat.jsonl"
    turns = [{"role": "user", "content": LETTER}, {"role": "assistant", "content": LETTER}]
    chat.write_text("\n".join(json.dumps({"messages": turns}) for _ in range(9)), encoding="utf-8")
    tab.drop([chat])
    qtbot.waitUntil(lambda: "you talk with it" in learns.text(), timeout=PATIENCE_MS)


def test_what_is_only_not_ready_yet_is_no_problem_in_red(qtbot, find, tab, letter, tmp_path):
    tab.drop([letter])
    assert "being read" in obstacle(find, tab)
    assert find(tab, "start_obstacle", QLabel).property("look") == "caption"
    (tmp_path / "note.txt").write_text("Hello.", encoding="utf-8")
    qtbot.mouseClick(find(tab, "start_source_0_remove"), Qt.MouseButton.LeftButton)
    tab.drop([tmp_path / "note.txt"])
    qtbot.waitUntil(lambda: "too short" in obstacle(find, tab), timeout=PATIENCE_MS)
    assert find(tab, "start_obstacle", QLabel).property("look") == "problem"


def test_a_name_that_was_just_used_is_replaced_by_a_free_one(find, tab):
    find(tab, "start_name", QLineEdit).setText("The voice of Ana")
    tab._form.show_taken(["The voice of Ana"])
    assert "already" in obstacle(find, tab)
    tab._guide.ready.disconnect(tab.asked)
    tab._guide.ready.emit(TrainNow("Stories", "Stories 2k", "The voice of Ana", 5.0))
    tab._form.show_taken(["The voice of Ana"])
    assert obstacle(find, tab) == ""
    assert find(tab, "start_name", QLineEdit).text() == "Stories"


def test_a_text_that_is_too_short_says_so_before_anything_is_pressed(qtbot, find, tab, tmp_path):
    (tmp_path / "note.txt").write_text("Hello.", encoding="utf-8")
    tab.drop([tmp_path / "note.txt"])
    qtbot.waitUntil(lambda: "too short" in obstacle(find, tab), timeout=PATIENCE_MS)
    assert not make_button(find, tab).isEnabled()
    qtbot.mouseClick(find(tab, "start_sample"), Qt.MouseButton.LeftButton)
    assert make_button(find, tab).isEnabled()


def test_own_text_without_files_asks_for_some_and_a_click_anywhere_in_the_frame_chooses(qtbot, find, tab):
    option = find(tab, "start_own_option")
    qtbot.mouseClick(option, Qt.MouseButton.LeftButton, pos=option.rect().bottomRight() / 2)
    assert find(tab, "start_own", QRadioButton).isChecked()
    assert not make_button(find, tab).isEnabled()
    assert "Choose a text first" in obstacle(find, tab)


def test_files_can_be_chosen_in_a_dialog(qtbot, find, tab, letter, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(letter)], ""))
    qtbot.mouseClick(find(tab, "start_files"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: make_button(find, tab).isEnabled(), timeout=PATIENCE_MS)
    assert find(tab, "start_own", QRadioButton).isChecked()


def test_a_name_that_cannot_be_used_is_refused_before_the_button_is_pressed(qtbot, find, tab):
    name = find(tab, "start_name", QLineEdit)
    name.selectAll()
    qtbot.keyClicks(name, "CON")
    assert not make_button(find, tab).isEnabled()
    assert "CON" in obstacle(find, tab)


def test_pressing_it_saves_corpus_and_tokenizer_and_asks_for_the_training(qtbot, find, tab, wishes, letter, home):
    tab.drop([letter])
    qtbot.waitUntil(lambda: make_button(find, tab).isEnabled(), timeout=PATIENCE_MS)
    find(tab, "start_minutes").setValue(0.5)
    qtbot.mouseClick(make_button(find, tab), Qt.MouseButton.LeftButton)
    assert find(tab, "start_busy").isVisible()
    assert not make_button(find, tab).isVisible()
    qtbot.waitUntil(lambda: bool(wishes), timeout=PATIENCE_MS)
    (tokenizer,) = home.tokenizers.iterdir()
    assert wishes == [TrainNow("Letter to Ana", tokenizer.name, "My first model", 0.5, chat_after=True)]
    assert (home.corpora / "Letter to Ana.toml").is_file()
    assert (tokenizer / "tokenizer.json").is_file()


def test_cancelling_leaves_nothing_behind_and_goes_back_to_the_form(qtbot, find, tab, wishes, home):
    tab.activateWindow()
    qtbot.mouseClick(make_button(find, tab), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(find(tab, "start_busy_cancel"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(make_button(find, tab).isVisible, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not tab.runner.busy, timeout=PATIENCE_MS)
    assert wishes == []
    assert everything_in(home) == []
    assert QApplication.focusWidget() is make_button(find, tab)


def test_a_cancel_that_came_too_late_takes_back_what_was_saved(qtbot, find, tab, wishes, letter, home, monkeypatch):
    prepare = first_model.get_ready
    monkeypatch.setattr(first_model, "get_ready", lambda request, _context: prepare(request, first_model.JobContext()))
    tab.drop([letter])
    qtbot.waitUntil(lambda: make_button(find, tab).isEnabled(), timeout=PATIENCE_MS)
    qtbot.mouseClick(make_button(find, tab), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(find(tab, "start_busy_cancel"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(make_button(find, tab).isVisible, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not tab.runner.busy, timeout=PATIENCE_MS)
    assert wishes == []
    assert everything_in(home) == []


def test_what_fails_is_told_in_a_sentence_and_the_form_is_back(qtbot, find, tab, wishes, letter):
    tab.drop([letter])
    qtbot.waitUntil(lambda: make_button(find, tab).isEnabled(), timeout=PATIENCE_MS)
    letter.unlink()
    qtbot.mouseClick(make_button(find, tab), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(find(tab, "start_notice").isVisible, timeout=PATIENCE_MS)
    assert "Letter to Ana" in find(tab, "start_notice_text", QLabel).text()
    assert make_button(find, tab).isVisible()
    assert wishes == []


def test_while_a_model_is_trained_the_page_leads_to_it(qtbot, find, tab, wishes):
    tab.commands["training.stop"].setEnabled(True)
    watch = find(tab, "start_watch", QPushButton)
    assert watch.isVisible()
    assert not make_button(find, tab).isVisible()
    qtbot.mouseClick(watch, Qt.MouseButton.LeftButton)
    assert wishes == [WatchTraining()]
    tab.commands["training.stop"].setEnabled(False)
    assert make_button(find, tab).isVisible()


def test_a_models_folder_is_opened_in_the_chat(qtbot, find, tab, wishes, tmp_path):
    save_tiny(tmp_path / "model", "qwen3", byte_level_tokenizer(), None)
    assert tab.accepts([tmp_path / "model"])
    tab.drop([tmp_path / "model"])
    assert wishes == [ChatWith(tmp_path / "model")]
    qtbot.mouseClick(find(tab, "start_open_folder"), Qt.MouseButton.LeftButton)
    dialog = find(tab, "start_folder_dialog", QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "other"))
    assert wishes[-1] == ChatWith(tmp_path / "other")
    dialog.reject()


def test_what_was_begun_can_be_gone_on_with(qtbot, find, home, make_tab):
    save_tiny(home.models / "Teller", "qwen3", byte_level_tokenizer(), None)
    home.conversations.mkdir(parents=True)
    told = {"format": 1, "id": "a1", "kind": "chat", "changed": 1.0, "model": "", "title": "Foxes", "passages": []}
    (home.conversations / "a1.json").write_text(json.dumps(told), encoding="utf-8")
    tab = make_tab(StartTab)
    wishes: list[object] = []
    tab.asked.connect(wishes.append)
    for name in ("start_conversation", "start_chat"):
        qtbot.waitUntil(find(tab, name, QWidget).isVisible, timeout=PATIENCE_MS)
        qtbot.mouseClick(find(tab, name), Qt.MouseButton.LeftButton)
    assert wishes == [GoOnTalking("a1"), ChatWith(home.models / "Teller")]
    assert not find(tab, "start_resume").isVisible()
    assert find(tab, "start_title", QLabel).text() == "Make another model"


def test_a_training_that_stopped_early_can_be_resumed(qtbot, find, tab, wishes, home):
    stopped = ModelEntry(home.models / "Half", "Half", 1.0, steps=20, total_steps=80, can_resume=True)
    tab._go_on.show_models((stopped,))
    qtbot.mouseClick(find(tab, "start_resume"), Qt.MouseButton.LeftButton)
    assert wishes == [ResumeTraining(home.models / "Half")]
