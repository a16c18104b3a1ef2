"""A training that another tab asks for begins by itself, and the chat follows if the person still watches."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel

from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.app.first_model import GetReady, get_ready
from gpt_studio.jobs.training.train_model import TrainModel, run
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.events import StepDone
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.training.store.recipe import read_recipe, recipe_path
from gpt_studio.ui.state.handover import ChatWith, ResumeTraining, TrainNow
from gpt_studio.ui.tabs.training.tab import TrainingTab

LONG_MS = 600_000
MINUTES, LONGER, STEPS = 0.05, 1.0, 6
pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def wish(home: Home, tmp_path: Path) -> TrainNow:
    """For a corpus and a tokenizer that are saved, of a text shorter than the usual context."""
    text = tmp_path / "tale.txt"
    text.write_text("The cat sat on the warm stone and the dog sat on the cold one.\n" * 6, encoding="utf-8")
    ready = get_ready(GetReady(home, Corpus("Tale", (str(text),))), JobContext())
    return TrainNow(ready.corpus, ready.tokenizer, "Cat", MINUTES)


@pytest.fixture
def tab(make_tab) -> TrainingTab:
    return make_tab(TrainingTab)


@pytest.fixture
def wishes(tab) -> list[object]:
    heard: list[object] = []
    tab.asked.connect(heard.append)
    return heard


def test_it_trains_what_was_asked_for_and_then_asks_for_the_chat(qtbot, find, tab, wishes, wish, home):
    tab.receive(wish)
    qtbot.waitUntil(lambda: tab.busy() is not None, timeout=LONG_MS)
    assert find(tab, "training_corpus", QComboBox).currentText() == "Tale"
    assert find(tab, "training_tokenizer", QComboBox).currentText() == wish.tokenizer
    assert find(tab, "training_length_in_minutes", QDoubleSpinBox).value() == MINUTES
    assert "the chat tab opens by itself" in tab.header.sentence
    qtbot.waitUntil(lambda: tab.busy() is None, timeout=LONG_MS)
    assert wishes == [ChatWith(home.models / "Cat")]
    recipe = read_recipe(recipe_path(home.models / "Cat"))
    assert recipe.tokenizer == str(home.tokenizers / wish.tokenizer)
    assert recipe.settings.minutes == MINUTES
    assert recipe.shape is not None
    assert recipe.shape.context_length < 256


def test_a_person_who_has_gone_elsewhere_is_not_led_away(qtbot, tab, wishes, wish):
    tab.receive(wish)
    qtbot.waitUntil(lambda: tab.busy() is not None, timeout=LONG_MS)
    tab.hide()
    qtbot.waitUntil(lambda: tab.busy() is None, timeout=LONG_MS)
    assert wishes == []


def test_one_that_is_stopped_does_not_lead_to_the_chat_and_the_next_wish_follows(qtbot, find, tab, wishes, wish, home):
    tab.receive(TrainNow(wish.corpus, wish.tokenizer, "First", LONGER))
    qtbot.waitUntil(lambda: tab.busy() is not None, timeout=LONG_MS)
    tab.receive(TrainNow(wish.corpus, wish.tokenizer, "Second", LONGER))
    assert tab._desk.state.folder == home.models / "First"
    qtbot.mouseClick(find(tab, "training_stop"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab._desk.state.folder == home.models / "Second", timeout=LONG_MS)
    assert tab.busy() is not None
    qtbot.mouseClick(find(tab, "training_stop"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.busy() is None, timeout=LONG_MS)
    assert wishes == []


def test_a_stopped_training_is_resumed_when_another_tab_asks_for_it(qtbot, find, home, make_tab, tmp_path):
    folder = half_done(home, tmp_path)
    tab = make_tab(TrainingTab)
    tab.receive(ResumeTraining(folder))
    qtbot.waitUntil(lambda: tab.busy() is None, timeout=LONG_MS)
    assert tab._desk.state.step == STEPS
    assert find(tab, "training_phase", QLabel).text() == "Finished"


def half_done(home: Home, folder: Path) -> Path:
    """A model whose training stopped after its first steps."""
    text = folder / "tale.txt"
    text.write_text("The cat sat on the warm stone and the dog sat on the cold one.\n" * 20, encoding="utf-8")
    context = JobContext()

    def stop_at_once(event: object) -> None:
        if isinstance(event, StepDone):  # the first; not every step is told
            context.cancel()

    context._emit = stop_at_once
    shape = ModelShape(layers=1, heads=2, hidden_size=32, context_length=16)
    settings = TrainingSettings(steps=STEPS, batch_size=2, threads=1, precision="float32")
    corpus = Corpus("Tale", (str(text),))
    run(TrainModel(home.models / "Half", corpus, settings, home.cache, shape=shape), context)
    return home.models / "Half"
