"""Completion: one text that the model continues."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from scripted import scripted_folder
from tiny_folders import byte_level_tokenizer

from gpt_studio.conversations.stored import read_conversation
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.models import rename_model
from gpt_studio.jobs.models.rename_model import RenameModel
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.training.store.recipe import Recipe, Resolved, recipe_path, write_recipe
from gpt_studio.ui.tabs.chat.reply_facts import reply_facts


@pytest.fixture
def counting(models: Path, person: Any) -> Any:
    person.open("counter")
    person.write_at_most(8)
    return person


def begin(person: Any, text: str) -> None:
    QTest.keyClicks(person.find("chat_text"), text)


def test_the_continuation_stands_apart_from_what_the_person_wrote(counting: Any) -> None:
    begin(counting, "one two three four")
    counting.click("chat_continue")
    counting.wait_for_writing_to_end()
    assert counting.document.startswith("one two three four five six")
    editor = counting.find("chat_text")
    cursor = QTextCursor(editor.document())
    weights = []
    for place in (2, 25):
        cursor.setPosition(place)
        weights.append(cursor.charFormat().fontWeight())
    assert weights == [QFont.Weight.DemiBold, QFont.Weight.Normal]
    assert "cut at the maximum length" in counting.text("chat_text_facts")


def test_continue_goes_on_from_all_of_it(counting: Any) -> None:
    begin(counting, "one two three")
    counting.click("chat_continue")
    counting.wait_for_writing_to_end()
    first = counting.document
    QTest.keyClick(counting.find("chat_text"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    counting.wait_for_writing_to_end()
    assert counting.document.startswith(first)
    assert len(counting.document) > len(first)
    assert [passage.role for passage in counting.tab.parts.talk.conversation.passages] == [
        "user",
        "assistant",
        "assistant",
    ]


def test_writing_again_takes_only_the_last_continuation_back(counting: Any) -> None:
    QGuiApplication.clipboard().setText("one two 🐈 three")
    counting.find("chat_text").paste()
    counting.click("chat_continue")
    counting.wait_for_writing_to_end()
    long = counting.document
    counting.write_at_most(2)
    counting.click("chat_text_again")
    counting.wait_for_writing_to_end()
    assert counting.document.startswith("one two 🐈 three")
    assert len(counting.document) < len(long)
    assert counting.tab.parts.talk.conversation.text == counting.document


def test_what_a_person_adds_or_changes_is_taken_up(counting: Any) -> None:
    begin(counting, "one")
    counting.click("chat_continue")
    counting.wait_for_writing_to_end()
    begin(counting, " and six")
    assert not counting.find("chat_text_again").isEnabled()
    QTest.keyClick(counting.find("chat_text"), Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    begin(counting, "So: ")
    assert counting.find("chat_text").parts()[0] == ("So: one", False)
    before = counting.document
    QTest.keyClick(counting.find("chat_text"), Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    counting.click("chat_continue")
    counting.wait_for_writing_to_end()
    assert counting.document.startswith(before)
    assert before.startswith("So: one")
    assert counting.tab.parts.talk.conversation.text == counting.document


def test_an_endless_text_is_stopped_and_one_step_undoes_it(counting: Any) -> None:
    counting.write_at_most(1_000_000)
    begin(counting, "one two")
    counting.click("chat_continue")
    counting.wait_until(lambda: len(counting.document) > 60)
    assert counting.find("chat_text").isReadOnly()
    counting.click("chat_text_stop")
    counting.wait_for_writing_to_end()
    assert "stopped by you" in counting.text("chat_text_facts")
    assert counting.tab.parts.talk.conversation.text == counting.document
    counting.find("chat_text").undo()
    assert counting.document == "one two"


def test_a_text_that_outgrows_the_context_says_so(counting: Any) -> None:
    counting.write_at_most(200)
    begin(counting, "one two")
    counting.click("chat_continue")
    counting.wait_for_writing_to_end()
    assert "outgrew its context of 128 tokens" in counting.text("chat_text_facts")


def test_what_the_model_read_in_another_way_is_said(counting: Any) -> None:
    counting.write_at_most(1)
    QGuiApplication.clipboard().setText("one two " * 100 + "<|im_end|>")
    counting.find("chat_text").paste()
    counting.click("chat_continue")
    counting.wait_for_writing_to_end()
    said = counting.text("chat_text_facts")
    assert re.search(r"tokens at the beginning that did not fit into its context: [1-9]", said)
    assert "read as plain text, not as special tokens: <|im_end|>" in said
    assert "outgrew" not in said
    kept = counting.tab.home.conversations / f"{counting.tab.parts.talk.conversation.id}.json"
    counting.wait_until(lambda: reply_facts(read_conversation(kept).passages[-1]) == said)


def test_a_model_with_a_template_can_do_both(models: Path, person: Any) -> None:
    person.open("talker")
    assert person.shows("chat_composer")
    person.click("chat_mode_text")
    assert person.shows("chat_text")
    assert not person.shows("chat_composer")
    begin(person, "The cat")
    person.click("chat_continue")
    person.wait_for_writing_to_end()
    person.click("chat_mode_chat")
    assert person.shows("chat_composer")
    assert person.rows("chat_conversations")[0][0].startswith("The cat")


def test_a_text_goes_on_although_the_model_would_end_it(person: Any) -> None:
    tokenizer = byte_level_tokenizer()
    end = tokenizer.special_ids["<|im_end|>"]  # which it writes at every position before the script
    scripted_folder(person.tab.home.models / "ender", tokenizer, [5] * 40, start=40, end=end)
    person.tab.library.models.renew()
    person.open("ender")
    begin(person, "the cat")
    person.click("chat_continue")
    person.wait_for_writing_to_end()
    assert person.tab.parts.talk.conversation.passages[-1].tokens == 16


def test_a_model_of_texts_is_welcomed_with_what_it_can_do_and_beginnings_to_click(person: Any, models: Path) -> None:
    text = models.parent / "book.txt"
    text.write_text("one two three four\nfive six seven\neight nine ten\n", encoding="utf-8")
    resolved = Resolved(10, 1e-3, "cpu", "float32", "sdpa", 1, 5, 100, 5, 1000, 5000, 0.1, "data", "tokenizer")
    corpus = Corpus("Book", (str(text),))
    recipe = recipe_path(models / "counter")
    recipe.parent.mkdir(exist_ok=True)
    write_recipe(recipe, Recipe("", "", corpus, "", "", ModelShape(), TrainingSettings(), resolved))
    person.open("counter")
    assert not person.shows("chat_loading")
    assert person.text("chat_text_welcome_title") == "Write with counter"
    person.write_at_most(8)
    person.wait_until(lambda: person.shows("chat_beginning_3"))
    assert person.text_of_button("chat_beginning_2") == "five six seven…"
    person.click("chat_beginning_1")
    person.wait_for_writing_to_end()
    assert person.document.startswith("one two three four five six")
    assert not person.shows("chat_text_welcome")
    begin(person, "more")
    person.click("chat_new")
    assert person.shows("chat_text_welcome")


def test_a_renamed_model_stays_that_of_its_conversation(person: Any, models: Path) -> None:
    person.open("counter")
    person.write_at_most(8)
    begin(person, "one two three")
    person.click("chat_continue")
    person.wait_for_writing_to_end()
    home = person.tab.home
    kept = home.conversations / f"{person.tab.parts.talk.conversation.id}.json"
    person.wait_until(kept.is_file)
    person.wait_until(lambda: not person.tab.runner.busy)
    now = rename_model.run(RenameModel(home, models / "counter", "Abacus"), JobContext())
    person.tab.library.models.renew()
    person.tab.library.model_moved.emit(models / "counter", now)
    person.wait_until(lambda: person.tab.parts.opener.folder == now)
    assert {title for title, _ in person.rows("chat_models")} == {"talker", "Abacus"}
    assert "Abacus" in person.rows("chat_conversations")[0][1]
    before = person.document
    person.click("chat_continue")
    person.wait_for_writing_to_end()
    assert person.document.startswith(before)
    assert {passage.model for passage in person.tab.parts.talk.conversation.passages} <= {"Abacus", ""}
    person.wait_until(lambda: read_conversation(kept).model == str(now))


def test_newlines_keep_their_author(counting: Any) -> None:
    editor = counting.find("chat_text")
    parts = (("a\n\nb", False), ("\nc\n", True), ("\nd", False))
    editor.show_parts(parts)
    assert tuple(editor.parts()) == parts
    assert editor.text == "a\n\nb\nc\n\nd"


def test_going_on_reads_nothing_of_the_text_anew(counting: Any) -> None:
    """Also where the tokens that the model wrote are not those in which a tokenizer would cut their text."""
    panel, opened = counting.tab.parts.sampling, counting.tab.parts.opener.model
    begin(counting, "one two three four five six seven. one")
    for seed in range(20):
        panel._form.set_value(replace(panel.sampling, temperature=2.0, top_p=1.0, seed=seed, max_new_tokens=20))
        counting.click("chat_text_again" if seed else "chat_continue")
        counting.wait_for_writing_to_end()
        draft = counting.tab.parts.writer.last
        written = (*draft.ids_before, *(choice.id for choice in draft.choices))
        if tuple(opened.hosted.artifact.tokenizer.encode_prompt(counting.document)) != written:
            break
    else:
        pytest.fail("it wrote nothing that a tokenizer would have cut otherwise")
    counting.click("chat_continue")
    counting.wait_for_writing_to_end()
    assert counting.tab.parts.writer.last.ids_before == written
    session = opened.hosted._idle[-1].session
    assert session.reused == len(written) - 1  # all but the last, which was drawn and not read yet


def test_what_was_known_of_a_text_is_not_read_again_after_writing(counting: Any) -> None:
    counting.tab.commands["chat.thoughts"].trigger()
    begin(counting, "one two three four five six seven. one")
    thoughts, runner = counting.tab.parts.thoughts, counting.tab.runner
    for _ in range(2):
        counting.click("chat_continue")
        counting.wait_for_writing_to_end()
        assert thoughts._reading is None
        begin(counting, " two")
    counting.wait_until(lambda: not runner.busy)
    layer = thoughts._text_layer
    ((_, first_end), (number, end)) = layer.told_runs()
    assert 0 < first_end < number < end
    text = counting.document
    assert layer.start_text + "".join(choice.shown for choice in layer.choices) + " two" == text
    layer.hold(end - 1)  # the card knows what stands before a token of the second continuation
    QTest.mouseClick(thoughts._cards.card.findChild(QPushButton, "chat_token_more"), Qt.MouseButton.LeftButton)
    card = thoughts._cards.card
    counting.wait_until(lambda: card._reconsidered is not None)
    again = card._reconsidered.candidates(counting.tab.parts.sampling.sampling)
    assert [each.id for each in again[:3]] == [each.id for each in layer.choices[end - 1].candidates[:3]]
    assert again[0].probability == pytest.approx(layer.choices[end - 1].candidates[0].probability, abs=1e-3)
    counting.wait_until(lambda: not runner.busy)


def test_the_text_goes_on_at_the_cursor_and_what_follows_stays(counting: Any) -> None:
    QGuiApplication.clipboard().setText("one two 🐈 three END")
    editor = counting.find("chat_text")
    editor.paste()
    cursor = editor.textCursor()
    cursor.setPosition(len("one two 🐈 three") + 1)  # the cat takes two positions
    editor.setTextCursor(cursor)
    counting.click("chat_continue")
    counting.wait_for_writing_to_end()
    first = counting.document
    written = first.removeprefix("one two 🐈 three").removesuffix(" END")
    assert first == f"one two 🐈 three{written} END"
    assert written.strip()
    assert counting.tab.parts.talk.conversation.text == first
    assert editor.around_cursor()[1] == " END"  # where one writes on
    counting.write_at_most(2)
    counting.click("chat_text_again")
    counting.wait_for_writing_to_end()
    second = counting.document
    assert second.startswith("one two 🐈 three")
    assert second.endswith(" END")
    assert second != first
    assert counting.text("chat_text_which") == "2/2"
    counting.click("chat_text_earlier")
    assert counting.document == first
    while editor.document().isUndoAvailable() and counting.document != "one two 🐈 three END":
        editor.undo()
    assert counting.document == "one two 🐈 three END"
