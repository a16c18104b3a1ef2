"""Chat: sending, streaming, stopping, writing again, editing, copying."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.stored import read_conversation
from gpt_studio.jobs.chat.beginnings import Beginnings
from gpt_studio.ui.tabs.chat.questions import some_of

REPLY = "The cat sleeps on the warm stone."
SIDE_BAR = 208
"""Its width in a window of 1280 pixels."""


@pytest.fixture
def talking(models: Path, person: Any) -> Any:
    person.open("talker")
    return person


def test_a_reply_streams_in_and_says_how_fast_it_came(talking: Any) -> None:
    batches: list[str] = []
    talking.tab.parts.writer.batch.connect(batches.append)
    talking.say("Where is the cat?")
    assert talking.shows("chat_stop")
    assert not talking.shows("chat_send")
    assert talking.find("chat_composer").toPlainText() == ""
    talking.wait_for_writing_to_end()
    assert talking.said() == ["Where is the cat?", REPLY]
    assert "".join(batches) == REPLY
    facts = talking.text("chat_message_1_facts")
    assert facts.startswith("talker · ")
    assert facts.endswith("tokens per second")
    assert talking.shows("chat_send")
    assert not talking.shows("chat_loading")


def test_enter_sends_and_shift_enter_starts_a_new_line(talking: Any) -> None:
    box = talking.find("chat_composer")
    low = box.height()
    talking.write("one")
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    talking.write("two")
    assert box.toPlainText() == "one\ntwo"
    assert box.height() > low
    for _ in range(30):
        QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert box.height() == 180
    QTest.keyClick(box, Qt.Key.Key_Return)
    talking.wait_for_writing_to_end()
    assert talking.said()[0] == "one\ntwo"


def test_a_model_that_nobody_spoke_with_is_asked_what_its_texts_ask_with_one_click(talking: Any) -> None:
    assert not talking.shows("chat_question_1")
    questions = ("Who are you?", "¿Quién eres?", "Who am I?", "Where is the cat?", "Tell me a story.", "Do owls sing?")
    talking.tab.parts.middle.completion.show_beginnings(Beginnings(questions=questions))
    offered = [talking.text_of_button(f"chat_question_{number}") for number in (1, 2, 3)]
    assert offered == ["Who are you?", "Where is the cat?", "Tell me a story."]
    page = talking.find("chat_greeting")
    high = page.height()
    page.resize(page.width(), 30)
    assert not talking.shows("chat_question_2")
    page.resize(page.width(), high)
    talking.click("chat_question_2")
    talking.wait_for_writing_to_end()
    assert talking.said() == ["Where is the cat?", REPLY]


@pytest.mark.parametrize(
    ("in_spanish", "offered"),
    [(True, ("¿Qué es un zorro?", "Escribe un cuento.")), (False, ("What is a fox?", "Is it red?"))],
)
def test_questions_in_the_language_of_the_window_are_offered_first(in_spanish: bool, offered: tuple[str, ...]) -> None:
    asked = ("What is a fox?", "¿Qué es un zorro?", "Is it red?", "Escribe un cuento.")
    assert some_of(asked, in_spanish) == offered
    assert some_of(("What is a fox?", "What is an owl?"), True) == ("What is a fox?",)


def test_nothing_is_sent_while_there_is_nothing_to_send(talking: Any) -> None:
    QTest.keyClick(talking.find("chat_composer"), Qt.Key.Key_Return)
    talking.write("   ")
    QTest.keyClick(talking.find("chat_composer"), Qt.Key.Key_Return)
    assert talking.said() == []


def test_stopping_keeps_what_was_written(talking: Any) -> None:
    talking.say("Where is the cat?")
    talking.wait_until(lambda: len(talking.said()[1]) > 3 or talking.tab.busy() is None)
    if talking.tab.busy() is not None:
        QTest.keyClick(talking.find("chat_composer"), Qt.Key.Key_Escape)
    talking.wait_for_writing_to_end()
    assert REPLY.startswith(talking.said()[1])
    assert talking.tab.parts.talk.conversation.passages[1].text == talking.said()[1]


def test_a_reply_cut_at_the_maximum_length_says_so(talking: Any) -> None:
    talking.write_at_most(3)
    talking.say("Where is the cat?")
    talking.wait_for_writing_to_end()
    assert talking.said()[1] != REPLY
    assert talking.text("chat_message_1_facts").endswith("cut at the maximum length")


def test_turns_left_out_are_told(talking: Any) -> None:
    for _ in range(5):
        talking.say("Where is the cat?")
        talking.wait_for_writing_to_end()
    assert "earlier messages that no longer fit" in talking.text("chat_message_9_facts")


def test_another_reply_takes_the_place_of_the_last(talking: Any) -> None:
    talking.say("hello")
    talking.wait_for_writing_to_end()
    assert talking.find("chat_message_1_again").isVisible()
    talking.write_at_most(2)
    talking.click("chat_message_1_again")
    talking.wait_for_writing_to_end()
    talking.wait_until(lambda: len(talking.said()) == 2)
    assert REPLY.startswith(talking.said()[1])
    assert talking.said()[1] != REPLY


def test_an_edited_message_replaces_what_followed_it(talking: Any, qtbot: Any) -> None:
    for asked in ("hello", "Why? How?"):
        talking.say(asked)
        talking.wait_for_writing_to_end()
    talking.click("chat_message_0_edit")
    assert talking.shows("chat_editing")
    assert talking.find("chat_composer").toPlainText() == "hello"
    talking.click("chat_editing_cancel")
    assert len(talking.said()) == 4
    talking.click("chat_message_0_edit")
    talking.write(" there")
    talking.click("chat_send")
    talking.wait_for_writing_to_end()
    assert talking.said() == ["hello there", REPLY]
    assert not talking.shows("chat_editing")


def test_a_message_can_be_copied(talking: Any) -> None:
    talking.say("hello")
    talking.wait_for_writing_to_end()
    talking.click("chat_message_1_copy")
    assert QGuiApplication.clipboard().text() == REPLY


def test_a_model_without_a_template_is_not_offered_a_conversation(talking: Any) -> None:
    talking.say("hello")
    talking.wait_for_writing_to_end()
    talking.pick("chat_models", "counter")
    talking.wait_until(lambda: "counter continues texts" in talking.tab.header.sentence)
    talking.write("more")
    assert not talking.find("chat_send").isEnabled()
    assert talking.said() == ["hello", REPLY]
    talking.pick("chat_models", "talker")
    talking.wait_until(lambda: talking.find("chat_send").isEnabled())


def test_a_long_conversation_shows_its_end_first(talking: Any) -> None:
    messages = talking.tab.parts.middle.messages
    passages = [Passage("user" if n % 2 == 0 else "assistant", f"message {n}") for n in range(30)]
    messages.show_passages(passages)
    assert messages.messages[-1].text == "message 29"
    assert 0 < len(messages.messages) < 30
    while not messages._older.isHidden():
        messages._older.click()
    assert [message.text for message in messages.messages] == [passage.text for passage in passages]


def test_the_list_follows_only_a_person_who_is_at_the_end(talking: Any) -> None:
    talking.say("hello")
    talking.wait_for_writing_to_end()
    messages = talking.tab.parts.middle.messages
    bar = talking.find("chat_messages").verticalScrollBar()
    last = messages.messages[-1]
    last.append_text("\nline" * 60)
    talking.wait_until(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    bar.setValue(0)
    before = bar.maximum()
    last.append_text("\nline" * 60)
    talking.wait_until(lambda: bar.maximum() > before)
    assert bar.value() == 0
    talking.click("chat_to_end")
    assert bar.value() == bar.maximum()


def test_the_text_has_room_at_1280_by_800(talking: Any) -> None:
    talking.say("Where is the cat?")
    talking.wait_for_writing_to_end()
    talking.tab.resize(1280 - SIDE_BAR, 800)
    talking.wait_until(lambda: talking.find("chat_message_1_text").width() >= 640)


def test_a_reply_that_was_cut_goes_on_in_its_place_with_one_click(talking: Any) -> None:
    talking.find("chat_sampling_temperature").setValue(0.0)
    talking.write_at_most(4)
    talking.say("Where is the cat?")
    talking.wait_for_writing_to_end()
    first = talking.said()[1]
    assert first != REPLY
    talking.click("chat_message_1_more")
    assert talking.shows("chat_stop")
    talking.wait_for_writing_to_end()
    assert talking.said()[1].startswith(first)
    talking.write_at_most(40)
    talking.click("chat_message_1_more")
    talking.wait_for_writing_to_end()
    assert talking.said() == ["Where is the cat?", REPLY]
    assert not talking.shows("chat_message_1_more")
    assert "cut at the maximum length" not in talking.text("chat_message_1_facts")
    last = talking.tab.parts.talk.conversation.passages
    assert [(each.role, each.text) for each in last] == [("user", "Where is the cat?"), ("assistant", REPLY)]
    assert last[1].tokens > 8
    kept = talking.tab.home.conversations / f"{talking.tab.parts.talk.conversation.id}.json"
    talking.wait_until(lambda: read_conversation(kept).passages == last)


def test_only_the_last_reply_and_its_own_model_can_go_on(models: Path, talking: Any) -> None:
    shutil.copytree(models / "talker", models / "parrot")
    talking.write_at_most(2)
    for _ in range(2):
        talking.say("hello")
        talking.wait_for_writing_to_end()
    assert not talking.shows("chat_message_1_more")
    assert talking.shows("chat_message_3_more")
    talking.open_in_conversation("parrot")
    assert not talking.shows("chat_message_3_more")
    talking.open_in_conversation("talker")
    assert talking.shows("chat_message_3_more")


def test_another_model_goes_on_with_the_conversation_and_the_place_says_so(
    models: Path, talking: Any, make_person: Any
) -> None:
    shutil.copytree(models / "talker", models / "parrot")
    talking.say("hello")
    talking.wait_for_writing_to_end()
    talking.open_in_conversation("parrot")
    assert talking.said() == ["hello", REPLY]
    assert talking.text("chat_next_model") == "From here on: parrot"
    assert talking.rows("chat_conversations")[0][1].endswith("talker"), "nothing of it was written by the parrot yet"
    talking.say("Why? How?")
    talking.wait_for_writing_to_end()
    assert not talking.shows("chat_next_model")
    assert talking.text("chat_message_2_model") == "From here on: parrot"
    assert talking.text("chat_message_1_facts").startswith("talker · ")
    assert talking.text("chat_message_3_facts").startswith("parrot · ")
    talking.wait_until(lambda: not talking.tab.runner.busy)
    later = make_person()
    later.pick("chat_conversations", "hello")
    later.wait_until(lambda: len(later.said()) == 4)
    assert later.text("chat_message_2_model") == "From here on: parrot"
    assert later.text("chat_message_1_facts").startswith("talker · ")
    assert not later.shows("chat_message_0_model")


def test_going_back_to_the_model_before_takes_the_word_back(models: Path, talking: Any) -> None:
    shutil.copytree(models / "talker", models / "parrot")
    talking.say("hello")
    talking.wait_for_writing_to_end()
    talking.open_in_conversation("parrot")
    talking.open_in_conversation("talker")
    assert not talking.shows("chat_next_model")


def test_a_text_says_too_that_another_model_goes_on(models: Path, talking: Any) -> None:
    talking.click("chat_mode_text")
    QTest.keyClicks(talking.find("chat_text"), "The cat")
    talking.click("chat_continue")
    talking.wait_for_writing_to_end()
    talking.open_in_conversation("counter")
    assert talking.text("chat_text_facts") == "From here on: counter"


def test_messages_become_narrower_with_the_window(talking: Any) -> None:
    talking.say("Where is the cat? Where is the cat? Where is the cat?")
    talking.wait_for_writing_to_end()
    column = talking.find("chat_messages")
    wide = column.viewport().width()
    talking.tab.resize(840, 600)
    talking.show_sampling()
    talking.wait_until(lambda: column.viewport().width() < wide / 2)
    bubble = talking.find("chat_message_0_text").parentWidget()
    talking.wait_until(lambda: bubble.visibleRegion().boundingRect().width() == bubble.width())


def test_a_reply_without_words_takes_no_room_for_them(talking: Any) -> None:
    messages = talking.tab.parts.middle.messages
    messages.show_passages([Passage("user", "hello"), Passage("assistant", "", "talker", ended="end")])
    assert "nothing to say" in talking.text("chat_message_1_facts")
    assert messages.messages[1].body.isHidden() or not messages.messages[1].body.isVisibleTo(messages)
