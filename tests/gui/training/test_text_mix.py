"""Mixing corpora: weights, shares, and what is trained on then."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QToolButton

from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.mixture import Mixture, WeightedCorpus
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.jobs.corpora.list_corpora import CorpusEntry
from gpt_studio.jobs.training.read_history import StartedWith
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.ui.tabs.training.material import Material

TALES, LETTERS = Corpus("Tales", ("/tales",)), Corpus("Letters", ("/letters",))
ENTRIES = tuple(CorpusEntry(Path(corpus.name), corpus.name, 0.0, corpus) for corpus in (TALES, LETTERS))


@pytest.fixture
def material(qtbot, theme) -> Material:
    made = Material()
    for widget in (made, made.corpus, made.mix):
        qtbot.addWidget(widget)
        widget.show()
    made.show_corpora(ENTRIES)
    return made


def mix_with(material: Material, key: str, find) -> None:
    box = find(material.mix, "training_mix_add", QComboBox)
    box.activated.emit(box.findData(key))


def shares(material: Material, find, *keys: str) -> list[str]:
    return [find(material.mix, f"training_share_{key}", QLabel).text() for key in keys]


def test_one_corpus_stays_as_simple_as_it_was(material, find):
    assert material.chosen_corpus == TALES
    assert not material.mix.weights
    assert not material.mix.findChildren(QDoubleSpinBox)
    box = find(material.mix, "training_mix_add", QComboBox)
    assert box.isVisible()
    assert [box.itemText(row) for row in range(box.count())] == [
        "Mix with another corpus",
        "Letters",
        "Built-in sample",
    ]
    material.show_corpora(())
    assert not box.isVisible(), "there is nothing to mix with"


def test_corpora_are_mixed_by_weight_and_their_shares_are_shown(material, find, qtbot):
    with qtbot.waitSignal(material.changed):
        mix_with(material, "Letters", find)
    assert material.chosen_corpus == Mixture((WeightedCorpus(TALES), WeightedCorpus(LETTERS)))
    with qtbot.waitSignal(material.changed):
        find(material.mix, "training_weight_Tales", QDoubleSpinBox).setValue(2)
    assert shares(material, find, "Tales", "Letters") == ["67 %", "33 %"]
    assert material.chosen_corpus == Mixture((WeightedCorpus(TALES, 2.0), WeightedCorpus(LETTERS)))
    assert material.corpus_words == "67 % Tales, 33 % Letters"
    assert material.short_corpus_name == "Tales + Letters"
    mix_with(material, SAMPLE, find)
    assert shares(material, find, "Tales", SAMPLE) == ["50 %", "25 %"]
    assert material.short_corpus_name == "Tales + Letters + Stories"


def test_what_is_left_out_or_deleted_leaves_the_others(material, find, qtbot, qapp):
    mix_with(material, "Letters", find)
    mix_with(material, SAMPLE, find)
    find(material.mix, "training_unmix_Letters", QToolButton).click()
    assert list(material.mix.weights) == ["Tales", SAMPLE]
    mix_with(material, "Letters", find)
    with qtbot.waitSignal(material.changed):
        material.show_corpora(ENTRIES[:1])
    assert list(material.mix.weights) == ["Tales", SAMPLE]
    with qtbot.waitSignal(material.changed):
        material.show_corpora(())
    assert material.chosen_corpus.sources == (SAMPLE,)


def test_another_first_corpus_takes_the_place_and_the_weight_of_the_one_before(material, find):
    mix_with(material, SAMPLE, find)
    find(material.mix, "training_weight_Tales", QDoubleSpinBox).setValue(3)
    material.corpus.choose("Letters")
    assert material.mix.weights == {"Letters": 3.0, SAMPLE: 1.0}
    material.corpus.choose(SAMPLE)
    assert material.chosen_corpus.sources == (SAMPLE,)


def test_a_wish_of_another_tab_is_for_one_corpus(material, find, qtbot):
    mix_with(material, "Letters", find)
    with qtbot.waitSignal(material.changed):
        material.choose_corpus("Tales")
    assert material.chosen_corpus == TALES


def test_a_run_shows_its_mixture_and_then_the_choice_is_back(material, find):
    mix_with(material, "Letters", find)
    find(material.mix, "training_weight_Letters", QDoubleSpinBox).setValue(3)
    kept, chosen = material.state(), material.chosen_corpus
    ran = Mixture((WeightedCorpus(LETTERS, 4.0), WeightedCorpus(TALES, 1.0)))
    material.show_run(StartedWith(Path("/model"), ran, TrainingSettings()))
    assert find(material.corpus, "training_corpus", QComboBox).currentText() == "80 % Letters, 20 % Tales"
    assert not material.mix.isVisible()
    material.restore(kept)
    assert material.mix.isVisible()
    assert material.chosen_corpus == chosen
    assert shares(material, find, "Tales", "Letters") == ["25 %", "75 %"]
