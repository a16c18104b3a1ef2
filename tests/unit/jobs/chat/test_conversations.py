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
    held_with_another,
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
    content = '{"format": 3, "kind": "chat", "changed": 1, "mood": "calm", "turns": [{"role": "user", "text": "hi"}]}'
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


def test_a_conversation_of_format_1_learns_whom_the_person_wrote_to(home: Home) -> None:
    home.conversations.mkdir()
    (home.conversations / "old.json").write_text(
        '{"format": 1, "kind": "chat", "changed": 1, "model": "/models/new", "passages": ['
        '{"role": "user", "text": "a"}, {"role": "assistant", "text": "b", "model": "old"},'
        '{"role": "user", "text": "c"}, {"role": "assistant", "text": "d", "model": "new"},'
        '{"role": "user", "text": "e"}]}'
    )
    (found,) = listed(home)
    assert [(each.model, each.folder) for each in found.passages] == [
        ("old", ""),
        ("old", ""),
        ("new", "/models/new"),
        ("new", "/models/new"),
        ("", ""),
    ]
    save_conversation(SaveConversation(home, found), CONTEXT)
    assert listed(home) == (found,)


def test_a_passage_of_the_newest_format_is_taken_as_it_stands(home: Home) -> None:
    passages = (Passage("user", "a"), Passage("assistant", "b", "mine", folder="/elsewhere/mine"))
    kept = Conversation("a", CHAT, 1.0, "/models/mine", passages=passages)
    save_conversation(SaveConversation(home, kept), CONTEXT)
    assert listed(home) == (kept,)


@pytest.mark.parametrize(
    ("model", "folder", "another"),
    [
        ("mine", "/models/mine", False),
        ("mine", "", False),
        ("mine", "/elsewhere/mine", True),
        ("yours", "/models/yours", True),
        ("", "", False),
    ],
)
def test_another_model_is_told_by_its_name_and_folder(model: str, folder: str, another: bool) -> None:
    said = (Passage("assistant", "b", "mine", folder="/models/mine"), Passage("user", "c"))
    assert held_with_another(said, model, folder) is another
    assert not held_with_another((), model, folder)


def test_what_follows_a_reply_becomes_one_with_it() -> None:
    first = Passage("assistant", "Once upon", "mine", 2, 80.0, "length", dropped_turns=2, folder="/models/mine")
    more = Passage("assistant", " a time", "mine", 3, 40.0, "end", outgrew=128, folder="/models/mine")
    assert first.with_more(more) == Passage(
        "assistant", "Once upon a time", "mine", 5, 40.0, "end", 2, 128, folder="/models/mine"
    )
    assert first.with_more(replace(more, text="", tokens=0, tokens_per_second=0.0)).tokens_per_second == 80.0
    assert first.can_go_on
    assert not first.with_more(more).can_go_on
