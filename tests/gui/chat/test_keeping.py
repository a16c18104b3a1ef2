"""Stored conversations: reopened, renamed, deleted and taken back, saved when the window closes."""

import errno
import json
from pathlib import Path
from typing import Any

import pytest
from disk_faults import Disk, refuse
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.tree import Conversation
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.jobs.chat.conversations import SaveConversation, save_conversation
from gpt_studio.ui.tabs.chat.dialogs import Dialogs, file_name

REPLY = "The cat sleeps on the warm stone."


@pytest.fixture
def talked(models: Path, person: Any) -> Any:
    person.open("talker")
    person.say("Where is the cat?")
    person.wait_for_writing_to_end()
    person.wait_until(lambda: not person.tab.runner.busy)
    return person


def on_disk(home: Home) -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(home.conversations.glob("*.json"))]


def test_a_conversation_is_kept_as_it_is_held(talked: Any, home: Home) -> None:
    kept = on_disk(home)
    assert [[passage["text"] for passage in each["turns"]] for each in kept] == [["Where is the cat?", REPLY]]
    assert talked.rows("chat_conversations")[0][0] == "Where is the cat?"


def test_it_opens_again_in_another_window_with_its_model(talked: Any, make_person: Any) -> None:
    later = make_person()
    later.pick("chat_conversations", "Where is the cat?")
    later.wait_until(lambda: later.said() == ["Where is the cat?", REPLY])
    later.wait_until(lambda: later.tab.header.sentence.startswith("You talk with talker"))
    later.say("hello")
    later.wait_for_writing_to_end()
    assert later.said()[2:] == ["hello", REPLY]


def test_a_new_one_leaves_the_old_one_in_the_list(talked: Any) -> None:
    talked.click("chat_new")
    assert talked.said() == []
    assert talked.shows("chat_greeting")
    talked.say("hello")
    talked.wait_for_writing_to_end()
    assert [row[0] for row in talked.rows("chat_conversations")] == ["hello", "Where is the cat?"]
    talked.pick("chat_conversations", "Where is the cat?")
    assert talked.said()[0] == "Where is the cat?"


def test_it_can_be_renamed(talked: Any, home: Home) -> None:
    talked.click("chat_rename")
    editor = talked.find("chat_conversations_editor")
    editor.selectAll()
    QTest.keyClicks(editor, "Cats")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    talked.wait_until(lambda: talked.rows("chat_conversations")[0][0] == "Cats")
    talked.wait_until(lambda: on_disk(home)[0]["title"] == "Cats")


def test_asking_again_while_a_title_is_typed_changes_nothing(talked: Any, home: Home) -> None:
    talked.click("chat_rename")
    talked.click("chat_rename")
    editor = talked.find("chat_conversations_editor")
    editor.selectAll()
    QTest.keyClicks(editor, "Cats")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    talked.wait_until(lambda: on_disk(home)[0]["title"] == "Cats")


def test_a_title_that_comes_after_its_conversation_was_deleted_is_let_go(talked: Any, home: Home, trash: Path) -> None:
    (kept,) = on_disk(home)
    talked.click("chat_delete")
    talked.wait_until(lambda: not list(home.conversations.glob("*.json")))
    talked.find("chat_conversations").renamed.emit(kept["id"], "Cats")
    assert talked.rows("chat_conversations") == []
    assert on_disk(home) == []


def test_deleting_can_be_taken_back(talked: Any, home: Home, trash: Path) -> None:
    before = on_disk(home)
    talked.click("chat_delete")
    talked.wait_until(lambda: not list(home.conversations.glob("*.json")))
    assert talked.said() == []
    assert talked.rows("chat_conversations") == []
    assert len(list(trash.glob("*.json"))) == 1
    talked.click("chat_notice_action")
    talked.wait_until(lambda: on_disk(home) == before)
    assert talked.said() == ["Where is the cat?", REPLY]
    assert not list(trash.glob("*.json"))


def test_closing_while_it_writes_keeps_what_was_written(models: Path, person: Any, home: Home, qtbot: Any) -> None:
    person.open("counter")
    person.write_at_most(1_000_000)
    QTest.keyClicks(person.find("chat_text"), "one two")
    person.click("chat_continue")
    person.wait_until(lambda: len(person.document) > 40)
    busy = person.tab.busy()
    assert str(busy) == "counter is writing."
    with qtbot.waitSignal(person.tab.busy_changed):
        person.tab.stop()
    assert person.tab.busy() is None
    person.tab.shut_down()
    assert "".join(passage["text"] for passage in on_disk(home)[0]["turns"]) == person.document


def test_what_was_typed_into_a_text_is_kept_at_closing(models: Path, person: Any, home: Home) -> None:
    person.open("counter")
    QTest.keyClicks(person.find("chat_text"), "one two")
    person.tab.shut_down()
    assert on_disk(home)[0]["turns"][0]["text"] == "one two"


