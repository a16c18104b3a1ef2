"""Real trainings of a very small model, by clicks."""

import errno
import shutil
import sys

import pytest
import torch
from disk_faults import Disk, refuse
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTextBrowser,
    QToolButton,
)

from gpt_studio.artifacts.safetensors_data import read_tensors
from gpt_studio.corpora.corpus import Corpus, write_corpus
from gpt_studio.jobs.training.read_history import StartedWith
from gpt_studio.models.presets import PRESETS
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.ui.state.handover import ChatWith, ContinueTraining
from gpt_studio.ui.tabs.tokenizer.tab import TokenizerTab
from gpt_studio.ui.tabs.training.tab import TrainingTab

LONG_MS = 120_000
ENDLESS = 1_000_000
SIZES = {"layers": 1, "hidden_size": 32, "context_length": 16}


@pytest.fixture
def corpus(home, tmp_path):
    text = tmp_path / "tales.txt"
    text.write_text("The cat sat on the warm stone and the dog sat on the cold one. " * 400, encoding="utf-8")
    write_corpus(home.corpora / "Tales.toml", Corpus("Tales", (str(text),)))


@pytest.fixture
def tab(qtbot, corpus, make_tab, find):
    return prepared(qtbot, make_tab, find)


def prepared(qtbot, make_tab, find):
    """A tab in which a very small model is chosen."""
    tab = make_tab(TrainingTab)
    qtbot.waitUntil(lambda: find(tab, "training_corpus", QComboBox).currentText() == "Tales")
    find(tab, "training_preset", QComboBox).setCurrentText("Tiny")
    for name, value in SIZES.items():
        find(tab, f"training_model_{name}", QSpinBox).setValue(value)
    find(tab, "training_setting_batch_size", QSpinBox).setValue(2)
    find(tab, "training_setting_threads_automatic", QCheckBox).setChecked(False)
    find(tab, "training_setting_threads", QSpinBox).setValue(1)
    find(tab, "training_setting_precision", QComboBox).setCurrentText("float32")
    find(tab, "training_setting_sample_tokens", QSpinBox).setValue(5)
    find(tab, "training_setting_sample_prompt", QLineEdit).setText("The cat")
    find(tab, "training_length_steps", QToolButton).click()
    qtbot.waitUntil(lambda: find(tab, "training_needs_parameters", QLabel).text() != "–", timeout=LONG_MS)
    return tab


def click(tab, find, name):
    button = find(tab, name, QPushButton)
    assert button.isEnabled(), name
    button.click()


def begin(tab, find, *, name, steps):
    find(tab, "training_name", QLineEdit).setText(name)
    find(tab, "training_length_in_steps", QSpinBox).setValue(steps)
    click(tab, find, "training_start")


def phase(tab, find):
    return find(tab, "training_phase", QLabel).text()


def at_step(tab, step):
    return lambda: tab._desk.state.step >= step


def over(tab):
    return lambda: tab.busy() is None


def test_a_training_runs_to_its_end_and_leads_on_to_the_chat(qtbot, tab, find, home):
    wishes = []
    tab.asked.connect(wishes.append)
    begin(tab, find, name="Cat", steps=12)
    assert "Cat" in str(tab.busy())
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    assert (home.models / "Cat" / "model.safetensors").is_file()
    assert phase(tab, find) == "Finished"
    bits = find(tab, "training_result_bits", QLabel).text()
    assert 0 < float(bits) < 20
    drawn = find(tab, "training_plot_bits_bits_per_byte", QLabel)
    qtbot.waitUntil(lambda: drawn.text() == f"Held out {bits}")
    log = find(tab, "training_log", QPlainTextEdit).toPlainText()
    assert f"Final measurement, of the model as it is saved (step 12): {bits} bits per byte" in log
    assert "12 steps" in find(tab, "training_result_facts", QLabel).text()
    assert find(tab, "training_sample_text", QTextBrowser).toPlainText().startswith("The cat")
    assert len(tab._desk._watch.curves.bits_per_byte) > 0
    click(tab, find, "training_torchrun_copy")
    command = find(tab, "training_torchrun_command", QLineEdit).text()
    assert QGuiApplication.clipboard().text() == command
    assert command.startswith("torchrun --nproc-per-node 2 -m gpt_studio train --recipe ")
    assert str(home.models / "Cat" / "training" / "run.toml") in command
    click(tab, find, "training_result_chat")
    assert wishes == [ChatWith(home.models / "Cat")]
    click(tab, find, "training_another")
    qtbot.waitUntil(lambda: find(tab, "training_name", QLineEdit).text() == "Tales Custom")
    find(tab, "training_name", QLineEdit).setText("cat")
    qtbot.waitUntil(lambda: "already" in find(tab, "training_name_problem", QLabel).text())


