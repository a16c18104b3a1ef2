"""Listing and searching through the index, which follows the files and is made again whenever it is of no use."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from gpt_studio.conversations import index, store
from gpt_studio.conversations.entries import KeptConversations
from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.tree import CHAT, TEXT, Conversation
from gpt_studio.core.paths import Home


def no_check() -> None:
    """Nothing stops the reading."""


def keep(home: Home, name: str, *texts: str, changed: float = 1.0, **more: object) -> Conversation:
    made = Conversation(name, CHAT, changed).with_passages(Passage("user", text) for text in texts)
    made = replace(made, changed=changed, **more)
    store.save(home, made)
    return made


def ids(found: KeptConversations) -> list[str]:
    return [each.id for each in found.found]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    keep(made, "cats", "Where is the gato?", "Mañana llueve", changed=10.0)
    keep(made, "dogs", "A dog barks", changed=20.0, title="Perros")
    keep(made, "old", "Long ago", changed=5.0, pinned=True)
    return made


def test_the_pinned_ones_come_first_and_then_the_latest(home: Home) -> None:
    found = index.listed(home, no_check)
    assert ids(found) == ["old", "dogs", "cats"]
    assert found.problems == ()
    cats = found.found[2]
    assert (cats.kind, cats.changed, cats.heading, cats.title, cats.pinned, cats.turns) == (
        CHAT,
        10.0,
        "Where is the gato?",
        "",
        False,
        2,
    )
    assert found.found[1].heading == "Perros"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("manana", ["cats"]),
        ("GAT where", ["cats"]),
        ("perros", ["dogs"]),
        ("dog gato", []),
        ("a", ["old", "dogs"]),
        ('"', []),
        ('gato" OR "dog', []),
        ("NEAR(", []),
        ("  ", ["old", "dogs", "cats"]),
    ],
)
def test_the_search_finds_all_words_whatever_their_capitals_and_accents(
    home: Home, words: str, expected: list[str]
) -> None:
    assert ids(index.searched(home, words, no_check)) == expected


def test_a_branch_that_is_not_shown_is_found_too(home: Home) -> None:
    cats = store.read(home, "cats")
    store.save(home, cats.branch(0, Passage("user", "Where is the canary?")))
    assert ids(index.searched(home, "mañana", no_check)) == ["cats"]
    assert ids(index.searched(home, "canary", no_check)) == ["cats"]


def test_it_follows_what_is_added_changed_and_removed(home: Home) -> None:
    index.listed(home, no_check)
    keep(home, "cats", "A canary sings", changed=30.0)
    keep(home, "new", "Fresh", changed=40.0)
    store.path_of(home, "dogs").unlink()
    assert ids(index.listed(home, no_check)) == ["old", "new", "cats"]
    assert ids(index.searched(home, "gato", no_check)) == []
    assert ids(index.searched(home, "canary", no_check)) == ["cats"]


def test_only_what_has_changed_is_read_again(home: Home) -> None:
    index.listed(home, no_check)
    reads: list[int] = []
    index.listed(home, lambda: reads.append(1))
    assert reads == []
    keep(home, "cats", "A canary sings")
    index.listed(home, lambda: reads.append(1))
    assert reads == [1]


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, None])
def test_a_damaged_or_missing_index_is_made_again(home: Home, content: bytes | None) -> None:
    index.listed(home, no_check)
    (file,) = home.cache.iterdir()
    if content is None:
        whole = bytearray(file.read_bytes())
        whole[200:] = b"\xff" * (len(whole) - 200)
        content = bytes(whole)
    file.write_bytes(content)
    assert ids(index.searched(home, "gato", no_check)) == ["cats"]
    file.unlink()
    assert ids(index.listed(home, no_check)) == ["old", "dogs", "cats"]


def test_without_a_place_for_it_the_list_is_read_all_the_same(home: Home) -> None:
    home.cache.write_text("a file where the folder should be")
    assert ids(index.searched(home, "gato", no_check)) == ["cats"]


def test_damaged_and_newer_files_are_named_each_time_and_left_as_they_are(home: Home) -> None:
    damaged, newer = home.conversations / "damaged.json", home.conversations / "newer.json"
    damaged.write_text("{")
    newer.write_text('{"format": 9}')
    for _ in range(2):
        found = index.listed(home, no_check)
        assert ids(found) == ["old", "dogs", "cats"]
        assert [each.key for each in found.problems] == ["conversation.damaged", "format.newer"]
        assert str(damaged) in str(found.problems[0])
    assert damaged.read_text() == "{"
    store.save(home, Conversation("damaged", TEXT, 1.0))
    assert len(index.listed(home, no_check).problems) == 1


def test_what_is_stopped_midway_leaves_an_index_that_is_of_use(home: Home) -> None:
    class StoppedError(Exception):
        pass

    def stop() -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        index.listed(home, stop)
    assert ids(index.listed(home, no_check)) == ["old", "dogs", "cats"]


def test_an_empty_home_holds_none(tmp_path: Path) -> None:
    assert index.listed(Home(tmp_path / "none"), no_check) == KeptConversations(())
    assert index.searched(Home(tmp_path / "none"), "x", no_check) == KeptConversations(())


def test_only_so_many_are_listed_as_asked_for_and_all_are_counted(home: Home) -> None:
    first = index.listed(home, no_check, 1)
    assert (ids(first), first.total) == (["old"], 3)
    one = index.searched(home, "a", no_check, 1)
    assert (ids(one), one.total) == (["old"], 2)


def test_a_folder_that_has_not_changed_for_long_is_searched_without_a_look_at_its_files(home: Home) -> None:
    os.utime(home.conversations, (1e9, 1e9))
    index.listed(home, no_check)
    path = store.path_of(home, "cats")
    path.write_text(path.read_text(encoding="utf-8").replace("gato", "loro"), encoding="utf-8")
    assert ids(index.searched(home, "gato", no_check)) == ["cats"]
    index.listed(home, no_check)
    assert ids(index.searched(home, "loro", no_check)) == ["cats"]
    keep(home, "new", "another loro", changed=0.5)
    assert ids(index.searched(home, "loro", no_check)) == ["cats", "new"]
