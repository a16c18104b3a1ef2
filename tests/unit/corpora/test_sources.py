from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from gpt_studio.core import regular_file
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.sources import SAMPLE, LeftOut, find_sources


def write(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("text", encoding="utf-8")
    return path


def test_folders_are_walked_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "z/deep/c.jsonl", "m/d.txt", ".hidden.txt", ".git/e.txt", "photo.png"):
        write(tmp_path / name)
    found = [source.path.relative_to(tmp_path).as_posix() for source in find_sources((str(tmp_path),)) if source.path]
    assert found == ["a.md", "b.txt", "m/d.txt", "z/deep/c.jsonl"]


def test_what_shows_the_state_of_the_system_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading /proc/kmsg waits until the kernel says something."""
    system = tmp_path / "system"
    waiting = write(system / "waiting")
    write(tmp_path / "words")
    (tmp_path / "again").symlink_to(waiting)
    monkeypatch.setattr(regular_file, "_SYSTEM", (system,))
    opened: list[Path] = []
    whole = Path.open

    def noted(path: Path, *arguments: Any) -> Any:
        opened.append(path)
        return whole(path, *arguments)

    monkeypatch.setattr(Path, "open", noted)
    found = [source.path for source in find_sources((str(tmp_path), str(waiting), str(system))) if not source.problem]
    assert found == [tmp_path / "words"]
    assert set(opened) == {tmp_path / "words"}


def test_a_walk_can_be_ended_among_files_that_are_not_read(tmp_path: Path) -> None:
    for number in range(9):
        write(tmp_path / str(number) / "photo.png")
        write(tmp_path / "more" / f"{number}.png")
    looked: list[None] = []

    def stop_at_the_twelfth() -> None:
        looked.append(None)
        if len(looked) == 12:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        list(find_sources((str(tmp_path),), looked=stop_at_the_twelfth))
    context = JobContext()
    context.cancel()
    with pytest.raises(JobCancelled):
        list(Corpus("all", (str(tmp_path),)).find_sources(context))


def test_a_file_is_read_once(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt")
    listed = (str(file), str(tmp_path), SAMPLE, SAMPLE)
    assert [source.path for source in find_sources(listed)] == [file, None]


def test_what_cannot_be_used_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    listed = (str(write(tmp_path / "a.exe")), str(tmp_path / "gone.txt"), str(tmp_path / "empty"))
    problems = [source.problem for source in find_sources(listed)]
    assert [problem.key for problem in problems if problem] == ["file.unsupported", "file.gone", "folder.empty"]
    assert ".txt, .md, .jsonl, .pdf, .csv" in str(problems[0])
    assert len(str(problems[0])) < 200


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    try:
        (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("this system does not let us make links")
    assert len(list(find_sources((str(tmp_path),)))) == 1


def test_a_name_that_no_file_can_have_is_a_file_that_is_gone() -> None:
    [source] = find_sources(("/tmp/zero\0byte.txt",))
    assert source.gone
    assert source.problem is not None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path / "b.txt")
    os.mkfifo(tmp_path / "a.txt")
    pipe, file = find_sources((str(tmp_path),))
    [alone] = find_sources((str(tmp_path / "a.txt"),))
    assert (file.path, file.problem) == (tmp_path / "b.txt", None)
    for source in (pipe, alone):
        assert source.format is None
        assert source.problem is not None
        assert source.problem.key == "file.special"


def test_what_a_folder_holds_and_is_not_read_is_counted_by_kind(tmp_path: Path) -> None:
    for name in ("a.txt", "b.PNG", "c.png", "deep/d.mp3", ".DS_Store", "Chapter 1. The end"):
        write(tmp_path / name)
    (tmp_path / "noise").write_bytes(b"\0\1\2")
    left_out = LeftOut()
    found = [source.path.name for source in find_sources((str(tmp_path),), left_out) if source.path]
    assert found == ["Chapter 1. The end", "a.txt"]
    assert left_out.kinds == {".png": 2, ".mp3": 1, "": 1}
    (message,) = left_out.messages()
    assert str(message) == "4 files of other kinds are left out (.png, .mp3, without a suffix)."


def test_names_of_gutenberg_and_texts_without_a_suffix_are_read(tmp_path: Path) -> None:
    names = ["LICENSE", "README", "book.txt.utf-8", "book2.TXT.UTF8", "lines.ndjson", "list.json", "page.markdown"]
    for name in names:
        write(tmp_path / name)
    left_out = LeftOut()
    assert [source.path.name for source in find_sources((str(tmp_path),), left_out) if source.path] == names
    assert left_out.messages() == ()


def test_links_to_folders_are_said(tmp_path: Path) -> None:
    write(tmp_path / "other" / "a.txt")
    (tmp_path / "mine").mkdir()
    try:
        (tmp_path / "mine" / "link").symlink_to(tmp_path / "other", target_is_directory=True)
    except OSError:
        pytest.skip("this system does not let us make links")
    left_out = LeftOut()
    [source] = find_sources((str(tmp_path / "mine"),), left_out)
    assert source.problem is not None
    assert left_out.links == [tmp_path / "mine" / "link"]
    assert [message.key for message in left_out.messages()] == ["folder.links"]


def linked(place: Path, target: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        place.symlink_to(target, target_is_directory=True)
    except OSError:
        pytest.skip("this system does not let us make links")


def followed(*listed: Path) -> list[str]:
    left_out = LeftOut()
    found = list(find_sources(tuple(map(str, listed)), left_out, follow_links=True))
    assert left_out.messages() == ()
    assert all(source.problem is None for source in found)
    return [source.path.relative_to(listed[0].parent).as_posix() for source in found if source.path]


def test_links_to_folders_are_followed_if_asked_for(tmp_path: Path) -> None:
    write(tmp_path / "other" / "deep" / "a.txt")
    write(tmp_path / "mine" / "b.txt")
    linked(tmp_path / "mine" / "link", tmp_path / "other")
    assert followed(tmp_path / "mine") == ["mine/b.txt", "mine/link/deep/a.txt"]


def test_links_that_are_followed_lead_to_each_file_once(tmp_path: Path) -> None:
    """A circle, a way up and out again, two links to one folder, and that folder on the list as well."""
    write(tmp_path / "other" / "a.txt")
    write(tmp_path / "mine" / "b.txt")
    for name, target in (("again", "mine"), ("up", "."), ("one", "other"), ("two", "other")):
        linked(tmp_path / "mine" / name, tmp_path / target)
    assert followed(tmp_path / "mine", tmp_path / "other") == ["mine/b.txt", "mine/one/a.txt"]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system has no /proc")
def test_links_to_folders_of_the_system_are_never_followed(tmp_path: Path) -> None:
    write(tmp_path / "mine" / "a.txt")
    linked(tmp_path / "mine" / "process", Path("/proc/self"))
    linked(tmp_path / "mine" / "kernel", Path("/sys/kernel"))
    assert followed(tmp_path / "mine") == ["mine/a.txt"]
    (tmp_path / "mine" / "b.txt").symlink_to("/proc/self/environ")
    problems = [source.problem for source in find_sources((str(tmp_path / "mine"),))]
    assert [problem.key for problem in problems if problem is not None] == ["file.special"]
