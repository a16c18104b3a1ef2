"""Saving, listing, renaming and deleting corpora, tokenizers, models and conversations in the terminal."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from tiny_folders import byte_level_tokenizer, save_tiny
from tiny_run import TinyRuns, Watcher

from gpt_studio.__main__ import main
from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.tree import CHAT, Conversation
from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import read_corpus
from gpt_studio.jobs.chat.conversations import SaveConversation, save_conversation
from gpt_studio.jobs.training import train_model
from gpt_studio.tokenization.conversation import CHATML
from gpt_studio.tokenization.files import load_tokenizer, save_tokenizer


class Program:
    """Runs subcommands in this process, with a home of its own."""

    def __init__(self, home: Home, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capsys = capsys

    def __call__(self, *words: str | Path, code: int = 0) -> str:
        """The standard output, or the standard error if ``code`` is not 0."""
        self._capsys.readouterr()
        assert main([*map(str, words), "--home", str(self.home.root)]) == code
        said = self._capsys.readouterr()
        return said.out if code == 0 else said.err

    def json(self, *words: str | Path) -> dict[str, Any]:
        last: dict[str, Any] = json.loads(self(*words, "--json").splitlines()[-1])
        assert last["event"] == "result"
        result: dict[str, Any] = last["result"]
        return result


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's bin, in the test's folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    for name in [name for name in sys.modules if name.partition(".")[0] == "send2trash"]:
        monkeypatch.delitem(sys.modules, name)  # it looks once where the bin is
    return tmp_path / "share" / "Trash" / "files"


@pytest.fixture
def program(tmp_path: Path, bin_folder: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(Home(tmp_path / "home of Ñandú 🦊"), capsys)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "fox.txt"
    path.write_text("The old fox went to the river and said: good morning, river. " * 40, encoding="utf-8")
    return path


linux = pytest.mark.skipif(sys.platform != "linux", reason="the bin of the other systems cannot be moved for a test")


def test_an_empty_home_has_nothing_to_list_and_nothing_to_delete(program: Program) -> None:
    for group in ("corpus", "tokenizer", "models", "conversations"):
        assert " yet" in program(group, "list")
        assert program.json(group, "list")["entries"] == []
        assert 'no "x"' in program(group, "delete", "x", code=1)
    assert not program.home.root.exists()


def test_a_corpus_is_saved_listed_used_and_replaced(program: Program, story: Path, tmp_path: Path) -> None:
    assert '--corpus "Foxes"' in program("corpus", "save", "Foxes", story, "--no-duplicates", "--text-field", "body")
    saved = read_corpus(program.home.corpora / "Foxes.toml")
    assert (saved.name, saved.sources, saved.text_field) == ("Foxes", (str(story),), "body")
    assert (saved.cleaning.duplicates, saved.cleaning.unicode) == (False, True)
    assert "Foxes" in program("corpus", "list")
    listed = program.json("corpus", "list")["entries"]
    assert [(entry["name"], entry["corpus"]["sources"]) for entry in listed] == [("Foxes", [str(story)])]
    assert str(story) in program("corpus", "stats", "Foxes")
    program("tokenizer", "train", "--corpus", "foxes", "--vocab-size", "270", "--out", tmp_path / "pieces")
    assert load_tokenizer(tmp_path / "pieces").vocab_size == 270
    for name in ("Foxes", "foxes"):
        assert 'corpus "Foxes" already' in program("corpus", "save", name, "sample:", code=1)
    program("corpus", "save", "foxes", "sample:", "--replace")
    assert [path.name for path in program.home.corpora.iterdir()] == ["foxes.toml"]
    assert read_corpus(program.home.corpora / "foxes.toml").sources == ("sample:",)


def test_a_saved_corpus_goes_alone_and_after_a_file_of_that_name(
    program: Program, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("corpus", "save", "Foxes", story)
    assert "goes alone" in program("corpus", "stats", "Foxes", "sample:", code=1)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Foxes").mkdir()
    (tmp_path / "Foxes" / "here.txt").write_text("A file that is here.")
    assert "here.txt" in program("corpus", "stats", "Foxes")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Foxes", "no such file.txt"), "nothing at"),
        (("CON", "sample:"), "cannot be used"),
        (("a/b", "sample:"), "cannot be used"),
        ((" ", "sample:"), "cannot be used"),
    ],
)
def test_what_cannot_be_saved_is_said_in_one_sentence(program: Program, words: tuple[str, ...], said: str) -> None:
    assert said in program("corpus", "save", *words, code=1)
    assert not program.home.corpora.exists()


@linux
def test_deleting_moves_to_the_bin(program: Program, story: Path, bin_folder: Path) -> None:
    home = program.home
    program("corpus", "save", "Foxes", story)
    save_tokenizer(byte_level_tokenizer(), home.tokenizers / "Pieces")
    save_tiny(home.models / "Cat", "gpt2", byte_level_tokenizer(), CHATML)
    save_conversation(SaveConversation(home, Conversation("talk", CHAT, 1.0)), JobContext())
    assert "in the bin" in program("corpus", "delete", "Foxes")
    assert story.is_file()
    program("tokenizer", "delete", home.tokenizers / "Pieces")
    assert program.json("models", "delete", "Cat")["removed"] == [{"path": str(home.models / "Cat"), "for_good": False}]
    program("conversations", "delete", "talk", "--yes")
    assert {path.name for path in bin_folder.iterdir()} == {"Foxes.toml", "Pieces", "Cat", "talk.json"}
    for group in ("corpus", "tokenizer", "models", "conversations"):
        assert program.json(group, "list")["entries"] == []


@linux
def test_one_unknown_name_keeps_all_and_one_in_use_keeps_only_itself(program: Program, bin_folder: Path) -> None:
    for name in ("Cat", "Dog"):
        save_tiny(program.home.models / name, "gpt2", byte_level_tokenizer(), CHATML)
    assert 'no "Owl"' in program("models", "delete", "Cat", "Owl", "Dog", code=1)
    for outside in ("../models", ".", "..", ""):
        assert "There is no" in program("models", "delete", outside, code=1)
    with FolderLock(program.home.models / "Cat"):
        assert "Another program" in program("models", "delete", "Cat", "Dog", code=1)
    assert [path.name for path in program.home.models.iterdir()] == ["Cat"]
    assert [path.name for path in bin_folder.iterdir()] == ["Dog"]


def test_without_a_bin_only_yes_deletes(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_here(path: Path) -> None:
        raise OSError("no bin on this disk")

    monkeypatch.setattr("send2trash.send2trash", none_here)
    folder = program.home.tokenizers / "Pieces"
    save_tokenizer(byte_level_tokenizer(), folder)
    assert "--yes" in program("tokenizer", "delete", "Pieces", code=1)
    assert folder.is_dir()
    assert "is deleted" in program("tokenizer", "delete", "Pieces", "--yes")
    assert not folder.exists()


def test_models_are_listed_and_renamed(program: Program) -> None:
    for name in ("Cat", "Dog"):
        save_tiny(program.home.models / name, "gpt2", byte_level_tokenizer(), CHATML)
    (program.home.models / "Broken").mkdir()
    printed = program("models", "list")
    assert "gpt2" in printed
    assert str(program.home.models) in printed
    problems = {entry["name"]: entry["problem"] for entry in program.json("models", "list")["entries"]}
    assert [name for name, problem in problems.items() if problem] == ["Broken"]
    assert 'already a "Dog"' in program("models", "rename", "Cat", "dog", code=1)
    assert "Grey cat" in program("models", "rename", "Cat", "Grey cat")
    assert (program.home.models / "Grey cat" / "config.json").is_file()
    assert 'no "Cat"' in program("models", "rename", "Cat", "x", code=1)


def test_conversations_are_listed_renamed_and_exported(program: Program, tmp_path: Path) -> None:
    said = (Passage("user", "What is it?"), Passage("assistant", "A fox.", "Cat"))
    talk = Conversation("talk", CHAT, 1.0, "/m/Cat").with_passages(said)
    save_conversation(SaveConversation(program.home, talk), JobContext())
    later = program.home.conversations / "later.json"
    later.write_text('{"format": 9}')
    printed = program("conversations", "list")
    assert "What is it?" in printed
    assert f"{later} was written by a newer version" in printed
    listed = program.json("conversations", "list")
    assert [entry["id"] for entry in listed["entries"]] == ["talk"]
    assert [problem["key"] for problem in listed["problems"]] == ["format.newer"]
    assert "newer version" in program("conversations", "rename", "later", "x", code=1)
    assert later.read_text() == '{"format": 9}'
    program("conversations", "rename", "talk", "Foxes")
    assert program.json("conversations", "list")["entries"][0]["title"] == "Foxes"
    program("conversations", "export", "talk", "--out", tmp_path / "talk.md")
    assert (tmp_path / "talk.md").read_text(encoding="utf-8").startswith("# Foxes")
    assert "already something" in program("conversations", "export", "talk", "--out", tmp_path / "talk.md", code=1)


def test_conversations_are_read_found_pinned_copied_and_taken_over(program: Program, tmp_path: Path) -> None:
    talk = Conversation("talk", CHAT, 1.0, system="Be brief.").with_passages(
        [Passage("user", "What is it?"), Passage("assistant", "A fox.", "Cat")]
    )
    talk = talk.cut_from(1).add(Passage("assistant", "A raposa.", "Cat"))
    save_conversation(SaveConversation(program.home, talk), JobContext())
    shown = program("conversations", "show", "talk")
    assert shown == "System:\nBe brief.\n\nYou:\nWhat is it?\n\nCat (2/2):\nA raposa.\n\n"
    assert len(program.json("conversations", "show", "talk")["nodes"]) == 3
    copy = program.json("conversations", "duplicate", "talk")
    assert copy["title"] == "What is it? (copy)"
    assert [each["id"] for each in program.json("conversations", "search", "FOX", "copy")["entries"]] == [copy["id"]]
    assert "holds that" in program("conversations", "search", "wolf")
    program("conversations", "pin", "talk")
    assert [each["id"] for each in program.json("conversations", "list")["entries"]] == ["talk", copy["id"]]
    assert program("conversations", "list").splitlines()[1].startswith("*  talk")
    assert "by date" in program("conversations", "pin", "talk", "--off")
    out = tmp_path / "talk.jsonl"
    program("conversations", "export", "talk", "--out", out, "--all-branches")
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    program("conversations", "export", "talk", "--out", tmp_path / "talk.json")
    assert "from GPT Studio: 1" in program("conversations", "import", tmp_path / "talk.json")
    assert "is damaged" in program("conversations", "import", tmp_path / "talk.jsonl", code=1)


def test_a_vocabulary_that_the_text_does_not_support_becomes_what_it_supports(
    program: Program, story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("tokenizer", "train", "--corpus", story, "--vocab-size", "5000", "--out", tmp_path / "pieces")
    card = program.json(*asked)
    assert card["wanted_vocab_size"] == 5000
    assert card["vocab_size"] == load_tokenizer(tmp_path / "pieces").vocab_size < 5000
    main([*map(str, asked), "--home", str(program.home.root)])
    assert f"the tokenizer has {card['vocab_size']} tokens" in capsys.readouterr().err
    assert "on many computers" in program("tokenizer", "train", "--corpus", story, "--out", tmp_path / "PIECES", code=1)


def test_without_a_vocabulary_size_it_follows_from_the_text(program: Program, story: Path, tmp_path: Path) -> None:
    events = program("tokenizer", "train", "--corpus", story, "--out", tmp_path / "pieces", "--json")
    assert json.loads(events.splitlines()[-1])["result"]["wanted_vocab_size"] == 512


def test_how_models_learnt_is_told_and_compared(program: Program, tmp_path: Path) -> None:
    runs, models = TinyRuns(tmp_path / "runs").prepare(), program.home.models
    for name, steps in (("Quick", 4), ("Slow", 8)):
        train_model.run(runs.request(models / name, steps=steps), Watcher().context)
    save_tiny(models / "Heron", "gpt2", byte_level_tokenizer(), None)
    told = program("models", "history", "Slow", "Heron", "--samples")
    assert told.startswith("Slow, learnt from foxes:\nstep")
    assert [line.split()[0] for line in told.splitlines()[2:4]] == ["4", "8"]
    assert "Nothing was recorded of how Heron learnt." in told
    assert "Slow at step 8:\nThe" in told
    found = program.json("models", "history", "Quick", "Slow")
    assert [[each["step"] for each in run["measurements"]] for run in found["runs"]] == [[4], [4, 8]]
    assert found["runs"][1]["measurements"][1]["tokens"] == 8 * 2 * 64
    assert found["same_text"] is True
    assert "cannot be compared" not in program("models", "history", "Quick", "Slow")
    assert 'no "x"' in program("models", "history", "x", code=1)