def test_going_elsewhere_while_it_writes_keeps_both(models: Path, person: Any, home: Home) -> None:
    person.open("counter")
    person.write_at_most(1_000_000)
    for start in ("one two", "three four"):
        person.click("chat_new")
        QTest.keyClicks(person.find("chat_text"), start)
        person.click("chat_continue")
        person.wait_until(lambda: len(person.document) > 30)
    person.pick("chat_models", "talker")
    person.wait_until(lambda: not person.tab.runner.busy)
    kept = ["".join(passage["text"] for passage in each["turns"]) for each in on_disk(home)]
    assert len(kept) == 2
    assert {text[:7] for text in kept} == {"one two", "three f"}
    assert all(len(text) > 30 for text in kept)


@pytest.mark.parametrize(("action", "ending"), [("chat.save_markdown", "md"), ("chat.save_text", "txt")])
def test_it_can_be_saved_for_reading(talked: Any, tmp_path: Path, action: str, ending: str) -> None:
    talked.tab.commands[action].trigger()
    dialog = talked.tab.findChild(QFileDialog, "chat_save_dialog")
    proposed = Path(dialog.selectedFiles()[0])
    assert proposed.name == f"Where is the cat.{ending}"
    assert talked.tab.home.root not in proposed.parents
    target = tmp_path / f"cats.{ending}"
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(target))
    dialog.accept()
    talked.wait_until(target.exists)
    talked.wait_until(lambda: talked.shows("chat_notice"))
    assert REPLY in target.read_text(encoding="utf-8")


def test_a_damaged_file_is_told_and_the_others_are_listed(models: Path, home: Home, make_person: Any) -> None:
    home.conversations.mkdir(parents=True)
    (home.conversations / "torn.json").write_text("{")
    person = make_person()
    person.wait_until(lambda: person.shows("chat_notice"))
    assert "torn.json" in person.text("chat_notice_text")


def test_a_rename_that_fails_keeps_what_was_typed(talked: Any, home: Home) -> None:
    talked.tab.activateWindow()
    disk = Disk(home.root, refuse(errno.ENOSPC))
    disk.arm(at=1, again=True)
    with disk.watched():
        talked.click("chat_rename")
        editor = talked.find("chat_conversations_editor")
        editor.selectAll()
        QTest.keyClicks(editor, "Cats")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        talked.wait_until(lambda: talked.shows("chat_notice"))
    assert "full" in talked.text("chat_notice_text")
    assert on_disk(home)[0]["title"] == ""
    assert talked.rows("chat_conversations")[0][0] == "Where is the cat?"
    again = talked.find("chat_conversations").findChildren(QLineEdit)[-1]
    assert again.text() == "Cats"
    QTest.keyClick(again, Qt.Key.Key_Return)
    talked.wait_until(lambda: on_disk(home)[0]["title"] == "Cats")


def test_a_title_being_typed_outlives_changes_of_the_list(talked: Any, home: Home) -> None:
    talked.click("chat_rename")
    editor = talked.find("chat_conversations_editor")
    editor.selectAll()
    QTest.keyClicks(editor, "Ca")
    other = Conversation("20200101-000000-other", "chat", 1.0).add(Passage("user", "from elsewhere"))
    save_conversation(SaveConversation(home, other), JobContext())
    talked.tab.library.conversations.renew()
    talked.wait_until(lambda: len(talked.tab.parts.keeper.latest) == 2)
    assert editor.isVisible()
    QTest.keyClicks(editor, "ts")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    talked.wait_until(lambda: "Cats" in [row[0] for row in talked.rows("chat_conversations")])
    talked.wait_until(lambda: len(talked.rows("chat_conversations")) == 2)
    talked.wait_until(lambda: "Cats" in [each["title"] for each in on_disk(home)])


def test_saving_proposes_the_documents_folder_and_then_the_one_chosen_before(
    talked: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = tmp_path / "Documents"
    documents.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(documents))
    dialogs = Dialogs(talked.tab, tmp_path)
    for expected in (documents, tmp_path):
        dialogs.ask_where_to_save("¿Dónde está?: a/b", "md")
        dialog = talked.tab.findChildren(QFileDialog, "chat_save_dialog")[-1]
        assert Path(dialog.directory().path()) == expected
        assert [Path(each).name for each in dialog.selectedFiles()] == ["Dónde está a b.md"]
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile(str(tmp_path / "x.md"))
        dialog.accept()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Where is the cat?", "Where is the cat"),
        ("  a\tb / c:  ", "a b c"),
        ("word " * 30, "word word word word word word word word word word word word"),
        ("x" * 100, "x" * 60),
        ("...", ""),
    ],
)
def test_the_proposed_name_is_one_that_every_file_system_takes(title: str, name: str) -> None:
    assert file_name(title) == name
