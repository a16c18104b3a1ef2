"""The choices before a training, and what the tab shows for them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QSpinBox, QToolButton, QWidget

from gpt_studio.core.fields import settings_of
from gpt_studio.core.paths import resources
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.scan import SAMPLE_NAME
from gpt_studio.jobs.corpora.list_corpora import CorpusEntry
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.settings import OF_GOING_ON, TrainingSettings, of_a_new_model
from gpt_studio.ui.state.handover import ContinueTraining, TrainModelWith
from gpt_studio.ui.tabs.models import words
from gpt_studio.ui.tabs.training.tab import TrainingTab
from gpt_studio.ui.widgets.scrolled import Scrolled


@pytest.fixture
def tab(qtbot, make_tab, find):
    """A tab in which the preset "small" is chosen."""
    made = make_tab(TrainingTab)
    find(made, "training_preset", QComboBox).setCurrentText("Small")
    qtbot.waitUntil(lambda: find(made, "training_needs_parameters", QLabel).text() != "–", timeout=60_000)
    return made


def parameters(tab, find):
    return find(tab, "training_needs_parameters", QLabel).text()


def test_a_newcomer_can_start_at_once(make_tab, find):
    tab = make_tab(TrainingTab)
    assert find(tab, "training_corpus", QComboBox).currentText() == "Built-in sample"
    assert find(tab, "training_preset", QComboBox).currentText() == "Chosen for the time"
    assert find(tab, "training_tokenizer", QComboBox).currentText() == "Train one for me"
    assert find(tab, "training_start", QPushButton).isEnabled()
    assert find(tab, "training_name", QLineEdit).text() == "Stories 5 min"
    assert tab._settings.order.choose_size
    assert tab._settings.order.settings.sample_prompt == "Once upon a time", "the sample is in two languages"


def test_the_built_in_sample_is_called_as_in_the_other_tabs(qapp, make_tab, find):
    translator = QTranslator()
    assert translator.load(QLocale("es"), "", "", str(resources() / "i18n"))
    qapp.installTranslator(translator)
    try:
        made = make_tab(TrainingTab)
        named = find(made, "training_corpus", QComboBox).currentText()
        assert (named, words.data(ModelEntry(Path("a"), "a", 0.0, data=SAMPLE_NAME))) == ("Corpus de ejemplo",) * 2
        assert made._settings.order.settings.sample_prompt == "Había una vez", "samples begin in the window's language"
    finally:
        qapp.removeTranslator(translator)


def test_editing_a_size_makes_the_preset_custom_and_renews_the_figures(qtbot, tab, find):
    preset = find(tab, "training_preset", QComboBox)
    find(tab, "training_model_layers", QSpinBox).setValue(12)
    assert preset.currentText() == "Custom"
    qtbot.waitUntil(lambda: parameters(tab, find) == "≈ 9.4 M")
    preset.setCurrentText("Tiny")
    assert find(tab, "training_model_layers", QSpinBox).value() == 4
    qtbot.waitUntil(lambda: parameters(tab, find) == "≈ 1.0 M")


def test_a_preset_has_a_shape_for_each_architecture(tab, find):
    find(tab, "training_preset", QComboBox).setCurrentText("Small")
    assert find(tab, "training_model_kv_heads", QSpinBox).value() == 4
    find(tab, "training_architecture_model_type", QComboBox).setCurrentText("GPT-2")
    assert find(tab, "training_model_kv_heads", QSpinBox).value() == 0
    assert find(tab, "training_preset", QComboBox).currentText() == "Small"


def test_what_cannot_work_is_said_at_its_field_and_nothing_starts(qtbot, tab, find):
    start, heads = find(tab, "training_start", QPushButton), find(tab, "training_model_heads", QSpinBox)
    heads.setValue(7)
    qtbot.waitUntil(lambda: not start.isEnabled())
    said = "7 heads cannot share a hidden size of 256: use 8 heads, or a hidden size of 252."
    assert find(tab, "training_model_heads_problem", QLabel).text() == said
    assert find(tab, "training_outlook", QLabel).text() == said
    heads.setValue(8)
    qtbot.waitUntil(start.isEnabled)
    assert find(tab, "training_model_heads_problem", QLabel).text() == ""


def test_a_training_that_does_not_fit_into_memory_is_refused_where_it_can_be_mended(qtbot, tab, find):
    find(tab, "training_preset", QComboBox).setCurrentText("GPT-2 small")
    find(tab, "training_setting_batch_size", QSpinBox).setValue(4096)
    find(tab, "training_setting_micro_batch_automatic", QCheckBox).setChecked(False)
    find(tab, "training_setting_micro_batch", QSpinBox).setValue(4096)
    problem = find(tab, "training_setting_micro_batch_problem", QLabel)
    qtbot.waitUntil(lambda: "GB of memory" in problem.text())
    assert not find(tab, "training_start", QPushButton).isEnabled()
    assert not problem.isHidden()


def test_a_name_that_cannot_be_a_folder_is_refused(tab, find):
    name, start = find(tab, "training_name", QLineEdit), find(tab, "training_start", QPushButton)
    name.setText("a/b")
    assert not start.isEnabled()
    assert "cannot be used for a folder" in find(tab, "training_name_problem", QLabel).text()
    name.setText("ab")
    assert start.isEnabled()


def test_the_suggested_name_follows_the_choices_until_a_person_types_one(tab, find):
    name, preset = find(tab, "training_name", QLineEdit), find(tab, "training_preset", QComboBox)
    preset.setCurrentText("Tiny")
    assert name.text() == "Stories Tiny"
    name.setText("Mine")
    preset.setCurrentText("Medium")
    assert name.text() == "Mine"


def test_one_way_of_saying_how_long_is_passed_on(tab, find):
    assert tab._settings.order.settings.minutes == 5
    find(tab, "training_length_steps", QToolButton).click()
    find(tab, "training_length_in_steps", QSpinBox).setValue(77)
    settings = tab._settings.order.settings
    assert (settings.minutes, settings.steps, settings.epochs) == (None, 77, None)


def test_every_setting_can_be_edited(tab):
    for config, prefix in ((ModelShape, ("training_model", "training_architecture")), (TrainingSettings, None)):
        for setting in settings_of(config):
            names = [
                f"{each}_{setting.name}" for each in prefix or ("training_setting", "training", "training_length_in")
            ]
            assert any(tab.findChild(QWidget, name) for name in names), setting.name


def test_an_automatic_learning_rate_begins_with_the_one_that_would_be_taken(tab, find):
    find(tab, "training_setting_learning_rate_automatic", QCheckBox).setChecked(False)
    assert 1e-5 < tab._settings.order.settings.learning_rate < 1


def test_going_on_from_a_model_needs_one(tab, find):
    find(tab, "training_origin_base", QToolButton).click()
    assert not find(tab, "training_model", QWidget).isVisible()
    assert not find(tab, "training_start", QPushButton).isEnabled()
    assert "no model to go on from" in find(tab, "training_outlook", QLabel).text()


def test_what_was_chosen_for_going_on_does_not_follow_to_a_new_model(tab, find):
    find(tab, "training_origin_base", QToolButton).click()
    find(tab, "training_setting_rehearsal_automatic", QCheckBox).setChecked(False)
    find(tab, "training_setting_remember_on", QLineEdit).setText("old.txt")
    find(tab, "training_setting_lora_rank", QSpinBox).setValue(4)
    assert tab._settings.order.settings.rehearsal == 0.75
    find(tab, "training_origin_scratch", QToolButton).click()
    for field in OF_GOING_ON:
        assert not find(tab, f"training_setting_{field}", QWidget).isVisible()
    settings = tab._settings.order.settings
    assert settings == of_a_new_model(settings)
    find(tab, "training_origin_base", QToolButton).click()
    settings = tab._settings.order.settings
    assert (settings.rehearsal, settings.remember_on, settings.lora_rank) == (0.75, "old.txt", 4)


def test_training_further_goes_on_with_the_text_of_the_model(tab, find):
    material, folder = tab._settings.material, tab.home.models / "Voice"
    corpora = [CorpusEntry(Path(name), name, 0.0, Corpus(name, (f"{name}.txt",))) for name in ("Newest", "Diary")]
    material.show_corpora(tuple(corpora))
    material.show_models((ModelEntry(folder, "Voice", 0.0, data="Diary", model_type="qwen2"),))
    assert material.chosen_corpus.name == "Newest"
    tab.continue_from(folder / "training" / "checkpoints" / "step-000000500")
    assert material.chosen_corpus.name == "Diary"
    tab.continue_from(folder)
    assert material.chosen_corpus.name == "Diary"
    assert find(tab, "training_name", QLineEdit).text() == "Voice"
    assert find(tab, "training_base_detail", QLabel).text().startswith("Qwen2 · ")
    tab.receive(ContinueTraining(folder, "Newest"))
    assert material.chosen_corpus.name == "Newest"
    assert find(tab, "training_name", QLineEdit).text() == "Voice on Newest"


def test_a_base_that_is_no_model_is_explained(qtbot, tab, find, tmp_path):
    tab.continue_from(tmp_path)
    problem = find(tab, "training_base_problem", QLabel)
    qtbot.waitUntil(lambda: "config.json" in problem.text())
    assert not find(tab, "training_start", QPushButton).isEnabled()


def test_a_tokenizer_that_another_tab_hands_over_is_chosen_once_it_is_listed(tab, find):
    tab.receive(TrainModelWith("no such tokenizer"))
    assert find(tab, "training_tokenizer", QComboBox).currentText() == "Train one for me"


@pytest.mark.parametrize("width", [1280, 1920])
def test_nothing_is_wider_than_the_page(tab, find, width):
    tab.resize(width - 208, 800)
    column = find(tab, "training_settings", Scrolled)
    assert column.widget().minimumSizeHint().width() <= column.viewport().width()


def test_one_is_not_many(tab, find):
    batches, steps = (
        find(tab, "training_setting_accumulation", QSpinBox),
        find(tab, "training_length_in_steps", QSpinBox),
    )
    assert batches.text() == "1 batch"
    batches.setValue(2)
    assert batches.text() == "2 batches"
    find(tab, "training_length_steps", QToolButton).click()
    steps.setValue(1)
    assert steps.text() == "1 step"
    assert tab.header.sentence == "A new model of size “Small” from “Built-in sample”, for 1 step."
