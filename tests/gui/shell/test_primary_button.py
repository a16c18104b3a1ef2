"""The highlighted button: one at a time, always at the right end of the header line, and it always succeeds. After a
step the keyboard is on the next one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
from tiny_folders import byte_level_tokenizer, save_tiny

from gpt_studio.corpora.corpus import Corpus, write_corpus
from gpt_studio.tokenization.conversation import CHATML
from gpt_studio.tokenization.files import save_tokenizer
from gpt_studio.ui.shell.main_window import MainWindow
from gpt_studio.ui.state.handover import Stage
from gpt_studio.ui.tabs.registry import TABS

SENTENCES = "".join(
    f"The {animal} and the {other} walked {way} the river, and the {animal} said good {day} to the {other}.\n"
    for animal in ("cat", "dog", "heron", "otter", "badger", "lighthouse keeper")
    for other in ("fox", "owl", "mouse", "gardener", "captain")
    for way in ("along", "across", "towards", "behind")
    for day in ("morning", "night", "evening")
)
WITH_BUTTON_IN_HEADER = (Stage.CORPUS, Stage.TOKENIZER, Stage.MODELS, Stage.CHAT)
LONG_MS = 60_000


@pytest.fixture
def window(qtbot, theme, home, runner, store) -> MainWindow:
    made = MainWindow(home, runner, store, TABS)
    qtbot.addWidget(made, before_close_func=lambda closed: runner.wait_for_all())
    made.resize(1280, 800)
    made.show()
    made.open(Stage.CORPUS)
    made.activateWindow()
    qtbot.waitUntil(lambda: not runner.busy)
    return made


def highlighted(window) -> list[QPushButton]:
    """The primary buttons that can be seen in the current tab."""
    buttons = window.current_tab.findChildren(QPushButton)
    return [each for each in buttons if each.isVisible() and each.property("look") == "primary"]


@pytest.mark.parametrize("filled", [False, True])
def test_there_is_one_in_every_tab_and_always_at_the_same_place(window, home, qtbot, runner, filled):
    if filled:
        write_corpus(home.corpora / "Tales.toml", Corpus("Tales", ("sample:",)))
        save_tokenizer(byte_level_tokenizer(), home.tokenizers / "Pieces")
        save_tiny(home.models / "Cat", "gpt2", byte_level_tokenizer(), CHATML)
    edges = set()
    for stage in WITH_BUTTON_IN_HEADER:
        window.open(stage)
        window._owners.library.renew()
        qtbot.waitUntil(lambda: not runner.busy, timeout=LONG_MS)
        (button,) = highlighted(window)
        assert button.isEnabled(), stage
        tab = window.current_tab
        edges.add(tab.width() - button.mapTo(tab, QPoint(button.width(), 0)).x())
        assert button.mapTo(tab, QPoint(0, 0)).y() < 100
        assert window.focusWidget() is button, stage
    assert len(edges) == 1


@pytest.mark.parametrize("first", [True, False])
def test_from_a_text_to_the_training_the_keyboard_is_always_on_the_next_step(
    window, home, tmp_path, qtbot, runner, find, first
):
    if not first:  # the tokenizer of another text is there, and must not be taken for that of this one
        write_corpus(home.corpora / "Letters.toml", Corpus("Letters", ("sample:",)))
        save_tokenizer(byte_level_tokenizer(), home.tokenizers / "Letters 256")
        window._owners.library.renew()
        qtbot.waitUntil(lambda: not runner.busy)
    (tmp_path / "tales.txt").write_text(SENTENCES, encoding="utf-8")
    window.current_tab.drop([tmp_path / "tales.txt"])
    pressed = []
    for name in ("corpus_save", "corpus_next", "tokenizer_train", "tokenizer_next"):
        button = find(window, name, QPushButton)
        qtbot.waitUntil(lambda button=button: window.focusWidget() is button, timeout=LONG_MS)
        assert highlighted(window) == [button]
        QTest.keyClick(button, Qt.Key.Key_Return)
        pressed.append(name)
    assert window.current_tab.stage is Stage.TRAINING
    assert len(pressed) == 4
    assert (home.corpora / "tales.toml").is_file()
    (made,) = {folder.name for folder in home.tokenizers.iterdir()} - {"Letters 256"}
    assert made.startswith("tales ")
    training = window.tab(Stage.TRAINING)
    qtbot.waitUntil(lambda: not runner.busy, timeout=LONG_MS)
    assert find(training, "training_corpus", QComboBox).currentText() == "tales"
    assert find(training, "training_tokenizer", QComboBox).currentText() == made


def test_the_keyboard_stays_where_the_person_has_put_it(window, tmp_path, qtbot, runner, find):
    (tmp_path / "tales.txt").write_text(SENTENCES, encoding="utf-8")
    window.current_tab.drop([tmp_path / "tales.txt"])
    qtbot.waitUntil(lambda: not runner.busy)
    name = find(window, "corpus_name", QLineEdit)
    name.setFocus()
    QTest.keyClicks(name, " two")
    window._owners.library.renew()
    qtbot.waitUntil(lambda: not runner.busy)
    assert window.focusWidget() is name
    QTest.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.focusWidget() is find(window, "corpus_next"))


def test_with_settings_that_cannot_be_used_it_puts_them_right(window, qtbot, runner, find):
    window.open(Stage.TOKENIZER)
    qtbot.waitUntil(lambda: not runner.busy)
    find(window, "tokenizer_naming_name", QLineEdit).setText("a/b")
    (button,) = highlighted(window)
    assert button.text() == "Use values that work"
    button.click()
    assert find(window, "tokenizer_naming_name", QLineEdit).text() == "Sample 2k"
    assert highlighted(window) == [find(window, "tokenizer_train")]
    assert find(window, "tokenizer_train").isEnabled()


def test_with_a_corpus_that_turned_out_empty_it_leads_to_the_text(window, home, tmp_path, qtbot, runner, find):
    (tmp_path / "empty.txt").write_text("")
    write_corpus(home.corpora / "Nothing.toml", Corpus("Nothing", (str(tmp_path / "empty.txt"),)))
    window._owners.library.renew()
    window.open(Stage.TOKENIZER)
    qtbot.waitUntil(lambda: not runner.busy)
    find(window, "tokenizer_train").click()
    qtbot.waitUntil(lambda: highlighted(window) == [find(window, "tokenizer_bring")], timeout=LONG_MS)
    find(window, "tokenizer_bring").click()
    assert window.current_tab.stage is Stage.CORPUS
