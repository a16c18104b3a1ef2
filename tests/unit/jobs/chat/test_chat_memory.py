"""What the chat remembers: written and read unchanged, the last opened first; a newer or damaged file is left alone."""

import shutil
from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.format_version import NewerFormatError
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.jobs.chat.chat_memory import ChatMemory, ReadAt, Recall, Recalled, Speed, recall


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def ask(home: Home, **changes: object) -> Recalled:
    return recall(Recall(home, **changes), JobContext())  # type: ignore[arg-type]


def paths(recalled: Recalled) -> list[str]:
    return [each.path for each in recalled.memory.opened]


def test_nothing_is_remembered_and_nothing_written_at_first(home: Home) -> None:
    assert ask(home) == Recalled(ChatMemory(), ())
    assert not home.root.exists()


def test_the_folder_opened_last_is_the_first_and_each_stands_once(home: Home, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for when, folder in enumerate((one, other, one)):
        ask(home, opened=folder, when=float(when))
    assert paths(ask(home)) == [str(one), str(other)]
    assert [each.when for each in ask(home).memory.opened] == [2.0, 1.0]
    assert paths(ask(home, forgotten=one)) == [str(other)]
    assert paths(ask(home)) == [str(other)]


def test_only_so_many_are_remembered(home: Home, tmp_path: Path) -> None:
    for number in range(60):
        found = ask(home, opened=tmp_path / str(number))
    assert len(paths(found)) == 50
    assert paths(found)[0] == str(tmp_path / "59")


def test_whether_sampling_is_shown_is_remembered(home: Home) -> None:
    assert not ask(home).memory.sampling_shown
    ask(home, sampling_shown=True)
    assert ask(home, opened=home.models / "mine").memory.sampling_shown
    assert not ask(home).memory.thoughts_shown
    ask(home, thoughts_shown=True)
    assert ask(home).memory.thoughts_shown


def test_folders_from_elsewhere_come_with_their_facts_and_missing_ones_say_so(
    home: Home, talker: Path, tmp_path: Path
) -> None:
    there = shutil.copytree(talker, tmp_path / "there")
    for folder in (there, tmp_path / "gone", home.models / "mine"):
        found = ask(home, opened=folder)
    gone, seen = found.folders
    assert gone.name == "gone"
    assert gone.problem is not None
    assert gone.problem.key == "chat.folder_missing"
    assert (seen.name, seen.has_template, seen.problem) == ("there", True, None)


def test_a_file_of_a_newer_program_is_left_as_it_is(home: Home, tmp_path: Path) -> None:
    home.root.mkdir()
    content = '{"format": 4, "opened": {"by day": []}}'
    (home.root / "chat.json").write_text(content)
    with pytest.raises(NewerFormatError):
        ask(home, opened=tmp_path)
    assert (home.root / "chat.json").read_text() == content


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"opened": 3}', '{"mood": "calm"}', '{"format": 0}', '{"opened": [{"path": 1, "when": 2}]}'],
)
def test_a_damaged_file_is_named_and_left_as_it_is(home: Home, tmp_path: Path, content: str) -> None:
    home.root.mkdir()
    (home.root / "chat.json").write_text(content)
    with pytest.raises(StudioError, match=r"chat\.json"):
        ask(home, opened=tmp_path)
    assert (home.root / "chat.json").read_text() == content


def test_a_folder_whose_name_is_no_text_is_not_remembered(home: Home, tmp_path: Path) -> None:
    assert paths(ask(home, opened=Path(f"{tmp_path}/\udcff"))) == []


def test_where_conversations_were_left_is_remembered_until_they_are_left_at_the_end(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for place in (ReadAt("a", 3, 0.5), ReadAt("b", 1), ReadAt("a", 4, 0.25)):
        recall(Recall(home, place=place), JobContext())
    assert recall(Recall(home), JobContext()).memory.places == (ReadAt("a", 4, 0.25), ReadAt("b", 1))
    assert recall(Recall(home, place=ReadAt("a", -1)), JobContext()).memory.places == (ReadAt("b", 1),)


def test_how_fast_a_model_wrote_is_remembered_until_it_is_forgotten(home: Home, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    ask(home, opened=one, when=1.0)
    ask(home, opened=other, when=2.0)
    ask(home, speed=Speed(one, "int8", 41.5))
    ask(home, speed=Speed(tmp_path / "never opened", "exact", 1.0))
    ask(home, opened=one, when=3.0)
    assert [(each.path, each.when, each.precision, each.tokens_per_second) for each in ask(home).memory.opened] == [
        (str(one), 3.0, "int8", 41.5),
        (str(other), 2.0, "", 0.0),
    ]


def test_a_file_without_speeds_is_carried_over(home: Home) -> None:
    home.root.mkdir()
    (home.root / "chat.json").write_text(
        '{"format": 2, "opened": [{"path": "/a", "when": 1.0}], "sampling_shown": true}'
    )
    memory = ask(home).memory
    assert (memory.opened[0].tokens_per_second, memory.tokens_shown, memory.sampling_shown) == (0.0, True, True)
    ask(home, tokens_shown=False)
    assert not ask(home).memory.tokens_shown
