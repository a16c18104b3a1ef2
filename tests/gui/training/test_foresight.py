"""The forecast before a training, the hints during one, and their buttons."""

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
)

from gpt_studio.core.errors import say
from gpt_studio.corpora.corpus import Corpus, write_corpus
from gpt_studio.training.events import KEEP_BEST, LOWER_RATE, Hint
from gpt_studio.training.run.out_of_memory import OutOfMemory
from gpt_studio.ui.tabs.training.tab import TrainingTab

LONG_MS = 120_000
ENDLESS = 1_000_000
SIZES = {"layers": 1, "hidden_size": 32, "context_length": 16}


@pytest.fixture
def tab(qtbot, home, tmp_path, make_tab, find):
    """A tab in which a very small model is chosen."""
    text = tmp_path / "tales.txt"
    text.write_text("The cat sat on the warm stone and the dog sat on the cold one. " * 400, encoding="utf-8")
    write_corpus(home.corpora / "Tales.toml", Corpus("Tales", (str(text),)))
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


def test_a_forecast_is_measured_when_asked_for_and_forgotten_with_the_next_change(qtbot, tab, find):
    assert text_of(find, tab, "training_needs_time") == "–"
    find(tab, "training_forecast", QPushButton).click()
    qtbot.waitUntil(lambda: text_of(find, tab, "training_needs_time") != "–", timeout=LONG_MS)
    assert text_of(find, tab, "training_needs_time").startswith("≈ ")
    assert text_of(find, tab, "training_needs_reading") == "1,280"
    assert float(text_of(find, tab, "training_needs_epochs")) > 0
    find(tab, "training_setting_batch_size", QSpinBox).setValue(3)
    assert text_of(find, tab, "training_needs_time") == "–"


def test_a_forecast_can_be_given_up(qtbot, tab, find):
    ask = find(tab, "training_forecast", QPushButton)
    ask.click()
    assert not ask.isVisibleTo(tab)
    find(tab, "training_forecast_busy_cancel", QPushButton).click()
    assert ask.isVisibleTo(tab)
    assert text_of(find, tab, "training_needs_time") == "–"


def test_starting_ends_a_forecast_and_keeps_the_button_out_of_the_way(qtbot, tab, find):
    find(tab, "training_forecast", QPushButton).click()
    find(tab, "training_start", QPushButton).click()
    assert not find(tab, "training_forecast", QPushButton).isEnabled()
    qtbot.waitUntil(over(tab), timeout=LONG_MS)
    assert text_of(find, tab, "training_phase") == "Finished"
    assert find(tab, "training_forecast", QPushButton).isEnabled()


def test_the_size_is_chosen_for_the_minutes(qtbot, tab, find, home):
    find(tab, "training_preset", QComboBox).setCurrentText("Chosen for the time")
    assert not find(tab, "training_model_layers", QSpinBox).isVisibleTo(tab)
    assert "length in minutes" in text_of(find, tab, "training_words")
    assert not find(tab, "training_start", QPushButton).isEnabled()
    find(tab, "training_length_minutes", QToolButton).click()
    find(tab, "training_length_in_minutes", QDoubleSpinBox).setValue(0.05)
    assert find(tab, "training_start", QPushButton).isEnabled()
    find(tab, "training_forecast", QPushButton).click()
    qtbot.waitUntil(lambda: "In 0.05 minutes" in text_of(find, tab, "training_needs_reasons"), timeout=LONG_MS)
    assert text_of(find, tab, "training_needs_parameters") != "–"
    find(tab, "training_preset", QComboBox).setCurrentText("Tiny")
    assert find(tab, "training_model_layers", QSpinBox).isVisibleTo(tab)


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
