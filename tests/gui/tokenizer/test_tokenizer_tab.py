from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QSpinBox

from gpt_studio.corpora.corpus import Corpus, write_corpus
from gpt_studio.tokenization import train
from gpt_studio.tokenization.files import load_tokenizer, save_tokenizer
from gpt_studio.ui.look.theme import ThemeChoice
from gpt_studio.ui.state.handover import TrainModelWith, TrainTokenizerOn
from gpt_studio.ui.tabs.tokenizer.live_card import MOST_SHOWN
from gpt_studio.ui.tabs.tokenizer.tab import TokenizerTab
from gpt_studio.ui.tabs.tokenizer.token_view import TokenView


@pytest.fixture
def tab(make_tab, qtbot, runner):
    made = make_tab(TokenizerTab)
    qtbot.waitUntil(lambda: not runner.busy)
    return made


@pytest.fixture
def opened(saved, tab, qtbot, runner, find):
    """The tab with a saved tokenizer open."""
    saved("River")
    tab.library.renew()
    qtbot.waitUntil(lambda: not runner.busy and bool(find(tab, "tokenizer_tokens", TokenView).chips))
    return tab


def write(tab, find, qtbot, runner, text):
    find(tab, "tokenizer_text", QPlainTextEdit).setPlainText(text)
    qtbot.waitUntil(lambda: not runner.busy)
    return find(tab, "tokenizer_tokens", TokenView)


def test_without_a_tokenizer_the_tab_says_what_one_is_and_offers_the_sample(tab, find):
    assert find(tab, "tokenizer_empty").isVisible()
    assert find(tab, "tokenizer_corpus", QComboBox).currentText() == "Built-in sample"
    assert find(tab, "tokenizer_train").isEnabled()
    assert not find(tab, "tokenizer_next").isVisible()


def test_training_saves_opens_and_measures_a_tokenizer(corpus, make_tab, find, qtbot, runner, home):
    tab = make_tab(TokenizerTab)
    qtbot.waitUntil(lambda: not runner.busy)
    assert find(tab, "tokenizer_corpus", QComboBox).currentText() == "Tales"
    find(tab, "tokenizer_vocab_size", QSpinBox).setValue(300)
    assert find(tab, "tokenizer_naming_name", QLineEdit).text() == "Tales 300"
    qtbot.mouseClick(find(tab, "tokenizer_train"), Qt.MouseButton.LeftButton)
    assert tab.busy() is not None
    assert find(tab, "tokenizer_busy").isVisible()
    qtbot.waitUntil(lambda: not runner.busy, timeout=30_000)
    assert tab.busy() is None
    qtbot.waitUntil(lambda: [each.name for each in tab.library.tokenizers.now or ()] == ["Tales 300"])
    assert load_tokenizer(home.tokenizers / "Tales 300").vocab_size == 300
    assert find(tab, "tokenizer_vocabulary").value == "300"
    assert float(find(tab, "tokenizer_train_packing").value) > 1.5
    assert float(find(tab, "tokenizer_held_out_packing").value) > 1.5
    assert "new text" in find(tab, "tokenizer_sentence", QLabel).text()
    assert find(tab, "tokenizer_tokens", TokenView).chips
    assert find(tab, "tokenizer_list", QListWidget).currentItem().text() == "Tales 300"
    assert find(tab, "tokenizer_naming_name", QLineEdit).text() == "Tales 300 2"
    wishes = []
    tab.asked.connect(wishes.append)
    qtbot.mouseClick(find(tab, "tokenizer_next"), Qt.MouseButton.LeftButton)
    assert wishes == [TrainModelWith("Tales 300", "Tales")]


