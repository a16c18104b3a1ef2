"""Conversations on disk: written and read unchanged, exported; damaged ones are left alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from gpt_studio.core.format_version import NewerFormatError
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.jobs.chat.conversations import (
    CHAT,
    TEXT,
    Conversation,
    ExportConversation,
    ListConversations,
    Passage,
    SaveConversation,
    export_conversation,
    list_conversations,
    new_conversation,
    save_conversation,
)

CONTEXT = JobContext()
SAID = (Passage("user", "¿Qué hace?\nLine two"), Passage("assistant", "Duerme 🐈", "mine", 5, 80.5, "length", 2, 128))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def listed(home: Home) -> tuple[Conversation, ...]:
    return list_conversations(ListConversations(home), CONTEXT).found


def test_what_was_saved_is_read_back_the_latest_first(home: Home) -> None:
    older = Conversation("a", CHAT, 10.0, "/models/mine", "", SAID)
    newer = Conversation("b", TEXT, 20.5, title="Called so")
    for conversation in (older, newer):
        save_conversation(SaveConversation(home, conversation), CONTEXT)
    assert listed(home) == (newer, older)
    save_conversation(SaveConversation(home, replace(older, changed=30.0)), CONTEXT)
    assert [each.id for each in listed(home)] == ["a", "b"]


def test_new_conversations_never_share_a_file() -> None:
    assert len({new_conversation(CHAT).id for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"kind": "chat"}',
        '{"kind": 3, "changed": 1, "passages": []}',
        '{"kind": "poem", "changed": 1, "passages": []}',
        '{"kind": "chat", "changed": NaN, "passages": []}',
        '{"kind": "chat", "changed": 1, "passages": {}}',
        '{"kind": "chat", "changed": 1, "passages": [{"role": "ghost", "text": ""}]}',
        '{"kind": "chat", "changed": 1, "passages": [{"role": "user", "text": "", "tokens": true}]}',
        '{"kind": "chat", "changed": 1, "passages": [{"role": "user", "text": "", "pitch": 3}]}',
        '{"kind": "chat", "changed": 1, "passages": [], "mood": "calm"}',
        '{"format": "1", "kind": "chat", "changed": 1, "passages": []}',
        '{"passages": [1]}',
    ],
)
def test_a_damaged_file_is_named_and_left_as_it_is(home: Home, content: str) -> None:
    save_conversation(SaveConversation(home, Conversation("good", CHAT, 1.0)), CONTEXT)
    damaged = home.conversations / "damaged.json"
    damaged.write_text(content)
    kept = list_conversations(ListConversations(home), CONTEXT)
    assert [each.id for each in kept.found] == ["good"]
    assert len(kept.problems) == 1
    assert str(damaged) in str(kept.problems[0])
    assert damaged.read_text() == content


def test_a_conversation_of_a_newer_version_is_named_and_never_written_over(home: Home) -> None:
    home.conversations.mkdir()
    content = '{"format": 2, "kind": "chat", "changed": 1, "mood": "calm", "turns": [{"role": "user", "text": "hi"}]}'
    path = home.conversations / "later.json"
    path.write_text(content)
    kept = list_conversations(ListConversations(home), CONTEXT)
    assert kept.found == ()
    assert [problem.key for problem in kept.problems] == ["format.newer"]
    assert str(path) in str(kept.problems[0])
    with pytest.raises(NewerFormatError):
        save_conversation(SaveConversation(home, Conversation("later", CHAT, 1.0)), CONTEXT)
    assert path.read_text() == content


@pytest.mark.parametrize(
    ("conversation", "heading"),
    [
        (Conversation("a", CHAT, 1.0, passages=SAID), "¿Qué hace?"),
        (Conversation("a", CHAT, 1.0, title="Cats", passages=SAID), "Cats"),
        (Conversation("a", TEXT, 1.0, passages=(Passage("user", "\n\n On"), Passage("assistant", "ce"))), "Once"),
        (Conversation("a", CHAT, 1.0, passages=(Passage("user", "x" * 100),)), "x" * 59 + "…"),
        (Conversation("a", CHAT, 1.0), ""),
    ],
)
def test_the_heading_is_the_title_or_the_first_line(conversation: Conversation, heading: str) -> None:
    assert conversation.heading == heading


def test_a_conversation_can_be_read_elsewhere(tmp_path: Path) -> None:
    chat = Conversation("a", CHAT, 1.0, passages=SAID)
    for name, expected in (
        ("c.md", "# ¿Qué hace?\n\n**You**\n\n¿Qué hace?\nLine two\n\n**mine**\n\nDuerme 🐈\n"),
        ("c.txt", "You:\n¿Qué hace?\nLine two\n\nmine:\nDuerme 🐈\n"),
    ):
        export_conversation(ExportConversation(chat, tmp_path / name, "You"), CONTEXT)
        assert (tmp_path / name).read_text(encoding="utf-8") == expected
    text = Conversation("a", TEXT, 1.0, passages=(Passage("user", "On"), Passage("assistant", "ce upon")))
    export_conversation(ExportConversation(text, tmp_path / "t.txt", "You"), CONTEXT)
    assert (tmp_path / "t.txt").read_text() == "Once upon\n"
