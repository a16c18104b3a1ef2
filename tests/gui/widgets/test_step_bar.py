"""The step bar: what of the way is ready, said in words, and a way to each step by mouse and keyboard."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from tiny_folders import byte_level_tokenizer, save_tiny

from gpt_studio.core.paths import resources
from gpt_studio.corpora.corpus import Corpus, write_corpus
from gpt_studio.corpora.scan import SAMPLE_NAME
from gpt_studio.tokenization.conversation import CHATML
from gpt_studio.tokenization.files import save_tokenizer
from gpt_studio.ui.shell.main_window import MainWindow
from gpt_studio.ui.state.handover import Stage
from gpt_studio.ui.state.steps import PATH
from gpt_studio.ui.tabs.registry import TABS

HIGHEST = 34


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


def steps(window, find) -> list[str]:
    """What each step of the current tab says of itself to a screen reader."""
    here = window.current_tab.stage.value
    return [find(window, f"{here}_step_{stage.value}", QToolButton).accessibleName() for stage in PATH]


def test_with_nothing_yet_the_text_comes_first(window, find):
    assert steps(window, find) == ["Text: here", "Tokenizer: later", "Training: later", "Chat: later"]
    window.open(Stage.TOKENIZER)
    assert steps(window, find) == ["Text: next", "Tokenizer: here", "Training: later", "Chat: later"]


def test_the_built_in_sample_is_called_in_the_persons_language(window, find, qapp):
    translator = QTranslator()
    assert translator.load(QLocale("es"), "", "", str(resources() / "i18n"))
    qapp.installTranslator(translator)
    try:
        window._owners.steps.choose(Stage.TRAINING, "Cat", corpus=SAMPLE_NAME)
        assert "“Corpus de ejemplo”" in steps(window, find)[0]
    finally:
        qapp.removeTranslator(translator)


def test_a_step_is_done_when_its_thing_is_there_and_not_before(window, find, home, qtbot, runner):
    def seen() -> list[str]:
        window._owners.library.renew()
        qtbot.waitUntil(lambda: not runner.busy)
        return steps(window, find)

    write_corpus(home.corpora / "Tales.toml", Corpus("Tales", ("sample:",)))
    (home.corpora / "Broken.toml").write_text("[", encoding="utf-8")
    assert seen() == ["Text: here, done (“Tales”)", "Tokenizer: next", "Training: later", "Chat: later"]
    save_tokenizer(byte_level_tokenizer(), home.tokenizers / "Pieces")
    assert seen()[1:] == ["Tokenizer: done (“Pieces”)", "Training: next", "Chat: later"]
    (home.models / "Half").mkdir(parents=True)
    assert seen()[2:] == ["Training: next", "Chat: later"]
    save_tiny(home.models / "Cat", "gpt2", byte_level_tokenizer(), CHATML)
    assert seen()[2:] == ["Training: done (“Cat”)", "Chat: next"]
    shutil.rmtree(home.corpora)
    shutil.rmtree(home.tokenizers)
    assert seen() == ["Text: here", "Tokenizer: later", "Training: done (“Cat”)", "Chat: next"]


def test_what_is_open_is_named_rather_than_the_newest(window, find, home, qtbot, runner):
    for name in ("Pieces", "Newer"):
        save_tokenizer(byte_level_tokenizer(), home.tokenizers / name)
    window.open(Stage.TOKENIZER)
    qtbot.waitUntil(lambda: not runner.busy)
    for folder in ("Pieces", "Newer"):
        window.current_tab._open(home.tokenizers / folder)
        qtbot.waitUntil(lambda: not runner.busy)
        assert steps(window, find)[1] == f"Tokenizer: here, done (“{folder}”)"


def test_a_click_goes_to_a_step_and_the_arrow_keys_reach_all_of_them(window, find, qtbot):
    qtbot.mouseClick(find(window, "corpus_step_chat"), Qt.MouseButton.LeftButton)
    assert window.current_tab.stage is Stage.CHAT
    find(window, "chat_step_chat").setFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Left)
    assert window.focusWidget() is find(window, "chat_step_training")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Left)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.current_tab.stage is Stage.TOKENIZER


def test_it_is_slim_and_shortens_names_where_there_is_little_room(window, find, home, qtbot, runner):
    name = "A very long name of a corpus that nobody would want to see in full"
    write_corpus(home.corpora / f"{name}.toml", Corpus(name, ("sample:",)))
    window._owners.library.renew()
    qtbot.waitUntil(lambda: name in steps(window, find)[0])
    bar, button = find(window, "corpus_steps"), find(window, "corpus_step_corpus", QToolButton)
    for width in (1280, 900):
        window.resize(width, 600)
        qtbot.waitUntil(lambda width=width: window.current_tab.width() <= width)
        assert bar.height() <= HIGHEST
        assert all(each.geometry().right() <= bar.width() for each in bar.findChildren(QToolButton))
    assert button.text().startswith("Text · A very")
    assert button.text().endswith("…")


def test_models_keep_their_title_and_have_no_bar(window):
    window.open(Stage.MODELS)
    assert window.current_tab.findChild(object, "models_steps") is None