def test_a_training_pauses_stops_and_goes_on_in_the_same_window_and_in_another(qtbot, tab, find, make_tab):
    begin(tab, find, name="Long", steps=ENDLESS)
    qtbot.waitUntil(at_step(tab, 3), timeout=LONG_MS)
    assert not find(tab, "training_preset", QComboBox).isEnabled()
    click(tab, find, "training_pause")
    qtbot.waitUntil(lambda: phase(tab, find) == "Paused", timeout=LONG_MS)
    paused_at = tab._desk.state.step
    qtbot.wait(50)
    assert tab._desk.state.step == paused_at
    click(tab, find, "training_resume")
    qtbot.waitUntil(at_step(tab, paused_at + 3), timeout=LONG_MS)
    click(tab, find, "training_stop")
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    stopped_at = tab._desk.state.step
    assert phase(tab, find) == "Stopped early"
    assert "is saved" in find(tab, "training_result_title", QLabel).text()
    assert " train --resume --out " in find(tab, "training_torchrun_command", QLineEdit).text()

    click(tab, find, "training_resume")
    qtbot.waitUntil(at_step(tab, stopped_at + 3), timeout=LONG_MS)
    assert tab._desk._watch.curves.training_loss.steps[0] == 1
    tab.stop()
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    stopped_again = tab._desk.state.step

    other = make_tab(TrainingTab)
    offer = find(other, "training_notice_text", QLabel)
    qtbot.waitUntil(lambda: "“Long” stopped" in offer.text(), timeout=LONG_MS)
    click(other, find, "training_notice_action")
    qtbot.waitUntil(at_step(other, stopped_again + 1), timeout=LONG_MS)
    assert "Going on from step" in find(other, "training_log", QPlainTextEdit).toPlainText()
    click(other, find, "training_stop")
    qtbot.waitUntil(over(other), timeout=LONG_MS)


def test_a_running_training_shows_what_it_was_started_with(qtbot, tab, find, make_tab, home, runner):
    tokenizers = make_tab(TokenizerTab)
    find(tokenizers, "tokenizer_vocab_size", QSpinBox).setValue(270)
    chosen, name = find(tab, "training_tokenizer", QComboBox), find(tab, "training_name", QLineEdit)
    assert chosen.currentText() == "Train one for me"
    click(tokenizers, find, "tokenizer_train")
    begin(tab, find, name="Own", steps=ENDLESS)
    qtbot.waitUntil(lambda: at_step(tab, 3)() and tokenizers.busy() is None, timeout=LONG_MS)
    qtbot.waitUntil(lambda: bool(tab.library.tokenizers.now), timeout=LONG_MS)
    tab.activated()
    assert (chosen.currentText(), name.text()) == ("Train one for me", "Own")
    click(tab, find, "training_stop")
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    qtbot.waitUntil(lambda: chosen.count() == 2 and name.text() != "Own")
    assert chosen.currentText() == "Train one for me"
    assert tab._settings.order.tokenizer is None


def test_a_running_training_shows_its_tokenizer_and_its_corpus_when_these_are_gone(qtbot, tab, find, home, runner):
    begin(tab, find, name="First", steps=4)
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    home.tokenizers.mkdir(parents=True, exist_ok=True)
    shutil.copytree(home.models / "First", home.tokenizers / "River", ignore=shutil.ignore_patterns("training", "m*"))
    tab.library.renew()
    corpus, tokenizer = find(tab, "training_corpus", QComboBox), find(tab, "training_tokenizer", QComboBox)
    qtbot.waitUntil(lambda: tokenizer.count() == 2)
    tokenizer.setCurrentText("River")
    click(tab, find, "training_another")
    begin(tab, find, name="Second", steps=ENDLESS)
    qtbot.waitUntil(at_step(tab, 3), timeout=LONG_MS)
    shutil.rmtree(home.tokenizers / "River")
    (home.corpora / "Tales.toml").unlink()
    tab.activated()
    qtbot.waitUntil(lambda: runner._running == [tab._desk._job], timeout=LONG_MS)
    assert (corpus.currentText(), tokenizer.currentText()) == ("Tales", "River")
    click(tab, find, "training_stop")
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    qtbot.waitUntil(lambda: (corpus.currentText(), tokenizer.currentText()) == ("Built-in sample", "Train one for me"))


