"""A corrected reply becomes an example to train on."""

import shutil
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gpt_studio.conversations.examples import examples_file
from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import iter_documents, read_corpus


def test_a_corrected_reply_is_shown_and_kept_in_a_corpus(talker: Path, person: Any, home: Home) -> None:
    shutil.copytree(talker, home.models / talker.name)
    person.tab.library.models.renew()
    person.open("talker")
    person.say("hello")
    person.wait_for_writing_to_end()
    person.click("chat_message_1_correct")
    box = person.find("chat_correction_text")
    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, "Good evening.")
    person.click("chat_correction_keep")
    person.wait_until(lambda: kept(home) == 1)
    person.wait_until(lambda: not person.tab.runner.busy)
    assert person.said() == ["hello", "Good evening."]
    person.wait_until(lambda: len(person.tab.findChildren(object, "chat_message_1_which")) == 1)
    assert person.text("chat_message_1_which") == "2/2"
    (corpus,) = home.corpora.glob("*.toml")
    (document,) = iter_documents(read_corpus(corpus))
    assert [turn.text for turn in document.turns] == ["hello", "Good evening."]


def kept(home: Home) -> int:
    return len(examples_file(home).read_text("utf-8").splitlines()) if examples_file(home).exists() else 0
