"""What one can do with the turns of a conversation: delete, begin a reply, edit one, let messages wait, compare."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

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
    path = person.tab.home.conversations / f"{person.tab._talk.conversation.id}.json"
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
    assert talking.text("chat_queue_1") == "not this one"
    talking.click("chat_queue_remove_1")
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
    settings = talking.tab._talk.last.settings
    assert settings["temperature"] == 0.25
    talking.show_sampling()
    assert str(settings["seed"]) in talking.text("chat_sampling_last_seed")
    talking.find("chat_sampling_use_seed").click()
    assert talking.tab._sampling.sampling.seed == settings["seed"]