def test_a_run_that_goes_on_shows_what_it_was_started_with_and_gives_back_what_was_chosen(qtbot, tab, find):
    begin(tab, find, name="Long", steps=ENDLESS)
    qtbot.waitUntil(at_step(tab, 3), timeout=LONG_MS)
    click(tab, find, "training_stop")
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    choose_otherwise(qtbot, tab, find)
    own, shown, order = chosen(tab), words_on(tab), tab._settings.order
    stopped_at = tab._desk.state.step

    click(tab, find, "training_resume")
    qtbot.waitUntil(at_step(tab, stopped_at + 3), timeout=LONG_MS)
    assert find(tab, "training_corpus", QComboBox).currentText() == "Tales"
    assert find(tab, "training_corpus_detail", QLabel).text() == "tales.txt"
    assert find(tab, "training_tokenizer", QComboBox).currentText() == "Train one for me"
    assert find(tab, "training_preset", QComboBox).currentText() == "Custom"
    assert [find(tab, f"training_model_{name}", QSpinBox).value() for name in SIZES] == list(SIZES.values())
    assert not find(tab, "training_model").isHidden()
    assert find(tab, "training_length_steps", QToolButton).isChecked()
    assert find(tab, "training_length_in_steps", QSpinBox).value() == ENDLESS
    assert find(tab, "training_name", QLineEdit).text() == "Long"
    assert find(tab, "training_name_problem", QLabel).text() == ""
    assert find(tab, "training_setting_sample_prompt", QLineEdit).text() == "The cat"
    assert find(tab, "training_setting_batch_size", QSpinBox).value() == 2
    assert find(tab, "training_setting_threads", QSpinBox).value() == 1
    assert find(tab, "training_setting_micro_batch_automatic", QCheckBox).isChecked()
    qtbot.waitUntil(lambda: figure(tab, find) != "–", timeout=LONG_MS)
    assert not figure(tab, find).startswith("≈")

    click(tab, find, "training_stop")
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    assert chosen(tab) == own
    assert tab._settings.order == order
    qtbot.waitUntil(lambda: words_on(tab) == shown, timeout=LONG_MS)
    assert find(tab, "training_preset", QComboBox).isEnabled()


def chosen(tab):
    """The state of each part without the options of its lists, nor the one that a list shows while nobody has decided:
    lists may be read again at any time."""
    (origin, choosers, weights), *others = (each.state() for each in tab._settings._parts)
    return [(origin, [(key if decided else None, decided) for _, key, decided in choosers], weights), *others]


def choose_otherwise(qtbot, tab, find):
    find(tab, "training_corpus", QComboBox).setCurrentText("Built-in sample")
    find(tab, "training_preset", QComboBox).setCurrentText("Chosen for the time")
    find(tab, "training_length_minutes", QToolButton).click()
    find(tab, "training_length_in_minutes", QDoubleSpinBox).setValue(7)
    find(tab, "training_length_in_steps", QSpinBox).setValue(77)
    find(tab, "training_setting_sample_prompt", QLineEdit).setText("The dog")
    find(tab, "training_setting_batch_size", QSpinBox).setValue(6)
    find(tab, "training_setting_threads", QSpinBox).setValue(2)
    find(tab, "training_setting_threads_automatic", QCheckBox).setChecked(True)
    find(tab, "training_setting_micro_batch_automatic", QCheckBox).setChecked(False)
    find(tab, "training_setting_micro_batch", QSpinBox).setValue(3)
    find(tab, "training_name", QLineEdit).setText("../no name")
    qtbot.waitUntil(lambda: find(tab, "training_name_problem", QLabel).text() != "")


