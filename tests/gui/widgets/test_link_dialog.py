"""The question whether links may be followed, in each of the tabs that open folders."""

import shutil

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QListWidget, QPushButton, QSpinBox, QToolButton
from tiny_folders import byte_level_tokenizer, save_tiny

from gpt_studio.corpora.corpus import Corpus, write_corpus
from gpt_studio.ui.state.handover import ContinueTraining
from gpt_studio.ui.tabs.models.export_dialog import ExportDialog
from gpt_studio.ui.tabs.models.tab import ModelsTab
from gpt_studio.ui.tabs.tokenizer.tab import TokenizerTab
from gpt_studio.ui.tabs.training.tab import TrainingTab

LONG_MS = 120_000


@pytest.fixture
def answer(qtbot, find):
    """Waits for the question, and clicks one of its buttons."""

    def given(parent, button):
        qtbot.waitUntil(lambda: parent.findChild(QDialog, "link_dialog") is not None, timeout=LONG_MS)
        dialog = find(parent, "link_dialog", QDialog)
        assert "leads out" not in dialog.windowTitle()
        find(dialog, button, QPushButton).click()
        qtbot.waitUntil(lambda: parent.findChild(QDialog, "link_dialog") is None)

    return given


@pytest.fixture
def linked(tmp_path):
    """Moves a file of a folder to another place, and puts a link in its place."""

    def moved(folder, name):
        elsewhere = tmp_path / "on another disk"
        elsewhere.mkdir(exist_ok=True)
        (folder / name).symlink_to(shutil.move(folder / name, elsewhere / name))

    return moved


@pytest.fixture
def model(home):
    return save_tiny(home.models / "Heron", "gpt2", byte_level_tokenizer(), None)


@pytest.fixture
def corpus(home, tmp_path):
    text = tmp_path / "tales.txt"
    text.write_text("The cat sat on the warm stone and the dog sat on the cold one. " * 40, encoding="utf-8")
    write_corpus(home.corpora / "Tales.toml", Corpus("Tales", (str(text),)))


def idle(qtbot, runner):
    qtbot.waitUntil(lambda: not runner.busy, timeout=LONG_MS)


def test_a_card_that_links_keep_shut_can_be_opened_there(qtbot, runner, make_tab, find, answer, linked, model):
    linked(model, "model.safetensors")
    tab = make_tab(ModelsTab)
    qtbot.waitUntil(lambda: tab.findChild(QPushButton, "model_links") is not None)
    links = find(tab, "model_links", QPushButton)
    assert links.isVisible()
    links.click()
    answer(tab, "link_refuse")
    idle(qtbot, runner)
    assert links.isVisible()
    links.click()
    answer(tab, "link_follow")
    qtbot.waitUntil(lambda: find(tab, "model_chat", QPushButton).isVisible())
    assert not links.isVisible()


def test_an_export_goes_on_once_its_links_are_trusted(qtbot, runner, make_tab, find, answer, linked, model, home):
    linked(model, "tokenizer.json")
    tab = make_tab(ModelsTab)
    qtbot.waitUntil(lambda: tab.findChild(QToolButton, "model_export") is not None)
    find(tab, "model_export", QToolButton).click()
    dialog = tab.findChild(ExportDialog)
    find(dialog, "export_start", QPushButton).click()
    answer(dialog, "link_follow")
    qtbot.waitUntil(lambda: not dialog.running, timeout=LONG_MS)
    assert "Saved as" in find(dialog, "export_notice_text", QLabel).text()
    assert list(home.exports.iterdir())
    dialog.reject()


def test_a_tokenizer_is_opened_once_its_links_are_trusted(qtbot, runner, make_tab, find, answer, linked, home, model):
    folder = home.tokenizers / "River"
    folder.mkdir(parents=True)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(model / name, folder)
    linked(folder, "tokenizer.json")
    tab = make_tab(TokenizerTab)
    idle(qtbot, runner)
    listed = find(tab, "tokenizer_list", QListWidget)
    qtbot.waitUntil(lambda: listed.count() == 1)
    listed.setCurrentRow(0)
    answer(tab, "link_follow")
    qtbot.waitUntil(lambda: "River" in tab.header.sentence, timeout=LONG_MS)
    qtbot.waitUntil(lambda: all(entry.problem is None for entry in tab.library.tokenizers.now))


@pytest.mark.parametrize("name", ["config.json", "model.safetensors"])
def test_a_training_goes_on_from_a_model_whose_links_are_trusted(
    qtbot, runner, make_tab, find, answer, linked, corpus, tmp_path, name
):
    """A link of config.json is met while it is planned, and one of the weights when the training starts."""
    base = save_tiny(tmp_path / "elsewhere" / "Crane", "gpt2", byte_level_tokenizer(), None)
    linked(base, name)
    tab = make_tab(TrainingTab)
    qtbot.waitUntil(lambda: find(tab, "training_corpus", QComboBox).currentText() == "Tales")
    tab.receive(ContinueTraining(base))
    find(tab, "training_length_steps", QToolButton).click()
    find(tab, "training_length_in_steps", QSpinBox).setValue(1)
    find(tab, "training_setting_batch_size", QSpinBox).setValue(1)
    find(tab, "training_setting_precision", QComboBox).setCurrentText("float32")
    start = find(tab, "training_start", QPushButton)
    if name != "config.json":
        idle(qtbot, runner)
        start.click()
    answer(tab, "link_follow")
    if name == "config.json":
        qtbot.waitUntil(lambda: find(tab, "training_needs_parameters", QLabel).text() != "–", timeout=LONG_MS)
        start.click()
    qtbot.waitUntil(lambda: tab.busy() is None, timeout=LONG_MS)
    idle(qtbot, runner)
    assert [entry.steps for entry in tab.library.models.now] == [1]


def test_a_refused_plan_asks_once(qtbot, runner, make_tab, find, answer, linked, tmp_path):
    base = save_tiny(tmp_path / "elsewhere" / "Crane", "gpt2", byte_level_tokenizer(), None)
    linked(base, "config.json")
    tab = make_tab(TrainingTab)
    tab.receive(ContinueTraining(base))
    answer(tab, "link_refuse")
    find(tab, "training_setting_batch_size", QSpinBox).setValue(1)
    idle(qtbot, runner)
    assert tab.findChild(QDialog, "link_dialog") is None
    assert "leads out" in find(tab, "training_base_problem", QLabel).text()
    assert not find(tab, "training_start", QPushButton).isEnabled()
