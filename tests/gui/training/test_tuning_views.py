"""What the training tab shows of a training that goes on from a model."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QLabel, QTextEdit

from gpt_studio.core.errors import say
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.training.run_session import TrainedModel
from gpt_studio.training.events import FEWER_EPOCHS, Answer, AnswersCompared, Evaluated, Hint
from gpt_studio.ui.tabs.training.learnt_view import LearntView
from gpt_studio.ui.tabs.training.shown_run import Phase
from gpt_studio.ui.tabs.training.tab import TrainingTab


def test_the_first_conversations_are_painted_when_a_person_looks(qtbot, theme, runner, talker, tmp_path: Path):
    path = tmp_path / "talks.jsonl"
    path.write_text(json.dumps({"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}))
    view = LearntView(runner)
    qtbot.addWidget(view, before_close_func=lambda closed: closed.shut_down())
    view.consider(None, None, everything=False, follow_links=False)
    assert not view.isVisibleTo(None)
    view.consider(Corpus("talks", (str(path),)), talker, everything=False, follow_links=False)
    view.show()
    text = view.findChild(QTextEdit, "training_learnt_text")
    assert not text.isVisible()
    view.set_unfolded(True)
    qtbot.waitUntil(text.isVisible, timeout=60_000)
    painted = "".join(fragment for fragment, underlined in _runs(text) if underlined)
    assert painted == "b<|im_end|>"
    assert "user" in text.toPlainText()
    view.consider(Corpus("gone", (str(tmp_path / "gone.txt"),)), talker, everything=False, follow_links=False)
    words = view.findChild(QLabel, "training_learnt_words")
    qtbot.waitUntil(lambda: "no longer there" in words.text(), timeout=60_000)
    assert not text.isVisible()


def _runs(text: QTextEdit) -> list[tuple[str, bool]]:
    found = []
    block = text.document().begin()
    while block.isValid():
        step = block.begin()
        while not step.atEnd():
            found.append((step.fragment().text(), step.fragment().charFormat().fontUnderline()))
            step += 1
        block = block.next()
    return found


def test_what_is_forgotten_is_a_curve_a_sentence_and_answers_side_by_side(qtbot, make_tab, find):
    tab = make_tab(TrainingTab)
    desk = tab._desk
    desk._begin(tab.home.models / "Cat", can_start_again=True)
    desk._enter(Phase.TRAINING)
    for step, bits in ((0, 1.0), (10, 1.1)):
        desk._take(Evaluated(step, 2.0, 2.0, 1.0, True, general_bits_per_byte=bits))
    desk._take(AnswersCompared((Answer("Who?", "A fox.", "Ana."),), step=4))
    curve = desk._watch.curves.general_bits_per_byte
    assert curve.values.tolist() == [1.0, 1.1]
    desk._watch.plots.draw_now()
    assert find(tab, "training_plot_bits_general").text() == "Other text 1.100"
    assert find(tab, "training_answers_0_before").text() == "A fox."
    assert find(tab, "training_answers_0_after").text() == "Ana."
    started: list[dict[str, float]] = []
    desk.start_again_wanted.connect(started.append)
    desk._take(Hint("over_fitting", 10, say("test.hint", "By heart."), FEWER_EPOCHS, epochs=2.5))
    find(tab, "training_hint_action").click()
    said = say("test.forgotten", "What was forgotten: little.")
    desk._finished(TrainedModel(tab.home.models / "Cat", 9, 10, 10, 10, 2.0, 2.0, 2.0, 1.0, False, forgotten=said))
    assert find(tab, "training_result_forgotten").text() == "What was forgotten: little."
    assert started == [{"epochs": 2.5}]
    tab._settings.change({"epochs": 2.5})
    assert tab._settings.order.settings.epochs == 2.5
    desk._begin(tab.home.models / "Dog")
    assert not find(tab, "training_answers").isVisible()
