"""Several columns after the same words: choosing them, reading them, and voting blind."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTextEdit, QWidget

from gpt_studio.core.paths import Home
from gpt_studio.jobs.chat.compared_columns import ColumnChoice
from gpt_studio.ui.tabs.chat.compare.blind import drawn_order
from gpt_studio.ui.tabs.chat.compare.dialog import CompareDialog

REPLY = "The cat sleeps on the warm stone."


@pytest.fixture
def comparing(models: Path, person: Any) -> Any:
    """A person who has said hello to the talker and opened the dialog."""
    shutil.copytree(models / "talker", models / "double")
    person.tab.library.models.renew()
    person.wait_until(lambda: len(person.rows("chat_models")) == 3)
    person.open("talker")
    person.say("hello")
    settle(person)
    open_dialog(person)
    yield person
    for dialog in person.tab.findChildren(CompareDialog):
        dialog.reject()
    settle(person)


def settle(person: Any) -> None:
    person.wait_for_writing_to_end()
    person.wait_until(lambda: not person.tab.runner.busy)


def open_dialog(person: Any) -> None:
    person.click("chat_compare_open")
    person.wait_until(lambda: person.shows("chat_compare_column_1"))


def dialog_of(person: Any) -> CompareDialog:
    (dialog,) = [each for each in person.tab.findChildren(CompareDialog) if each.isVisible()]
    return dialog


def choose(person: Any, name: str, words: str) -> None:
    box: QComboBox = person.find(name)
    number = next(number for number in range(box.count()) if box.itemText(number).startswith(words))
    box.setFocus()
    while box.currentIndex() != number:
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < number else Qt.Key.Key_Up)


def write(person: Any) -> None:
    person.click("chat_compare_write")
    person.wait_until(lambda: person.shows("chat_compare_write"))
    settle(person)


def tinted(view: QTextEdit) -> list[str]:
    return [selection.cursor.selectedText() for selection in view.extraSelections()]


def pick_two(person: Any, first: str, second: str) -> None:
    choose(person, "chat_compare_model_0", first)
    choose(person, "chat_compare_model_1", second)


def test_two_columns_answer_the_last_message_together(comparing: Any) -> None:
    assert comparing.find("chat_compare_prompt").toPlainText() == "hello"
    assert comparing.find("chat_compare_prompt").textCursor().atEnd()
    assert comparing.text("chat_compare_said") == "What they write will stand here, side by side."
    pick_two(comparing, "talker (open)", "double")
    write(comparing)
    dialog = dialog_of(comparing)
    assert [reply.text for reply in dialog.replies] == [REPLY, REPLY]
    assert comparing.text("chat_compare_said") == "The same as A: B."
    assert "tokens" in comparing.text("chat_compare_facts_A")
    assert "came to its end" in comparing.text("chat_compare_facts_A")
    assert tinted(comparing.find("chat_compare_text_A")) == []


def test_the_word_from_which_on_they_differ_is_tinted(comparing: Any) -> None:
    pick_two(comparing, "talker", "counter")  # which has no template, so both go on with a text
    for number in (0, 1):
        choose(comparing, f"chat_compare_sampling_{number}", "Exact")
    comparing.find("chat_compare_prompt").setPlainText("The cat")
    write(comparing)
    dialog = dialog_of(comparing)
    one, other = (reply.text for reply in dialog.replies)
    assert one != other
    assert "B differs from A" in comparing.text("chat_compare_said")
    marked = [tinted(comparing.find(f"chat_compare_text_{letter}")) for letter in "AB"]
    assert [len(each) for each in marked] == [1, 1]
    assert marked[0] != marked[1]
    assert marked[0][0] in one
    assert [len(each[0].split()) for each in marked] == [1, 1]  # a word, not all that follows


def test_a_column_that_cannot_write_says_why(comparing: Any, models: Path) -> None:
    pick_two(comparing, "talker", "double")
    shutil.rmtree(models / "double")
    write(comparing)
    assert "There is no folder" in comparing.text("chat_compare_facts_B")
    assert dialog_of(comparing).replies[0].text == REPLY


def test_the_tab_key_goes_through_what_was_written_before_the_votes(comparing: Any) -> None:
    pick_two(comparing, "talker", "double")
    comparing.click("chat_compare_blind")
    write(comparing)
    seen = []
    comparing.find("chat_compare_blind").setFocus()
    while comparing.focus() not in seen:
        seen.append(comparing.focus())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    places = [seen.index(f"chat_compare_{name}") for name in ("blind", "scrolled_A", "scrolled_B", "best_A", "reveal")]
    assert places == sorted(places)
    comparing.click("chat_compare_reveal")


def test_a_number_stands_as_far_from_the_edge_as_a_text(comparing: Any, qtbot: Any) -> None:
    def first_dark(field: QWidget) -> int:
        picture = field.grab().toImage()
        middle = range(picture.height() // 3, 2 * picture.height() // 3)
        inside = range(4, picture.width() // 2)
        return next(x for x in inside if any(picture.pixelColor(x, y).lightness() < 120 for y in middle))

    text, number = QLineEdit("111"), comparing.find("chat_compare_tokens")
    qtbot.addWidget(text)
    text.show()
    number.setValue(111)
    assert abs(first_dark(text) - first_dark(number)) <= 2


def test_columns_are_added_and_taken_away(comparing: Any) -> None:
    assert not comparing.shows("chat_compare_remove_0")
    comparing.click("chat_compare_add")
    comparing.click("chat_compare_add")
    assert not comparing.find("chat_compare_add").isEnabled()
    choose(comparing, "chat_compare_sampling_3", "Lively")
    comparing.click("chat_compare_remove_0")
    assert [each.sampling for each in dialog_of(comparing).choices][-1] == "lively"
    write(comparing)
    assert len(dialog_of(comparing).replies) == 3
    assert comparing.shows("chat_compare_text_C")
    assert not comparing.shows("chat_compare_text_D")


def test_a_blind_vote_hides_the_names_counts_and_can_be_forgotten(comparing: Any, home: Home) -> None:
    pick_two(comparing, "talker", "double")
    comparing.click("chat_compare_blind")
    comparing.click("chat_compare_write")
    dialog = dialog_of(comparing)
    comparing.wait_until(lambda: comparing.shows("chat_compare_equal"))
    names = [reply.accessibleName() for reply in dialog.replies]
    assert not any("talker" in name or "double" in name for name in names)
    assert "second" not in comparing.text("chat_compare_facts_A")  # the speed would tell
    assert not comparing.shows("chat_compare_model_0")
    assert not comparing.shows("chat_compare_best_C")
    comparing.click("chat_compare_best_B")
    settle(comparing)
    best = dialog.replies[1].contestant.model
    assert best in comparing.text("chat_compare_said")
    assert {reply.contestant.model for reply in dialog.replies} == {"talker", "double"}
    assert [best in reply.accessibleName() for reply in dialog.replies] == [False, True]
    assert f"{best}: 1" in comparing.text("chat_compare_tally_0")
    stored = json.loads((home.root / "votes.json").read_text(encoding="utf-8"))
    (pair,) = stored["pairs"]
    assert pair["first_better"] + pair["second_better"] == 1
    comparing.click("chat_compare_forget")
    comparing.wait_until(lambda: not comparing.shows("chat_compare_tally"))
    comparing.click("chat_compare_notice_action")
    comparing.wait_until(lambda: comparing.shows("chat_compare_tally"))
    assert f"{best}: 1" in comparing.text("chat_compare_tally_0")


def test_names_can_be_shown_without_a_vote(comparing: Any, home: Home) -> None:
    pick_two(comparing, "talker", "double")
    comparing.click("chat_compare_blind")
    write(comparing)
    comparing.click("chat_compare_reveal")
    settle(comparing)
    assert not comparing.shows("chat_compare_equal")
    assert not (home.root / "votes.json").exists()


def test_stopping_keeps_what_was_written(comparing: Any) -> None:
    pick_two(comparing, "counter", "counter")
    comparing.find("chat_compare_tokens").setValue(10_000)
    comparing.click("chat_compare_write")
    comparing.wait_until(lambda: all(reply.text for reply in dialog_of(comparing).replies))
    QTest.keyClick(dialog_of(comparing), Qt.Key.Key_Escape)
    comparing.wait_until(lambda: comparing.shows("chat_compare_write"))
    assert "stopped by you" in comparing.text("chat_compare_facts_A")
    assert dialog_of(comparing).isVisible()


def test_the_columns_are_there_again_at_the_next_opening(comparing: Any) -> None:
    pick_two(comparing, "double", "counter")
    choose(comparing, "chat_compare_sampling_1", "Exact")
    comparing.click("chat_compare_blind")
    chosen = dialog_of(comparing).choices
    dialog_of(comparing).reject()
    settle(comparing)
    open_dialog(comparing)
    assert dialog_of(comparing).choices == chosen
    assert [Path(each.path).name for each in chosen] == ["double", "counter"]
    assert comparing.find("chat_compare_blind").isChecked()


def test_checkpoints_are_chosen_by_a_slider(comparing: Any, models: Path) -> None:
    for step in (10, 20):
        (models / "counter" / "training" / "checkpoints" / f"step-{step:09d}").mkdir(parents=True)
    pick_two(comparing, "counter", "talker")
    comparing.wait_until(lambda: comparing.shows("chat_compare_step_0"))
    assert not comparing.shows("chat_compare_step_1")
    slider = comparing.find("chat_compare_step_0")
    assert slider.value() == 2
    assert dialog_of(comparing).choices[0].step is None
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert "step 20" in comparing.text("chat_compare_step_words_0")
    assert dialog_of(comparing).choices[0] == ColumnChoice(str(models / "counter"), 20)


def test_no_order_follows_from_the_one_before() -> None:
    orders = {drawn_order(3) for _ in range(300)}
    assert orders == {(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)}
    assert drawn_order(4, draw=lambda below: below - 1) == (3, 2, 1, 0)