def words_on(tab):
    return [each.text() for each in tab._settings.findChildren(QLabel) if each.isVisibleTo(tab._settings)]


def figure(tab, find):
    return find(tab, "training_needs_parameters", QLabel).text()


def test_what_a_run_was_started_with_is_shown_although_it_is_gone(tab, find, tmp_path):
    settings, gone = tab._settings, tmp_path / "gone"
    find(tab, "training_more_toggle", QToolButton).click()
    corpus = Corpus("Old tales", (str(gone / "old.txt"), str(gone / "older.txt")))
    shape = PRESETS["small"].shapes["llama"]
    settings.show_run(
        StartedWith(tab.home.models / "Old", corpus, TrainingSettings(epochs=2.5), shape, gone / "Pieces", 300)
    )
    assert find(tab, "training_corpus", QComboBox).currentText() == "Old tales"
    assert find(tab, "training_corpus_detail", QLabel).text() == "old.txt, older.txt"
    assert find(tab, "training_tokenizer", QComboBox).currentText() == "Pieces"
    assert find(tab, "training_tokenizer_detail", QLabel).text() == "Vocabulary of 300 tokens"
    assert find(tab, "training_preset", QComboBox).currentText() == "Small"
    assert find(tab, "training_architecture_model_type", QComboBox).currentData() == "llama"
    assert find(tab, "training_length_in_epochs", QDoubleSpinBox).value() == 2.5
    settings.show_run(StartedWith(tab.home.models / "Old", corpus, TrainingSettings(steps=5), base=gone / "Base"))
    assert find(tab, "training_base", QComboBox).currentText() == "Base"
    assert find(tab, "training_base_detail", QLabel).text() == str(gone / "Base")
    assert not find(tab, "training_tokenizer", QComboBox).isVisible()
    assert not find(tab, "training_preset", QComboBox).isVisible()
    settings.show_own()
    assert find(tab, "training_corpus", QComboBox).currentText() == "Tales"
    assert find(tab, "training_preset", QComboBox).isVisible()
    assert not find(tab, "training_base", QComboBox).isVisible()
    assert settings.order.base is None


def test_a_model_is_trained_further_with_its_own_tokenizer(qtbot, tab, find, home):
    begin(tab, find, name="Base", steps=4)
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    tab.receive(ContinueTraining(home.models / "Base"))
    start = find(tab, "training_start", QPushButton)
    qtbot.waitUntil(lambda: find(tab, "training_base", QComboBox).currentText() == "Base" and start.isEnabled())
    begin(tab, find, name="Finer", steps=4)
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    assert phase(tab, find) == "Finished"
    own, given = ((home.models / name / "tokenizer.json").read_bytes() for name in ("Finer", "Base"))
    assert own == given


def test_only_a_part_of_a_model_is_trained_further(qtbot, tab, find, home):
    last, fixed = "training_setting_last_layers", "training_setting_learn_embeddings"
    find(tab, "training_more_toggle", QToolButton).click()
    find(tab, "training_advanced_toggle", QToolButton).click()
    assert not find(tab, f"{last}_automatic", QCheckBox).isVisible(), "a new model learns as a whole"
    find(tab, "training_model_layers", QSpinBox).setValue(2)
    begin(tab, find, name="Base", steps=2)
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    tab.receive(ContinueTraining(home.models / "Base"))
    start = find(tab, "training_start", QPushButton)
    qtbot.waitUntil(lambda: find(tab, "training_base", QComboBox).currentText() == "Base" and start.isEnabled())
    every = find(tab, f"{last}_automatic", QCheckBox)
    assert every.isVisible()
    assert every.text() == "All layers"
    assert find(tab, fixed, QCheckBox).isChecked()
    every.click()
    assert find(tab, last, QSpinBox).text() == "2 layers"
    find(tab, last, QSpinBox).setValue(3)
    problem = find(tab, f"{last}_problem", QLabel)
    qtbot.waitUntil(lambda: "has 2 layers" in problem.text(), timeout=LONG_MS)
    assert not start.isEnabled()
    find(tab, last, QSpinBox).setValue(1)
    qtbot.waitUntil(start.isEnabled, timeout=LONG_MS)
    method = find(tab, "training_setting_method", QComboBox)
    method.setCurrentText("Full")
    begin(tab, find, name="Last", steps=2)
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    assert "Only the last 1 of 2 layers learns" in find(tab, "training_log", QPlainTextEdit).toPlainText()
    base, tuned = (read_tensors(home.models / name / "model.safetensors") for name in ("Base", "Last"))
    changed = {name for name in base if not torch.equal(base[name], tuned[name])}
    assert "model.layers.1.mlp.up_proj.weight" in changed
    assert not any(name.startswith(("model.layers.0.", "model.embed_tokens.")) for name in changed)
    click(tab, find, "training_another")
    find(tab, "training_origin_scratch", QToolButton).click()
    assert not every.isVisible()
    settings = tab._settings.order.settings
    assert (settings.last_layers, settings.learn_embeddings) == (None, True)


