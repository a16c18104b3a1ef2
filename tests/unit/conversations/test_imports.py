"""Exports of other programs, in shapes as those programs write them; damaged, hostile and huge ones are refused."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from gpt_studio.conversations import store
from gpt_studio.conversations.imports import reading
from gpt_studio.conversations.imports.reading import Export, read_export
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.jobs.chat.conversations import ImportConversations, import_conversations


def node(key: str, parent: str | None, role: str, *parts: Any, kind: str = "text", **metadata: Any) -> dict[str, Any]:
    message = {
        "id": key,
        "author": {"role": role, "name": None, "metadata": {}},
        "create_time": 1_700_000_000.5,
        "content": {"content_type": kind, "parts": list(parts)},
        "status": "finished_successfully",
        "metadata": metadata,
        "recipient": "all",
    }
    return {"id": key, "message": message if role else None, "parent": parent, "children": []}


def mapping(*nodes: dict[str, Any]) -> dict[str, Any]:
    return {each["id"]: each for each in nodes}


CHATGPT = {
    "title": "Cats and dogs",
    "create_time": 1_700_000_000.0,
    "update_time": 1_700_000_100.25,
    "mapping": mapping(
        node("root", None, ""),
        node("sys", "root", "system", "", is_visually_hidden_from_conversation=True),
        node("u1", "sys", "user", "Where is the cat?"),
        node("tool", "u1", "assistant", "search()", kind="code", model_slug="gpt-4"),
        node("a1", "tool", "assistant", "On the stone.", model_slug="gpt-4"),
        node("a2", "u1", "assistant", "In the tree.", model_slug="gpt-4o"),
        node("u2", "a2", "user", {"content_type": "image_asset_pointer"}, "And this one?", kind="multimodal_text"),
        node("think", "u2", "assistant", kind="thoughts"),
        node("a3", "think", "assistant", "A dog.", model_slug="gpt-4o"),
    ),
    "current_node": "a3",
    "conversation_id": "11111111-2222",
    "id": "11111111-2222",
    "default_model_slug": "gpt-4o",
}
OPEN_WEBUI = {
    "id": "chat-1",
    "user_id": "me",
    "title": "Cats and dogs",
    "updated_at": 1_700_000_100,
    "created_at": 1_700_000_000,
    "pinned": True,
    "chat": {
        "title": "Cats and dogs",
        "models": ["llama3:8b"],
        "params": {"system": "Be brief."},
        "history": {
            "currentId": "a3",
            "messages": {
                "u1": {"id": "u1", "parentId": None, "childrenIds": ["a1", "a2"], "role": "user", "content": "Where?"},
                "a1": {
                    "id": "a1",
                    "parentId": "u1",
                    "role": "assistant",
                    "content": "On the stone.",
                    "model": "llama3",
                },
                "a2": {"id": "a2", "parentId": "u1", "role": "assistant", "content": "In the tree.", "model": "qwen"},
                "u2": {"id": "u2", "parentId": "a2", "role": "user", "content": "And this one?"},
                "a3": {"id": "a3", "parentId": "u2", "role": "assistant", "content": "A dog.", "model": "qwen"},
            },
        },
    },
}


def lm_user(*texts: str) -> dict[str, Any]:
    versions = [{"type": "singleStep", "role": "user", "content": [{"type": "text", "text": text}]} for text in texts]
    return {"versions": versions, "currentlySelected": len(texts) - 1}


def lm_reply(selected: int, *texts: str) -> dict[str, Any]:
    versions = [
        {
            "type": "multiStep",
            "role": "assistant",
            "senderInfo": {"senderName": "qwen2.5-7b"},
            "steps": [
                {
                    "type": "contentBlock",
                    "style": {"type": "thinking"},
                    "content": [{"type": "text", "text": "Let me see."}],
                },
                {"type": "contentBlock", "content": [{"type": "text", "text": text, "fromDraftModel": False}]},
                {"type": "debugInfoBlock", "debugInfo": "Conversation naming"},
            ],
        }
        for text in texts
    ]
    return {"versions": versions, "currentlySelected": selected}


LM_STUDIO = {
    "name": "Cats and dogs",
    "pinned": False,
    "createdAt": 1_700_000_000_123,
    "preset": "",
    "tokenCount": 42,
    "systemPrompt": "Be brief.",
    "messages": [
        lm_user("Where?"),
        lm_reply(1, "On the stone.", "In the tree."),
        lm_user("And this one?"),
        lm_reply(0, "A dog."),
    ],
}


def read(tmp_path: Path, value: Any) -> Export:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return read_export(path, lambda: None)


def test_chatgpts_export_is_read_with_its_branches(tmp_path: Path) -> None:
    export = read(tmp_path, [CHATGPT])
    (found,) = export.found
    assert export.program == "ChatGPT"
    assert (found.title, found.changed, found.pinned) == ("Cats and dogs", 1_700_000_100.25, False)
    assert [(each.role, each.text, each.model) for each in found.passages] == [
        ("user", "Where is the cat?", ""),
        ("assistant", "In the tree.", "gpt-4o"),
        ("user", "And this one?", ""),
        ("assistant", "A dog.", "gpt-4o"),
    ]
    assert [each.text for each in found.step(1, -1).passages] == ["Where is the cat?", "On the stone."]


@pytest.mark.parametrize(
    ("value", "program", "pinned"),
    [([OPEN_WEBUI], "Open WebUI", True), (OPEN_WEBUI["chat"], "Open WebUI", False), (LM_STUDIO, "LM Studio", False)],
)
def test_the_other_programs_too(tmp_path: Path, value: Any, program: str, pinned: bool) -> None:
    export = read(tmp_path, value)
    (found,) = export.found
    assert (export.program, found.title, found.system, found.pinned) == (
        program,
        "Cats and dogs",
        "Be brief.",
        pinned,
    )
    assert [each.text for each in found.passages] == ["Where?", "In the tree.", "And this one?", "A dog."]
    assert [each.text for each in found.step(1, -1).passages] == ["Where?", "On the stone."]
    assert found.passages[1].model.startswith("qwen")


def test_the_zip_in_which_it_comes_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("chat.html", "<html>")
        packed.writestr("conversations.json", json.dumps([CHATGPT]))
    assert len(read_export(path, lambda: None).found) == 1
    (path.parent / "other.zip").write_bytes(path.read_bytes().replace(b"conversations.json", b"conversazions.json"))
    with pytest.raises(StudioError, match=r"no conversations\.json"):
        read_export(path.parent / "other.zip", lambda: None)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(StudioError, match="damaged or locked"):
        read_export(path, lambda: None)


def test_a_zip_that_unpacks_to_more_than_is_allowed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("conversations.json", " " * 100_000)
    monkeypatch.setattr(reading, "CONVERSATION_BYTES", 50_000)
    with pytest.raises(StudioError) as refused:
        read_export(path, lambda: None)
    assert refused.value.message.values["reason"].key == "import.large"


def circle() -> dict[str, Any]:
    return {**CHATGPT, "mapping": mapping(node("a", "b", "user", "x"), node("b", "a", "user", "y"))}


@pytest.mark.parametrize(
    "odd",
    [
        5,
        None,
        {"mapping": 3},
        circle(),
        {"messages": []},
    ],
)
def test_one_damaged_conversation_does_not_keep_the_others_out(tmp_path: Path, odd: Any) -> None:
    export = read(tmp_path, [odd, CHATGPT])
    assert (len(export.found), export.odd, export.empty) == (1, 1, 0)


@pytest.mark.parametrize(
    "strange",
    [
        {"mapping": {}},
        {"mapping": mapping(node("a", None, "user", "  "))},
        {"mapping": {"a": None, "b": 3, "c": {"message": "x"}, "d": {"message": {"author": 1, "content": []}}}},
    ],
)
def test_one_without_words_is_counted_and_left_out(tmp_path: Path, strange: Any) -> None:
    export = read(tmp_path, [strange])
    assert (export.found, export.odd, export.empty) == ((), 0, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"current_node": "nowhere", "title": None, "update_time": "yesterday", "create_time": None},
        {"title": "x\0\n" * 500, "update_time": 1e300, "conversation_id": 7, "id": None},
        {"update_time": -5, "create_time": True, "current_node": ["a"]},
    ],
)
def test_strange_values_do_no_harm(tmp_path: Path, changes: dict[str, Any]) -> None:
    (found,) = read(tmp_path, [{**CHATGPT, **changes}]).found
    assert [each.text for each in found.passages][-1] == "A dog."
    assert len(found.title) <= 200
    store.save(Home(tmp_path), found)
    assert store.read(Home(tmp_path), found.id) == found


@pytest.mark.parametrize(
    "content", ["", "[", "3", '"x"', "{}", "[]", '{"a": [1]}', "[[[[]]]]", "[" * 200, "\x00", "<html>"]
)
def test_what_is_no_export_is_refused_in_one_sentence(tmp_path: Path, content: str) -> None:
    path = tmp_path / "export.json"
    path.write_text(content)
    with pytest.raises(StudioError) as refused:
        read_export(path, lambda: None)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_is_no_file_or_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StudioError):
        read_export(tmp_path, lambda: None)
    monkeypatch.setattr(reading, "MOST_CONVERSATIONS", 2)
    with pytest.raises(StudioError, match="more than 2 conversations"):
        read(tmp_path, [CHATGPT] * 3)
    monkeypatch.setattr(reading, "CONVERSATION_BYTES", 100)
    with pytest.raises(StudioError, match="longer than"):
        read(tmp_path, [CHATGPT])


def test_importing_again_adds_only_what_is_new_and_changes_nothing(tmp_path: Path) -> None:
    home, path = Home(tmp_path / "home"), tmp_path / "export.json"
    path.write_text(json.dumps([CHATGPT]))
    first = import_conversations(ImportConversations(home, path), JobContext())
    assert (len(first.added), first.known) == (1, 0)
    store.change(home, first.added[0], lambda each: each.branch(0, each.passages[0]))
    path.write_text(json.dumps([CHATGPT, {**CHATGPT, "conversation_id": "another"}]))
    second = import_conversations(ImportConversations(home, path), JobContext())
    assert (len(second.added), second.known) == (1, 1)
    assert len(store.read(home, first.added[0]).nodes) == 6
