"""The forecast that is made before a training, the hints during one, and their buttons."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QToolButton,
    QWidget,
)

from gpt_studio.core.errors import say
from gpt_studio.corpora.corpus import Corpus, write_corpus
from gpt_studio.models.presets import PRESETS
from gpt_studio.training.events import KEEP_BEST, LOWER_RATE, Hint
from gpt_studio.training.run.out_of_memory import OutOfMemory
from gpt_studio.ui.tabs.training.foresight import QUIET_MS
from gpt_studio.ui.tabs.training.tab import TrainingTab

LONG_MS = 120_000
ENDLESS = 1_000_000
SENTENCE = "The cat sat on the warm stone and the dog sat on the cold one. "
SIZES = {"layers": 1, "hidden_size": 32, "context_length": 16}


@pytest.fixture
def tales(home, tmp_path):
    text = tmp_path / "tales.txt"
    text.write_text(SENTENCE * 400, encoding="utf-8")
    write_corpus(home.corpora / "Tales.toml", Corpus("Tales", (str(text),)))


@pytest.fixture
def tab(qtbot, tales, make_tab, find):
    """A tab in which a very small model is chosen."""
    made = make_tab(TrainingTab)
    qtbot.waitUntil(lambda: find(made, "training_corpus", QComboBox).currentText() == "Tales")
    find(made, "training_preset", QComboBox).setCurrentText("Tiny")
    for name, value in SIZES.items():
        find(made, f"training_model_{name}", QSpinBox).setValue(value)
    find(made, "training_setting_batch_size", QSpinBox).setValue(2)
    find(made, "training_setting_threads_automatic", QCheckBox).setChecked(False)
    find(made, "training_setting_threads", QSpinBox).setValue(1)
    find(made, "training_setting_precision", QComboBox).setCurrentText("float32")
    find(made, "training_setting_sample_tokens", QSpinBox).setValue(5)
    find(made, "training_length_steps", QToolButton).click()
    find(made, "training_length_in_steps", QSpinBox).setValue(40)
    find(made, "training_name", QLineEdit).setText("Cat")
    qtbot.waitUntil(lambda: text_of(find, made, "training_needs_parameters") != "–", timeout=LONG_MS)
    return made


def text_of(find, tab, name):
    return find(tab, name, QLabel).text()


def over(tab):
    return lambda: tab.busy() is None


def at_step(tab, step):
    return lambda: tab._desk.state.step >= step


def outlook(find, tab):
    return text_of(find, tab, "training_outlook")


def test_a_forecast_is_made_by_itself_and_forgotten_with_the_next_change(qtbot, tab, find):
    assert text_of(find, tab, "training_needs_time") == "–"
    qtbot.waitUntil(lambda: outlook(find, tab).startswith("Ready in about "), timeout=LONG_MS)
    assert text_of(find, tab, "training_needs_time").startswith("≈ ")
    assert text_of(find, tab, "training_needs_reading") == "1,280"
    assert float(text_of(find, tab, "training_needs_epochs")) > 0
    find(tab, "training_setting_batch_size", QSpinBox).setValue(3)
    assert text_of(find, tab, "training_needs_time") == "–"
    assert "measured now" in outlook(find, tab)


def test_what_was_forecast_is_not_measured_again(qtbot, tab, find):
    batch, measured = find(tab, "training_setting_batch_size", QSpinBox), []
    qtbot.waitUntil(lambda: outlook(find, tab).startswith("Ready in about "), timeout=LONG_MS)
    said = outlook(find, tab)
    tab._foresight.measuring.connect(measured.append)
    tab.activated()
    assert outlook(find, tab) == said
    assert measured == []
    batch.setValue(3)
    assert outlook(find, tab) != said


def test_a_change_ends_a_measurement_and_so_does_leaving_the_tab(qtbot, tab, find, runner):
    measured = []
    tab._foresight.measuring.connect(measured.append)
    qtbot.waitUntil(lambda: measured == [True], timeout=LONG_MS)
    find(tab, "training_setting_batch_size", QSpinBox).setValue(3)
    assert measured == [True, False]
    qtbot.waitUntil(lambda: measured == [True, False, True], timeout=LONG_MS)
    tab.hide()
    assert measured[-1] is False
    qtbot.waitUntil(lambda: not runner.busy, timeout=LONG_MS)
    tab.show()
    tab.activated()
    qtbot.waitUntil(lambda: measured[-1] is True, timeout=LONG_MS)


def test_nothing_is_measured_while_another_job_runs(qtbot, tab, find, runner):
    tab._foresight.give_up()
    released = threading.Event()
    other = runner.start(lambda _request, _context: released.wait(60), None)
    measured = []
    tab._foresight.measuring.connect(measured.append)
    find(tab, "training_setting_batch_size", QSpinBox).setValue(3)
    qtbot.wait(2 * QUIET_MS)
    assert measured == []
    assert other.running
    released.set()
    qtbot.waitUntil(lambda: measured == [True], timeout=LONG_MS)


def test_starting_ends_a_measurement(qtbot, tab, find):
    measured = []
    tab._foresight.measuring.connect(measured.append)
    qtbot.waitUntil(lambda: measured == [True], timeout=LONG_MS)
    find(tab, "training_start", QPushButton).click()
    assert measured == [True, False]
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    assert text_of(find, tab, "training_phase") == "Finished"
    assert measured == [True, False]


def test_what_the_forecast_finds_impossible_stands_in_the_way_until_something_changes(qtbot, tab, find, tmp_path):
    (tmp_path / "tales.txt").write_text("Too short.", encoding="utf-8")
    start = find(tab, "training_start", QPushButton)
    find(tab, "training_setting_batch_size", QSpinBox).setValue(3)
    assert start.isEnabled()
    qtbot.waitUntil(lambda: not start.isEnabled(), timeout=LONG_MS)
    assert "one context of 16 needs 17" in outlook(find, tab)
    find(tab, "training_corpus", QComboBox).setCurrentText("Built-in sample")
    assert start.isEnabled()


def test_the_size_is_chosen_for_the_minutes_and_without_them_a_usual_one_is_taken(qtbot, tab, find, home):
    find(tab, "training_preset", QComboBox).setCurrentText("Chosen for the time")
    assert find(tab, "training_model", QWidget).isHidden()
    assert not tab._settings.order.choose_size
    assert tab._settings.order.shape == PRESETS["small"].shapes["qwen3"]
    assert "of size “Small”" in tab.header.sentence
    assert find(tab, "training_start", QPushButton).isEnabled()
    find(tab, "training_length_minutes", QToolButton).click()
    find(tab, "training_length_in_minutes", QDoubleSpinBox).setValue(0.05)
    assert tab._settings.order.choose_size
    assert find(tab, "training_start", QPushButton).isEnabled()
    qtbot.waitUntil(lambda: "In 0.05 minutes" in text_of(find, tab, "training_needs_reasons"), timeout=LONG_MS)
    assert text_of(find, tab, "training_needs_parameters") != "–"


@pytest.fixture
def little(monkeypatch):
    """The usual size has the usual context, but one small layer: a step of the real one takes seconds."""
    usual = PRESETS["small"]
    shapes = {
        model_type: replace(shape, layers=1, heads=2, kv_heads=min(shape.kv_heads, 1), hidden_size=32)
        for model_type, shape in usual.shapes.items()
    }
    monkeypatch.setitem(PRESETS, "small", replace(usual, shapes=shapes))


@pytest.mark.usefixtures("little")
@pytest.mark.parametrize(
    ("corpus", "unit"), [("Note", "minutes"), ("Note", "steps"), ("Note", "epochs"), ("Built-in sample", "minutes")]
)
def test_start_succeeds_from_every_default(qtbot, make_tab, find, home, tales, tmp_path, unit, corpus):
    """Also from a text of 300 words. Only the minutes are fewer, because the machine is measured for a part of them."""
    words = (SENTENCE * 30).split()[:300]
    (tmp_path / "note.txt").write_text(" ".join(words), encoding="utf-8")
    write_corpus(home.corpora / "Note.toml", Corpus("Note", (str(tmp_path / "note.txt"),)))
    tab = make_tab(TrainingTab)
    qtbot.waitUntil(lambda: find(tab, "training_corpus", QComboBox).count() == 3)
    find(tab, "training_corpus", QComboBox).setCurrentText(corpus)
    find(tab, f"training_length_{unit}", QToolButton).click()
    find(tab, "training_length_in_minutes", QDoubleSpinBox).setValue(0.1)
    start = find(tab, "training_start", QPushButton)
    assert start.isEnabled()
    start.click()
    name = tab._desk.state.name
    qtbot.waitUntil(lambda: at_step(tab, 1)() or tab.busy() is None, timeout=3 * LONG_MS)
    assert text_of(find, tab, "training_notice_text") == ""
    tab.stop()
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    assert (home.models / name / "model.safetensors").is_file()


def test_what_does_not_fit_into_memory_is_made_to_fit_by_a_button(qtbot, tab, find):
    batch = find(tab, "training_setting_batch_size", QSpinBox)
    parts = find(tab, "training_setting_micro_batch", QSpinBox)
    find(tab, "training_preset", QComboBox).setCurrentText("GPT-2 small")
    batch.setValue(4096)
    find(tab, "training_setting_micro_batch_automatic", QCheckBox).setChecked(False)
    parts.setValue(4096)
    start = find(tab, "training_start", QPushButton)
    qtbot.waitUntil(lambda: not start.isEnabled())
    find(tab, "training_needs_notice_action", QPushButton).click()
    qtbot.waitUntil(start.isEnabled)
    assert parts.value() in (2**power for power in range(12))
    assert batch.value() == 4096
    assert not find(tab, "training_needs_notice_action", QPushButton).isVisibleTo(tab)


def test_memory_that_ran_out_offers_a_smaller_batch_and_starts_again_under_the_same_name(qtbot, tab, find, home):
    find(tab, "training_start", QPushButton).click()
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    tab._desk.state.folder = home.models / "Dog"
    tab._desk._refused(OutOfMemory("training.test", "The memory ran out.", remedy={"micro_batch": 1}))
    find(tab, "training_notice_action", QPushButton).click()
    assert tab._desk.state.name == "Dog"
    assert find(tab, "training_setting_batch_size", QSpinBox).value() == 2
    assert find(tab, "training_setting_micro_batch", QSpinBox).value() == 1
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    assert (home.models / "Dog" / "model.safetensors").is_file()


def test_a_hint_ends_the_run_and_keeps_the_best(qtbot, tab, find, home):
    find(tab, "training_length_in_steps", QSpinBox).setValue(ENDLESS)
    find(tab, "training_start", QPushButton).click()
    qtbot.waitUntil(at_step(tab, 3), timeout=LONG_MS)
    tab._desk._take(Hint("over_fitting", 3, say("watch.test", "It learns by heart."), KEEP_BEST))
    assert text_of(find, tab, "training_hint_text") == "It learns by heart."
    find(tab, "training_hint_action", QPushButton).click()
    assert find(tab, "training_stop", QPushButton).isEnabled()
    assert text_of(find, tab, "training_words").startswith("Coming to its end")
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    assert text_of(find, tab, "training_phase") == "Finished"
    assert 20 < tab._desk.state.step < ENDLESS
    assert not find(tab, "training_hint_action", QPushButton).isVisibleTo(tab)


def test_a_loss_that_climbs_is_noticed_and_half_the_rate_tried(qtbot, tab, find, home):
    find(tab, "training_length_in_steps", QSpinBox).setValue(ENDLESS)
    find(tab, "training_setting_learning_rate_automatic", QCheckBox).setChecked(False)
    find(tab, "training_setting_learning_rate", QDoubleSpinBox).setValue(1.0)
    find(tab, "training_setting_optimizer", QComboBox).setCurrentText("adamw")
    find(tab, "training_setting_warmup", QDoubleSpinBox).setValue(0.0)
    find(tab, "training_setting_clip", QDoubleSpinBox).setValue(0.0)
    find(tab, "training_start", QPushButton).click()
    action = find(tab, "training_hint_action", QPushButton)
    qtbot.waitUntil(lambda: action.isVisibleTo(tab), timeout=LONG_MS)
    assert action.text() == "Start again with half the rate"
    action.click()
    qtbot.waitUntil(lambda: tab._desk.state.name == "Cat 2", timeout=LONG_MS)
    assert find(tab, "training_setting_learning_rate", QDoubleSpinBox).value() == 0.5
    tab.stop()
    qtbot.waitUntil(over(tab), timeout=LONG_MS)


def test_a_resumed_run_is_not_started_again_with_settings_that_are_not_its_own(qtbot, tab, find, home):
    find(tab, "training_length_in_steps", QSpinBox).setValue(ENDLESS)
    find(tab, "training_start", QPushButton).click()
    qtbot.waitUntil(at_step(tab, 3), timeout=LONG_MS)
    tab.stop()
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    tab.resume_run(home.models / "Cat")
    qtbot.waitUntil(at_step(tab, 5), timeout=LONG_MS)
    tab._desk._take(Hint("diverging", 5, say("watch.test", "It climbs: {rate:g}.", rate=0.1), LOWER_RATE, 0.05))
    assert text_of(find, tab, "training_hint_text") == "It climbs: 0.1."
    assert not find(tab, "training_hint_action", QPushButton).isVisibleTo(tab)
    tab.stop()
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    tab._desk._refused(OutOfMemory("training.test", "The memory ran out.", remedy={"micro_batch": 1}))
    assert not find(tab, "training_notice_action", QPushButton).isVisibleTo(tab)
