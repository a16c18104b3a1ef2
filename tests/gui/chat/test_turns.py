"""What one can do with the turns of a conversation: delete, begin a reply, edit one, let messages wait, compare."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.stored import read_conversation


@pytest.fixture
def talking(models: Path, person: Any) -> Any:
    """A person who talks with the talker, whose replies are short."""
    person.open("talker")
    person.write_at_most(6)
    person.say("hello")
    person.wait_for_writing_to_end()
    return person


def kept(person: Any) -> Callable[[], list[str]]:
    path = person.tab.home.conversations / f"{person.tab.parts.talk.conversation.id}.json"
    return lambda: [passage.text for passage in read_conversation(path).passages]


def test_a_turn_is_deleted_and_taken_back(talking: Any) -> None:
    before = talking.said()
    talking.click("chat_message_1_delete")
    assert talking.said() == before[:1]
    talking.wait_until(lambda: kept(talking)() == before[:1])
    talking.click("chat_notice_action")
    assert talking.said() == before
    talking.wait_until(lambda: kept(talking)() == before)
    talking.tab.commands["chat.delete_turn"].trigger()
    assert talking.said() == before[:1]


def test_the_model_goes_on_with_the_beginning_that_the_person_gave(talking: Any) -> None:
    talking.click("chat_begin_reply")
    QTest.keyClicks(talking.find("chat_beginning"), "Well, I")
    talking.say("why")
    talking.wait_for_writing_to_end()
    assert talking.said()[3].startswith("Well, I")
    assert len(talking.said()[3]) > len("Well, I")
    assert not talking.shows("chat_beginning")


def test_a_reply_is_edited_and_the_written_one_stays_beside_it(talking: Any) -> None:
    written = talking.said()[1]
    talking.click("chat_message_1_edit")
    assert talking.find("chat_composer").toPlainText() == written
    assert talking.text_of_button("chat_send") == "Keep"
    talking.find("chat_composer").setPlainText("My own words")
    talking.click("chat_send")
    assert talking.tab.busy() is None
    assert talking.said() == ["hello", "My own words"]
    talking.wait_until(lambda: len(talking.tab.findChildren(QWidget, "chat_message_1_facts")) == 1)
    assert "edited by you" in talking.text("chat_message_1_facts")
    assert talking.text("chat_message_1_which") == "2/2"
    talking.click("chat_message_1_earlier")
    assert talking.said() == ["hello", written]


def test_a_message_waits_until_the_model_has_finished(talking: Any) -> None:
    talking.write_at_most(40)
    talking.say("first")
    assert talking.tab.busy() is not None
    for text in ("second", "not this one"):
        talking.write(text)
        QTest.keyClick(talking.find("chat_composer"), Qt.Key.Key_Return)
    # No event is handled in between, so the model cannot have finished.
    assert talking.text("chat_queue_1") == "not this one"
    talking.find("chat_queue_remove_1").click()
    talking.write("draft")
    talking.wait_until(lambda: talking.tab.busy() is None and len(talking.said()) == 6)
    assert talking.said()[4] == "second"
    assert talking.find("chat_composer").toPlainText() == "draft"
    assert not talking.shows("chat_queue")


def test_another_reply_says_what_was_changed_for_it_and_its_seed_can_be_used_again(talking: Any) -> None:
    talking.find("chat_sampling_temperature").setValue(0.25)
    talking.click("chat_message_1_again")
    talking.wait_for_writing_to_end()
    assert "Temperature" in talking.text("chat_message_1_facts")
    assert "→ 0.25" in talking.text("chat_message_1_facts")
    settings = talking.tab.parts.talk.last.settings
    assert settings["temperature"] == 0.25
    talking.show_sampling()
    assert str(settings["seed"]) in talking.text("chat_sampling_last_seed")
    talking.find("chat_sampling_use_seed").click()
    assert talking.tab.parts.sampling.sampling.seed == settings["seed"]


def test_how_much_of_the_context_is_used_is_said_part_by_part(talking: Any) -> None:
    talking.write("one two three")
    talking.wait_until(lambda: talking.text_of_button("chat_composer_tokens") == "5 tokens")
    talking.wait_until(lambda: talking.shows("chat_context"))
    assert "of 128 tokens" in talking.text_of_button("chat_context_figure")
    talking.click("chat_context_figure")
    words = talking.text("chat_context_words")
    assert "System prompt: 0." in words
    assert "Last reply: 0." not in words
    assert re.search(r"kept ready in [1-9][\d.]* kB of memory", words)


def test_the_text_of_dropped_files_is_put_into_the_message(talking: Any, tmp_path: Path) -> None:
    for name, text in (("a.txt", "Words of a file."), ("b.html", "<p>Words of a page.</p>")):
        (tmp_path / name).write_text(text, "utf-8")
    files = [tmp_path / "a.txt", tmp_path / "b.html"]
    assert talking.tab.accepts(files)
    talking.write("Look:")
    talking.tab.drop(files)
    box = talking.find("chat_composer")
    talking.wait_until(lambda: "Words of a page." in box.toPlainText() and "Words of a file." in box.toPlainText())
    assert box.toPlainText().startswith("Look:")
    assert "<p>" not in box.toPlainText()


def test_one_reads_on_where_one_was(talking: Any, make_person: Any) -> None:
    messages = talking.tab.parts.middle.messages
    conversation = talking.tab.parts.talk.conversation
    for number in range(20):
        conversation = conversation.add(Passage("user", f"line {number}\n" * 5))
    talking.tab.parts.keeper.save(conversation)
    talking.tab.parts.talk.show(conversation)
    talking.tab.parts.middle.show_conversation(conversation)
    talking.wait_until(lambda: not messages._growing.isActive())
    bar = talking.find("chat_messages").verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    seen = messages.place.turn
    talking.tab.shut_down()
    later = make_person()
    later.wait_until(lambda: bool(later.rows("chat_conversations")) and not later.tab.runner.busy)
    later.pick("chat_conversations", "hello")
    shown = later.tab.parts.middle.messages
    later.wait_until(lambda: not shown._growing.isActive() and shown.place is not None and shown.place.turn == seen)


def test_continuations_are_stepped_through_and_undone(talking: Any) -> None:
    talking.click("chat_mode_text")
    QTest.keyClicks(talking.find("chat_text"), "The cat")
    talking.click("chat_continue")
    talking.wait_for_writing_to_end()
    first = talking.document
    talking.find("chat_sampling_temperature").setValue(2.0)
    talking.click("chat_text_again")
    talking.wait_for_writing_to_end()
    second = talking.document
    assert talking.text("chat_text_which") == "2/2"
    QTest.keyClick(talking.find("chat_text"), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert talking.document == first
    assert talking.text("chat_text_which") == "1/2"
    talking.click("chat_text_later")
    assert talking.document == second
    editor = talking.find("chat_text")
    for _step in range(4):
        editor.undo()
    assert "The cat".startswith(talking.document[:7])
    assert len(talking.document) <= len(first)


def settle(person: Any) -> None:
    person.wait_for_writing_to_end()
    person.wait_until(lambda: not person.tab.runner.busy)


def test_the_number_of_tokens_typed_can_be_switched_off_for_good(talking: Any, make_person: Any) -> None:
    assert not talking.shows("chat_composer_tokens")  # nothing is typed
    talking.write("one two three")
    talking.wait_until(lambda: "tokens" in talking.text_of_button("chat_composer_tokens"))
    talking.click("chat_composer_tokens")
    assert talking.text_of_button("chat_composer_tokens") == "#"
    settle(talking)
    later = make_person()
    later.wait_until(lambda: not later.tab.parts.middle.composer._tokens_shown)
    later.tab.parts.middle.composer.show_tokens(7)
    assert later.text_of_button("chat_composer_tokens") == "#"
    later.find("chat_composer_tokens").click()
    assert later.text_of_button("chat_composer_tokens") == "7 tokens"
    settle(later)


def test_how_fast_a_model_wrote_is_among_its_facts(talking: Any) -> None:
    def facts() -> str:
        shelf = talking.tab.parts.models
        return str(shelf._facts(next(entry for entry in shelf.entries if entry.name == "talker")))

    assert "tokens per second" not in facts()
    talking.write_at_most(40)
    talking.say("hello")
    settle(talking)
    talking.wait_until(lambda: "tokens per second here. Computes with: " in facts())
    settle(talking)
