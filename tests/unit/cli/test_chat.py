"""``gpt-studio chat --conversation``: turns are kept in a conversation, while they are written too."""

from __future__ import annotations

import builtins
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_folders import byte_level_tokenizer, save_tiny

from gpt_studio.__main__ import main
from gpt_studio.cli import chat
from gpt_studio.conversations import index, store
from gpt_studio.conversations.passage import UNFINISHED, Passage
from gpt_studio.conversations.tree import CHAT, TEXT, Conversation
from gpt_studio.core.events import Event
from gpt_studio.core.paths import Home
from gpt_studio.jobs.chat.write_text import TextPiece
from gpt_studio.tokenization.conversation import CHATML

Say = Callable[..., int]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def say(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """A function that talks to a tiny model: the lines to say, then further arguments."""
    save_tiny(tmp_path / "talker", "gpt2", byte_level_tokenizer(), CHATML)

    def run(lines: list[str], *more: str, model: str = "talker") -> int:
        waiting = iter(lines)

        def read(_prompt: str = "") -> str:
            try:
                return next(waiting)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr(builtins, "input", read)
        words = ["chat", str(tmp_path / model), "--max-new-tokens", "6", "--seed", "3", *more]
        return main([*words, "--home", str(home.root)])

    return run


def only(home: Home) -> Conversation:
    (entry,) = index.listed(home, lambda: None).found
    return store.read(home, entry.id)


def roles(conversation: Conversation) -> list[str]:
    return [passage.role for passage in conversation.passages]


def test_a_new_conversation_is_kept_and_gone_on_with(say: Say, home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(["hello"], "--conversation", "new", "--system", "Be brief.") == 0
    first = only(home)
    assert (first.passages[0].text, roles(first), first.system) == ("hello", ["user", "assistant"], "Be brief.")
    assert first.sampling == {"max_new_tokens": 6, "seed": 3}
    assert first.passages[1].tokens == 6
    assert say(["more", "/again"], "--conversation", first.id) == 0
    assert "“hello” has 2 turns so far" in capsys.readouterr().err
    second = only(home)
    assert roles(second) == ["user", "assistant", "user", "assistant"]
    assert len(second.alternatives(3)) == 2
    assert second.nodes[:1] == first.nodes[:1]
    assert second.system == "Be brief."


def test_what_is_being_written_is_on_disk_before_it_is_finished(
    say: Say, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Passage] = []
    described = chat.describe_writing

    def look(event: Event) -> object:
        if isinstance(event, TextPiece):
            seen.append(only(home).passages[-1])
        return described(event)

    monkeypatch.setattr(chat, "_SAVED_EVERY", 0.0)
    monkeypatch.setattr(chat, "describe_writing", look)
    assert say(["hello"], "--conversation", "new") == 0
    written = only(home).passages[-1]
    assert seen
    assert all(each.role == "assistant" and each.ended == UNFINISHED and each.can_go_on for each in seen)
    assert all(written.text.startswith(each.text) for each in seen)
    assert written.ended == "length"
    assert len(only(home).nodes) == 2


def test_what_cannot_be_gone_on_with_is_said_and_left(
    say: Say, home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.save(home, Conversation("story", TEXT, 1.0).add(Passage("user", "Once")))
    store.save(home, Conversation("talk", CHAT, 1.0).add(Passage("user", "Once")))
    save_tiny(tmp_path / "plain", "gpt2", byte_level_tokenizer(), None)
    assert say([], "--conversation", "none") == 1
    assert say([], "--conversation", "story") == 1
    assert say([], "--conversation", "talk", model="plain") == 1
    said = capsys.readouterr().err
    for part in ('no "none"', "is a text", "no chat template"):
        assert part in said
    assert store.read(home, "talk").passages == (Passage("user", "Once"),)


def test_without_it_nothing_is_kept_and_there_is_nothing_to_repeat_at_first(
    say: Say, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(["/again", "hello", "/again"]) == 0
    assert "Nothing was said yet" in capsys.readouterr().err
    assert not home.conversations.exists()


def test_settings_given_to_a_model_are_its_own_from_then_on(home: Home, tmp_path: Path) -> None:
    folder = save_tiny(tmp_path / "talker", "gpt2", byte_level_tokenizer(), CHATML)
    assert main(["--home", str(home.root), "models", "sampling", str(folder), "--temperature", "0.25"]) == 0
    assert json.loads((folder / "generation_config.json").read_text("utf-8"))["temperature"] == 0.25