def test_stopping_before_the_first_step_leaves_nothing(qtbot, tab, find, home):
    begin(tab, find, name="Never", steps=ENDLESS)
    click(tab, find, "training_stop")
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    assert not (home.models / "Never" / "config.json").exists()
    assert "nothing was trained" in find(tab, "training_notice_text", QLabel).text()
    assert find(tab, "training_start", QPushButton).isEnabled()


@pytest.mark.skipif(sys.platform == "win32", reason="the seam is that of POSIX")
def test_a_full_disk_lets_the_run_wait_until_there_is_room(qtbot, tab, find, home):
    disk = Disk(home.models / "Full", refuse(errno.ENOSPC), kinds=frozenset({"open", "write", "fsync", "mkdir"}))
    with disk.watched():
        begin(tab, find, name="Full", steps=ENDLESS)
        qtbot.waitUntil(at_step(tab, 3), timeout=LONG_MS)
        disk.arm(at=1, again=True)
        click(tab, find, "training_stop")
        qtbot.waitUntil(lambda: phase(tab, find) == "Could not be saved", timeout=LONG_MS)
        words = find(tab, "training_words", QLabel).text()
        assert "The disk is full" in words
        assert "must be freed" in words
        assert "Nothing is lost" in words
        assert find(tab, "training_resume", QPushButton).text() == "Try again"
        assert find(tab, "training_stop", QPushButton).text() == "Stop without saving"
        attempts = len(disk.hits)
        click(tab, find, "training_resume")
        qtbot.waitUntil(lambda: len(disk.hits) > attempts, timeout=LONG_MS)
        assert tab.busy() is not None
        disk.disarm()
        click(tab, find, "training_resume")
        qtbot.waitUntil(over(tab), timeout=LONG_MS)
    assert phase(tab, find) == "Stopped early"
    assert "Saved after all" in find(tab, "training_log", QPlainTextEdit).toPlainText()
    assert find(tab, "training_resume", QPushButton).text() == "Resume"
    assert (home.models / "Full" / "config.json").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="the seam is that of POSIX")
def test_giving_up_on_a_full_disk_says_what_is_not_saved(qtbot, tab, find, home):
    disk = Disk(home.models / "Full", refuse(errno.ENOSPC), kinds=frozenset({"open", "write", "fsync", "mkdir"}))
    with disk.watched():
        begin(tab, find, name="Full", steps=ENDLESS)
        qtbot.waitUntil(at_step(tab, 3), timeout=LONG_MS)
        disk.arm(at=1, again=True)
        for _ in range(2):
            click(tab, find, "training_stop")
            qtbot.waitUntil(lambda: phase(tab, find) == "Could not be saved" or not tab.busy(), timeout=LONG_MS)
        qtbot.waitUntil(over(tab), timeout=LONG_MS)
    assert "without saving" in find(tab, "training_notice_text", QLabel).text()


def test_a_corpus_that_is_too_short_is_explained_and_the_settings_stay(qtbot, tab, find, home, tmp_path):
    (tmp_path / "tales.txt").write_text("Too short.", encoding="utf-8")
    begin(tab, find, name="Short", steps=5)
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    assert find(tab, "training_notice_text", QLabel).text()
    assert find(tab, "training_preset", QComboBox).isEnabled()
    assert not (home.models / "Short" / "config.json").exists()
