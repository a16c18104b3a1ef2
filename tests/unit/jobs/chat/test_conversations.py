"""The jobs over the stored conversations."""

import json
from pathlib import Path

import pytest

from gpt_studio.conversations.entries import ConversationEntry
from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.tree import CHAT, TEXT, Conversation
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.jobs.chat.conversations import (
    ChangeConversation,
    DuplicateConversation,
    ExportConversation,
    ListConversations,
    ReadConversation,
    SaveConversation,
    change_conversation,
    duplicate_conversation,
    export_conversation,
    list_conversations,
    read_one,
    save_conversation,
)

CONTEXT = JobContext()
TALK = Conversation("a", CHAT, 10.0, "/models/mine").with_passages([Passage("user", "Hi"), Passage("assistant", "Ho")])


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    save_conversation(SaveConversation(home, TALK), CONTEXT)
    save_conversation(SaveConversation(home, Conversation("b", TEXT, 20.5, title="Called so")), CONTEXT)
    return home


def test_they_are_listed_searched_and_read(home: Home) -> None:
    kept = list_conversations(ListConversations(home), CONTEXT)
    assert [each.id for each in kept.found] == ["a", "b"]  # "a" was changed now
    assert list_conversations(ListConversations(home, "ho"), CONTEXT).found == (
        ConversationEntry("a", CHAT, TALK.changed, "/models/mine", "", "Hi", False, 2),
    )
    assert list_conversations(ListConversations(home, most=1), CONTEXT).total == 2
    assert read_one(ReadConversation(home, "a"), CONTEXT) == TALK


def test_a_title_and_a_pin_change_nothing_else(home: Home) -> None:
    renamed = change_conversation(ChangeConversation(home, "a", title=" Cats "), CONTEXT)
    pinned = change_conversation(ChangeConversation(home, "a", pinned=True), CONTEXT)
    assert (renamed.title, renamed.pinned, pinned.title, pinned.pinned) == ("Cats", False, "Cats", True)
    assert pinned.changed == TALK.changed
    assert read_one(ReadConversation(home, "a"), CONTEXT) == pinned


def test_a_copy_is_another_conversation(home: Home) -> None:
    copy = duplicate_conversation(DuplicateConversation(home, "a", "Copy"), CONTEXT)
    kept = list_conversations(ListConversations(home), CONTEXT)
    assert sorted(each.heading for each in kept.found) == ["Called so", "Copy", "Hi"]
    assert copy.passages == TALK.passages


def test_the_ending_of_the_file_says_what_is_exported(tmp_path: Path) -> None:
    for name, expected in (
        ("c.md", "# Hi\n\n**You**\n\nHi\n\n****\n\nHo\n"),
        ("c.txt", "You:\nHi\n\n:\nHo\n"),
        ("c.jsonl", '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}]}\n'),
    ):
        export_conversation(ExportConversation(TALK, tmp_path / name, "You"), CONTEXT)
        assert (tmp_path / name).read_text(encoding="utf-8") == expected
    export_conversation(ExportConversation(TALK, tmp_path / "c.JSON", "You"), CONTEXT)
    assert len(json.loads((tmp_path / "c.JSON").read_text())["turns"]) == 2


def test_no_empty_file_of_examples_is_written(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="no reply"):
        export_conversation(ExportConversation(TALK.cut_from(1), tmp_path / "c.jsonl", "You"), CONTEXT)
    assert not list(tmp_path.iterdir())
