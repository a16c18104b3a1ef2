"""Conversations as files: written and read unchanged, older formats carried over, damaged and newer ones left alone."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from gpt_studio.conversations import store
from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.stored import LATEST, read_conversation, write_conversation
from gpt_studio.conversations.tree import CHAT, Conversation, new_conversation
from gpt_studio.core.errors import StudioError
from gpt_studio.core.format_version import NewerFormatError
from gpt_studio.core.paths import Home

SAID = (
    Passage("user", "¿Qué hace?\nLine two"),
    Passage("assistant", "Duerme 🐈", "mine", 5, 80.5, "length", 2, 128, plain_marks=("<s>",), folder="/m/mine"),
)
TALK = replace(
    Conversation("a", CHAT, 10.0, "/m/mine").with_passages(SAID).cut_from(1).add(Passage("assistant", "Corre")),
    system="Be brief.",
    sampling={"temperature": 0.5, "top_k": 40, "seed": None},
    draft="and the",
    pinned=True,
)


def test_what_was_written_is_read_back_with_every_branch(tmp_path: Path) -> None:
    write_conversation(tmp_path / "a.json", TALK)
    found = read_conversation(tmp_path / "a.json")
    assert found == TALK
    assert [passage.text for passage in found.step(1, -1).passages] == [SAID[0].text, SAID[1].text]
    content = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert content["format"] == LATEST
    assert content["turns"][0] == {"id": 1, "parent": 0, "chosen": 3, "role": "user", "text": SAID[0].text}


def test_a_conversation_is_read_back_whatever_the_name_of_its_model(tmp_path: Path) -> None:
    folder = os.fsdecode(b"/m/mine\xff")
    said = [Passage("user", "Hi \ud800"), Passage("assistant", "Ho", "mine", folder=folder)]
    write_conversation(tmp_path / "a.json", Conversation("a", CHAT, 10.0, folder).with_passages(said))
    found = read_conversation(tmp_path / "a.json")
    assert (found.model, [node.passage.text for node in found.nodes]) == ("/m/mine?", ["Hi ?", "Ho"])


def test_the_name_of_the_file_is_the_id(tmp_path: Path) -> None:
    write_conversation(tmp_path / "copy.json", TALK)
    assert read_conversation(tmp_path / "copy.json").id == "copy"


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
        '{"format": 3, "kind": "chat", "changed": 1, "turns": 5}',
        '{"format": 3, "kind": "chat", "changed": 1, "turns": [5]}',
        '{"format": 3, "kind": "chat", "changed": 1, "passages": []}',
        '{"format": 3, "kind": "chat", "changed": 1, "turns": [{"role": "user", "text": "x"}]}',
        '{"format": 3, "kind": "chat", "changed": 1, "turns": [{"id": 1, "parent": 1, "role": "user", "text": "x"}]}',
        '{"format": 3, "kind": "chat", "changed": 1, "turns": [{"id": 2, "parent": 1, "role": "user", "text": "x"}]}',
        '{"format": 3, "kind": "chat", "changed": 1, "chosen": 7, "turns": []}',
        '{"format": 3, "kind": "chat", "changed": 1, "turns": [{"id": 1, "parent": 0, "role": "user", "text": "x", '
        '"chosen": 1}]}',
        '{"format": 3, "kind": "chat", "changed": 1, "turns": [{"id": 1, "parent": 0, "role": "user", "text": "x"}, '
        '{"id": 1, "parent": 0, "role": "user", "text": "x"}]}',
        '{"format": 3, "kind": "chat", "changed": 1, "sampling": {"temperature": [1]}, "turns": []}',
    ],
)
def test_a_damaged_file_is_refused_in_one_sentence_that_names_it(tmp_path: Path, content: str) -> None:
    path = tmp_path / "damaged.json"
    path.write_text(content)
    with pytest.raises(StudioError) as refused:
        read_conversation(path)
    assert refused.value.message.key == "conversation.damaged"
    assert str(path) in str(refused.value)
    assert path.read_text() == content


def test_one_of_a_newer_version_is_named_and_never_written_over(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.conversations.mkdir()
    path = home.conversations / "later.json"
    for content in (
        '{"format": 5, "kind": "chat", "changed": 1, "mood": "calm", "turns": []}',
        '{"mood": "calm", "format": 5}',
    ):
        path.write_text(content)
        with pytest.raises(NewerFormatError):
            store.read(home, "later")
        with pytest.raises(NewerFormatError):
            store.save(home, Conversation("later", CHAT, 1.0))
        assert path.read_text() == content


def test_one_of_format_1_learns_whom_the_person_wrote_to_and_is_carried_over_when_saved(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.conversations.mkdir()
    (home.conversations / "old.json").write_text(
        '{"format": 1, "kind": "chat", "changed": 1, "model": "/models/new", "passages": ['
        '{"role": "user", "text": "a"}, {"role": "assistant", "text": "b", "model": "old"},'
        '{"role": "user", "text": "c"}, {"role": "assistant", "text": "d", "model": "new"},'
        '{"role": "user", "text": "e"}]}'
    )
    found = store.read(home, "old")
    assert [(each.text, each.model, each.folder) for each in found.passages] == [
        ("a", "old", ""),
        ("b", "old", ""),
        ("c", "new", "/models/new"),
        ("d", "new", "/models/new"),
        ("e", "", ""),
    ]
    store.save(home, found)
    assert json.loads((home.conversations / "old.json").read_text())["format"] == LATEST
    assert store.read(home, "old") == found


def test_one_of_format_2_is_taken_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        '{"format": 2, "id": "a", "kind": "chat", "changed": 1.5, "model": "/models/mine", "title": "Cats", '
        '"passages": [{"role": "user", "text": "a"}, '
        '{"role": "assistant", "text": "b", "model": "mine", "folder": "/elsewhere/mine"}]}'
    )
    found = read_conversation(path)
    assert found.passages == (Passage("user", "a"), Passage("assistant", "b", "mine", folder="/elsewhere/mine"))
    assert (found.title, found.changed, found.system, found.problem()) == ("Cats", 1.5, "", None)
    path.write_text('{"format": 2, "kind": "text", "changed": 1, "passages": []}')
    assert read_conversation(path).passages == ()


def test_one_that_would_be_too_long_to_read_again_is_not_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_conversation(tmp_path / "a.json", TALK)
    before = (tmp_path / "a.json").read_bytes()
    monkeypatch.setattr("gpt_studio.conversations.stored.CONVERSATION_BYTES", 1_000)
    with pytest.raises(StudioError, match="grown longer"):
        write_conversation(tmp_path / "a.json", TALK.add(Passage("user", "x" * 1_000)))
    assert (tmp_path / "a.json").read_bytes() == before


def test_a_copy_has_an_id_and_a_title_of_its_own(tmp_path: Path) -> None:
    home = Home(tmp_path)
    store.save(home, TALK)
    copy = store.duplicate(home, "a", "Another")
    assert copy.id != "a"
    assert store.read(home, copy.id) == copy
    assert (copy.title, copy.pinned, copy.nodes) == ("Another", False, TALK.nodes)
    with pytest.raises(StudioError, match="no conversation"):
        store.read(home, "none")


def test_settings_that_are_words_come_back_and_format_3_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    told = replace(
        new_conversation("chat").add(Passage("assistant", "x", settings={"seed": 5, "stop": ("a b",)})),
        id="a",
        sampling={"stop": ("\n",), "when_full": "stop", "temperature": 0.5},
    )
    write_conversation(path, told)
    assert read_conversation(path) == told
    path.write_text(path.read_text("utf-8").replace(f'"format": {LATEST}', '"format": 3'), "utf-8")
    assert read_conversation(path) == told
