"""Branches, drafts and system prompts of a conversation; searching, pinning, copying and importing conversations."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from gpt_studio.conversations import store
from gpt_studio.conversations.passage import UNFINISHED, Passage
from gpt_studio.conversations.tree import CHAT, Conversation
from gpt_studio.core.paths import Home
from gpt_studio.ui.tabs.chat import turns
from gpt_studio.ui.tabs.chat.reply_facts import cuts

REPLY = "The cat sleeps on the warm stone."


@pytest.fixture
def talking(models: Path, person: Any) -> Any:
    person.open("talker")
    return person


def settle(person: Any) -> None:
    person.wait_for_writing_to_end()
    person.wait_until(lambda: not person.tab.runner.busy)


def wait_for_one(person: Any, name: str) -> None:
    """Wait until the widget of this name that was replaced is gone."""
    person.wait_until(lambda: len(person.tab.findChildren(QWidget, name)) == 1)


def test_an_edited_message_and_a_reply_written_again_stand_beside_the_first(talking: Any, home: Home) -> None:
    talking.say("hello")
    settle(talking)
    talking.write_at_most(2)
    talking.click("chat_message_1_again")
    settle(talking)
    short = talking.said()[1]
    assert short != REPLY
    assert talking.text("chat_message_1_which") == "2/2"
    assert not talking.shows("chat_message_0_which")
    talking.click("chat_message_1_earlier")
    assert talking.said() == ["hello", REPLY]
    wait_for_one(talking, "chat_message_1_which")
    assert talking.text("chat_message_1_which") == "1/2"
    assert not talking.find("chat_message_1_earlier").isEnabled()
    QTest.keyClick(talking.find("chat_composer"), Qt.Key.Key_Up)
    assert talking.shows("chat_editing")
    talking.write(" there")
    talking.click("chat_send")
    settle(talking)
    wait_for_one(talking, "chat_message_0_which")
    assert talking.said()[0] == "hello there"
    assert talking.text("chat_message_0_which") == "2/2"
    talking.click("chat_message_0_earlier")
    assert talking.said() == ["hello", REPLY]
    talking.wait_until(lambda: not talking.tab.runner.busy)
    kept = store.read(home, talking.tab.parts.talk.conversation.id)
    assert kept == talking.tab.parts.talk.conversation
    assert len(kept.nodes) == 5


def test_stopping_before_the_first_word_of_another_reply_shows_the_first_again(talking: Any) -> None:
    talking.say("hello")
    settle(talking)
    talking.tab.commands["chat.again"].trigger()
    talking.tab.parts.writer.break_off()
    settle(talking)
    assert talking.said() == ["hello", REPLY]
    assert not talking.shows("chat_message_1_which")


def test_a_reply_that_is_being_written_is_on_disk_before_it_ends(
    talking: Any, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "_SAVED_EVERY", 0.0)
    seen: list[Passage] = []

    def look() -> None:
        name = talking.tab.parts.talk.conversation.id
        if talking.tab.parts.writer.writing and store.path_of(home, name).exists():
            seen.extend(each for each in store.read(home, name).passages if each.ended == UNFINISHED)

    talking.tab.parts.writer.measured.connect(look)
    talking.write_at_most(400)
    for _ in range(30):  # a reply of eight words may be over before its file is
        talking.say("hello")
        settle(talking)
        if seen:
            break
    assert seen[0].text
    assert talking.said()[-1].startswith(seen[0].text)
    assert store.read(home, talking.tab.parts.talk.conversation.id).passages[-1].ended == "end"
    assert cuts(seen[0])


def test_system_prompt_draft_and_sampling_stay_with_the_conversation(
    talking: Any, home: Home, make_person: Any
) -> None:
    asked: list[list[tuple[str, str]]] = []
    begin = talking.tab.parts.writer._begin
    talking.tab.parts.writer._begin = lambda job, request: (
        asked.append([(turn.role, turn.text) for turn in request.turns]),
        begin(job, request),
    )
    talking.click("chat_system_toggle")
    QTest.keyClicks(talking.find("chat_system_text"), "Be brief.")
    assert talking.text_of_button("chat_system_toggle") == "System prompt: Be brief."
    talking.click("chat_system_keep")
    talking.wait_until(lambda: talking.find("chat_system_kept").isEnabled())
    assert json.loads((home.root / "prompts.json").read_text())["prompts"] == [
        {"name": "Be brief.", "text": "Be brief."}
    ]
    talking.write_at_most(3)
    talking.say("hello")
    settle(talking)
    assert asked == [[("system", "Be brief."), ("user", "hello")]]
    talking.write("and then")
    talking.click("chat_new")
    assert talking.find("chat_composer").toPlainText() == ""
    assert talking.find("chat_system_text").toPlainText() == ""
    talking.wait_until(lambda: not talking.tab.runner.busy)
    later = make_person()
    later.pick("chat_conversations", "hello")
    later.wait_until(lambda: later.find("chat_composer").toPlainText() == "and then")
    later.wait_until(lambda: later.tab.parts.opener.model is not None and later.tab.parts.opener.coming is None)
    assert later.find("chat_system_text").toPlainText() == "Be brief."
    assert later.tab.parts.sampling.sampling.max_new_tokens == 3
    later.find("chat_system_text").clear()
    later.find("chat_system_kept").menu().actions()[0].trigger()
    assert later.tab.parts.talk.conversation.system == "Be brief."


def test_a_draft_typed_before_anything_was_said_is_kept(talking: Any, make_person: Any) -> None:
    talking.write("what I wanted")
    talking.tab.shut_down()
    later = make_person()
    later.pick("chat_conversations", "what I wanted")
    later.wait_until(lambda: later.find("chat_composer").toPlainText() == "what I wanted")


def test_conversations_are_found_pinned_copied_and_imported(person: Any, home: Home, tmp_path: Path) -> None:
    for name, words in (("a", "The old fox"), ("b", "A grey heron"), ("c", "Another FOX")):
        store.save(home, Conversation(name, CHAT, 1.0).add(Passage("user", words)))
    person.tab.activated()
    person.tab.library.conversations.renew()
    titles = lambda: [row[0] for row in person.rows("chat_conversations")]  # noqa: E731
    person.wait_until(lambda: len(titles()) == 3)
    QTest.keyClicks(person.find("chat_search"), "fox")
    person.wait_until(lambda: sorted(titles()) == ["Another FOX", "The old fox"])
    QTest.keyClicks(person.find("chat_search"), "x")
    person.wait_until(lambda: person.shows("chat_search_none"))
    person.find("chat_search").clear()
    person.pick("chat_conversations", "The old fox")
    person.wait_until(lambda: person.said() == ["The old fox"])
    person.tab.commands["chat.pin"].trigger()
    person.wait_until(lambda: titles()[0] == "The old fox")
    person.wait_until(lambda: store.read(home, "a").pinned)
    person.tab.commands["chat.duplicate"].trigger()
    person.wait_until(lambda: "The old fox (copy)" in titles())
    person.wait_until(lambda: person.tab.parts.talk.conversation.title == "The old fox (copy)")
    export = tmp_path / "export.json"
    turn = {"message": {"author": {"role": "user"}, "content": {"parts": ["From afar"]}}, "parent": None}
    export.write_text(json.dumps([{"id": "x", "title": "Far", "mapping": {"m": turn}, "update_time": 5}]))
    person.tab.commands["chat.import"].trigger()
    dialog = person.tab.findChild(QFileDialog, "chat_import_dialog")
    dialog.fileSelected.emit(str(export))
    dialog.reject()
    person.wait_until(lambda: "Far" in titles())
    assert "ChatGPT: 1" in person.text("chat_notice_text")


@pytest.mark.parametrize("ended", ["length", "stopped", "end"])
def test_a_reply_that_goes_round_in_circles_is_told_what_helps(qapp: QApplication, ended: str) -> None:
    circling = Passage("assistant", "The sea is the home of dreams. " * 4, ended=ended)
    assert any("over and over" in note for note in cuts(circling)) == (ended != "end")
    assert not any("over and over" in note for note in cuts(replace(circling, text="The sea is wide.")))