def test_a_tokenizer_of_a_sample_says_so(corpus, make_tab, find, qtbot, runner, monkeypatch):
    monkeypatch.setattr(train, "MEGABYTE", 1_000)
    tab = make_tab(TokenizerTab)
    qtbot.waitUntil(lambda: not runner.busy)
    find(tab, "tokenizer_vocab_size", QSpinBox).setValue(300)
    find(tab, "tokenizer_most_text", QSpinBox).setValue(1)
    qtbot.mouseClick(find(tab, "tokenizer_train"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not runner.busy, timeout=30_000)
    qtbot.waitUntil(lambda: "It learned from" in find(tab, "tokenizer_sentence", QLabel).text())
    assert "the model will read all of it" in find(tab, "tokenizer_sentence", QLabel).text()


def test_cancelling_leaves_nothing_behind(corpus, make_tab, find, qtbot, runner, home):
    tab = make_tab(TokenizerTab)
    qtbot.waitUntil(lambda: not runner.busy)
    qtbot.mouseClick(find(tab, "tokenizer_train"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(find(tab, "tokenizer_busy_cancel"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not runner.busy and tab.busy() is None)
    assert find(tab, "tokenizer_train").isVisible()
    assert find(tab, "tokenizer_vocab_size").isEnabled()
    assert not home.tokenizers.exists()


def test_a_vocabulary_that_the_text_does_not_support_becomes_what_it_supports(
    corpus, make_tab, find, qtbot, runner, home
):
    tab = make_tab(TokenizerTab)
    qtbot.waitUntil(lambda: not runner.busy)
    find(tab, "tokenizer_vocab_size", QSpinBox).setValue(50_000)
    assert find(tab, "tokenizer_naming_name", QLineEdit).text() == "Tales 50000"
    qtbot.mouseClick(find(tab, "tokenizer_train"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not runner.busy, timeout=30_000)
    (folder,) = home.tokenizers.iterdir()
    made = load_tokenizer(folder).vocab_size
    assert made < 50_000
    assert folder.name == f"Tales {made}"
    said = find(tab, "tokenizer_notice_text", QLabel)
    assert said.isVisible()
    assert str(made) in said.text().replace(",", "")
    assert "50000" in said.text().replace(",", "")


def test_the_vocabulary_follows_from_the_corpus_until_the_person_chooses_one(
    corpus, home, tmp_path, make_tab, find, qtbot, runner
):
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(30_000_000)
    write_corpus(home.corpora / "Large.toml", Corpus("Large", (str(tmp_path / "large.txt"),)))
    tab = make_tab(TokenizerTab)
    qtbot.waitUntil(lambda: not runner.busy)
    choice, size = find(tab, "tokenizer_corpus", QComboBox), find(tab, "tokenizer_vocab_size", QSpinBox)
    seen = {}
    for name in ("Tales", "Large", "Built-in sample"):
        choice.setCurrentText(name)
        qtbot.waitUntil(lambda: not runner.busy)
        seen[name] = size.value()
    assert seen == {"Tales": 512, "Large": 4096, "Built-in sample": 2048}
    size.setValue(700)
    choice.setCurrentText("Tales")
    qtbot.waitUntil(lambda: not runner.busy)
    assert size.value() == 700


def test_a_corpus_without_text_is_explained_above(home, tmp_path, make_tab, find, qtbot, runner):
    (tmp_path / "empty.txt").write_text("")
    write_corpus(home.corpora / "Nothing.toml", Corpus("Nothing", (str(tmp_path / "empty.txt"),)))
    tab = make_tab(TokenizerTab)
    qtbot.waitUntil(lambda: not runner.busy)
    qtbot.mouseClick(find(tab, "tokenizer_train"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not runner.busy, timeout=30_000)
    assert find(tab, "tokenizer_notice").isVisible()
    assert "Nothing" in find(tab, "tokenizer_notice_text", QLabel).text()


@pytest.mark.parametrize("name", ["River", "river", "RIVER", "a/b", "...", "con"])
def test_a_name_that_is_taken_or_impossible_is_explained(opened, find, name):
    find(opened, "tokenizer_naming_name", QLineEdit).setText(name)
    assert name.lower() in find(opened, "tokenizer_naming_name_problem", QLabel).text().lower()
    assert not find(opened, "tokenizer_train").isEnabled()
    assert not find(opened, "tokenizer_train").isEnabled()


def test_the_wish_of_another_tab_chooses_its_corpus_before_it_is_listed(corpus, home, make_tab, find, qtbot, runner):
    write_corpus(home.corpora / "Newer.toml", Corpus("Newer", corpus.sources))
    tab = make_tab(TokenizerTab)
    tab.receive(TrainTokenizerOn("Tales"))
    qtbot.waitUntil(lambda: not runner.busy)
    assert find(tab, "tokenizer_corpus", QComboBox).currentText() == "Tales"


def test_the_wish_of_another_tab_offers_to_train_though_another_tokenizer_is_there(
    corpus, opened, find, qtbot, runner, home
):
    opened.receive(TrainTokenizerOn("Tales"))
    opened.library.tokenizers.renew()
    qtbot.waitUntil(lambda: not runner.busy)
    assert opened.header.primary is find(opened, "tokenizer_train")
    wishes = []
    opened.asked.connect(wishes.append)
    qtbot.mouseClick(opened.header.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened.header.primary is find(opened, "tokenizer_next"), timeout=30_000)
    qtbot.mouseClick(opened.header.primary, Qt.MouseButton.LeftButton)
    (made,) = [each.name for each in home.tokenizers.iterdir() if each.name.startswith("Tales")]
    assert wishes == [TrainModelWith(made, "Tales")]


def test_tokens_follow_the_text_as_it_is_typed(opened, find, qtbot, runner, trained):
    view = write(opened, find, qtbot, runner, "")
    assert find(opened, "tokenizer_counts", QLabel).text() == "No text, no tokens."
    qtbot.keyClicks(find(opened, "tokenizer_text"), "the river at night")
    qtbot.waitUntil(lambda: not runner.busy)
    assert [chip.id for chip in view.chips] == trained.encode("the river at night")
    assert find(opened, "tokenizer_counts", QLabel).text().startswith(f"{len(view.chips)} tokens · 18 characters · ")


def test_clicking_dragging_and_keys_choose_tokens_and_copy_their_ids(opened, find, qtbot, runner, trained):
    view = write(opened, find, qtbot, runner, "the cat and the dog and the river")
    ids = trained.encode("the cat and the dog and the river")
    places = [view.area_of(index).center() for index in range(len(ids))]
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=places[1])
    assert f"Token {ids[1]}:" in find(opened, "tokenizer_counts", QLabel).text()
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=places[1])
    qtbot.mouseMove(view.viewport(), places[3])
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=places[3])
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == " ".join(map(str, ids[view.chosen()[0] : view.chosen()[-1] + 1]))
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.mouseClick(find(opened, "tokenizer_copy_ids"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == " ".join(map(str, ids))
    assert find(opened, "tokenizer_counts", QLabel).text() == f"{len(ids)} ids copied."


def test_the_ids_can_stand_beneath_the_tokens(opened, find, qtbot, runner):
    view = write(opened, find, qtbot, runner, "the cat and the dog")
    before = view.area_of(0).height()
    qtbot.mouseClick(find(opened, "tokenizer_ids_beneath"), Qt.MouseButton.LeftButton)
    assert view.area_of(0).height() > before
    assert view.grab().toImage() != find(opened, "tokenizer_ids").grab().toImage()


def test_twenty_thousand_characters_stay_smooth(opened, find, qtbot, runner, theme):
    text = ("the lighthouse keeper walked along the river 🙂 " * 500)[:20_000]
    view = write(opened, find, qtbot, runner, text)
    chips = view.chips
    assert len(chips) > 5_000
    began = time.perf_counter()
    view.show_chips(chips)
    laid_out = time.perf_counter() - began
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    began = time.perf_counter()
    view.grab()
    painted = time.perf_counter() - began
    print(f"{len(chips)} tokens: laid out in {1000 * laid_out:.1f} ms, painted in {1000 * painted:.1f} ms")
    assert laid_out < 0.5
    assert painted < 0.5
    theme.choose(ThemeChoice.DARK)
    view.grab()


def test_a_saved_tokenizer_can_be_measured_on_the_chosen_corpus(corpus, opened, find, qtbot, runner):
    opened.activated()
    qtbot.waitUntil(lambda: not runner.busy)
    assert not find(opened, "tokenizer_held_out_packing").isVisible()
    qtbot.mouseClick(find(opened, "tokenizer_measure"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not runner.busy)
    assert float(find(opened, "tokenizer_held_out_packing").value) > 1.5
    assert not find(opened, "tokenizer_measure").isVisible()


def test_a_measurement_tells_how_far_it_is_and_can_be_given_up(corpus, opened, find, qtbot, runner):
    opened.activated()
    qtbot.waitUntil(lambda: not runner.busy)
    find(opened, "tokenizer_measure").click()
    assert find(opened, "tokenizer_measuring_progress").isVisible()
    find(opened, "tokenizer_measuring_cancel").click()
    assert find(opened, "tokenizer_measure").isEnabled()
    qtbot.waitUntil(lambda: not runner.busy)
    assert not find(opened, "tokenizer_measuring_progress").isVisible()
    assert not find(opened, "tokenizer_held_out_packing").isVisible()


def test_of_a_very_long_text_the_beginning_is_shown_and_that_is_said(opened, find, qtbot, runner):
    view = write(opened, find, qtbot, runner, "a" * (MOST_SHOWN + 5))
    assert sum(len(chip.source) for chip in view.chips) == MOST_SHOWN
    assert "50,000" in find(opened, "tokenizer_cut", QLabel).text()
    assert find(opened, "tokenizer_cut").isVisible()


def test_a_tokenizer_from_any_folder_can_be_dropped_in(opened, find, qtbot, runner, tmp_path, trained):
    elsewhere = tmp_path / "elsewhere"
    save_tokenizer(trained, elsewhere)
    assert opened.accepts([elsewhere])
    assert not opened.accepts([tmp_path])
    opened.drop([elsewhere])
    qtbot.waitUntil(lambda: not runner.busy)
    assert "elsewhere" in opened.header.sentence
    assert find(opened, "tokenizer_list", QListWidget).currentItem() is None
    assert not find(opened, "tokenizer_next").isVisible()


def test_a_damaged_tokenizer_is_listed_and_says_why_it_cannot_be_opened(opened, find, qtbot, runner, home):
    broken = home.tokenizers / "Broken"
    broken.mkdir()
    (broken / "tokenizer.json").write_text("{}")
    opened.library.renew()
    qtbot.waitUntil(lambda: not runner.busy)
    listed = find(opened, "tokenizer_list", QListWidget)
    row = next(row for row in range(listed.count()) if listed.item(row).text() == "Broken")
    place = listed.visualItemRect(listed.item(row)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: not runner.busy)
    assert "Broken" in find(opened, "tokenizer_notice_text", QLabel).text()
    assert listed.currentItem().text() == "River"


def test_deleting_moves_the_folder_to_the_bin(opened, find, qtbot, runner, home, trash):
    qtbot.mouseClick(find(opened, "tokenizer_trash"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not runner.busy)
    assert not (home.tokenizers / "River").exists()
    assert (trash / "River" / "tokenizer.json").is_file()
    assert find(opened, "tokenizer_empty").isVisible()


def test_without_a_bin_the_folder_stays_and_that_is_said(opened, find, qtbot, runner, home, trash):
    trash.parent.parent.write_text("a file where the bin should be")
    qtbot.mouseClick(find(opened, "tokenizer_trash"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not runner.busy)
    assert (home.tokenizers / "River" / "tokenizer.json").is_file()
    assert "could not be moved to the bin" in find(opened, "tokenizer_notice_text", QLabel).text()


def test_the_wheel_over_the_corpus_does_not_change_it(corpus, make_tab, find, qtbot, runner):
    tab = make_tab(TokenizerTab)
    qtbot.waitUntil(lambda: not runner.busy)
    choice = find(tab, "tokenizer_corpus", QComboBox)
    choice.clearFocus()
    event = QWheelEvent(
        QPoint(5, 5),
        choice.mapToGlobal(QPoint(5, 5)),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, event)
    assert choice.currentText() == "Tales"
