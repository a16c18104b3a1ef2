"""A write that fails at any point keeps the old file, says why, and leaves no temporary file."""

import contextlib
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gpt_studio.core import durable
from gpt_studio.core.atomic_swap import atomic_swap
from gpt_studio.core.disk_errors import DiskFullError
from gpt_studio.core.durable import clear_staging, is_intact, make_folder, staged_folder, write_bytes, write_text
from gpt_studio.core.errors import StudioError

CALLS = ("fsync", "replace", "rename")
FAILURES = {
    errno.ENOSPC: "disk.full",
    errno.EDQUOT: "disk.full",
    errno.EROFS: "disk.read_only",
    errno.EACCES: "disk.forbidden",
    errno.EIO: "disk.error",
}


def fail_at(monkeypatch: pytest.MonkeyPatch, name: str, nth: int, number: int) -> Callable[[], int]:
    """Make the nth call of ``os.<name>`` fail with an error of the disk; returns a counter of its calls."""
    real, calls = getattr(os, name), 0

    def failing(*arguments: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise OSError(number, os.strerror(number))
        return real(*arguments, **named)

    monkeypatch.setattr(os, name, failing)
    return lambda: calls


def fill_folder(target: Path, text: str) -> None:
    with staged_folder(target) as staging:
        (staging / "inner").mkdir()
        (staging / "a.txt").write_text(text)
        (staging / "inner" / "b.txt").write_text(text)


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "file.txt"
    write_text(target, "first\r\n")
    write_text(target, "sécond\n")
    assert target.read_bytes() == "sécond\n".encode()
    assert [path.name for path in target.parent.iterdir()] == ["file.txt"]


@pytest.mark.parametrize("number", FAILURES)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failed_write_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    target = tmp_path / "file.txt"
    write_text(target, "old")
    with monkeypatch.context() as patch:
        fail_at(patch, call, 1, number)
        with pytest.raises(StudioError) as caught:
            write_text(target, "new")
    assert caught.value.message.key == FAILURES[number]
    assert str(target) in str(caught.value)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_of_the_data_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "file.bin"
    write_bytes(target, b"old")

    def half(path: Path) -> None:
        path.write_bytes(b"ne")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StudioError, match="disk is full"):
        durable.write_with(target, half)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_really_full_disk_is_said_in_one_sentence(tmp_path: Path) -> None:
    def fill(path: Path) -> None:
        path.symlink_to("/dev/full")
        path.write_bytes(b"x" * 100_000)

    with pytest.raises(StudioError, match=r"disk is full, so .* was not saved: free some space"):
        durable.write_with(tmp_path / "file.bin", fill)


@pytest.mark.parametrize("exchanging", [True, False])
@pytest.mark.parametrize("nth", range(1, 8))
@pytest.mark.parametrize("call", CALLS)
def test_a_failure_anywhere_leaves_a_folder_old_or_new_and_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, nth: int, exchanging: bool
) -> None:
    """Every fsync and rename of a folder's replacement fails once: the folder is never a mixture, never damaged."""
    target = tmp_path / "folder"
    if not exchanging:
        monkeypatch.setattr(durable, "atomic_swap", lambda *_: False)
    fill_folder(target, "old")
    with monkeypatch.context() as patch:
        calls = fail_at(patch, call, nth, errno.ENOSPC)
        try:
            fill_folder(target, "new")
        except DiskFullError as error:
            failed, said = True, error.message.key
        else:
            failed, said = False, ""
    assert failed == (calls() >= nth)
    assert said == ("disk.full" if failed else "")
    assert is_intact(target)
    texts = {(target / "a.txt").read_text(), (target / "inner" / "b.txt").read_text()}
    assert texts in ([{"old"}, {"new"}] if failed else [{"new"}])
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_new_folder_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "folder"
    with monkeypatch.context() as patch:
        fail_at(patch, "rename", 1, errno.EACCES)
        with pytest.raises(StudioError, match="no permission"):
            fill_folder(target, "new")
    assert list(tmp_path.iterdir()) == []
    fill_folder(target, "new")
    assert is_intact(target)


def test_an_exception_while_filling_leaves_the_old_folder(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    fill_folder(target, "old")
    with contextlib.suppress(ZeroDivisionError), staged_folder(target) as staging:
        (staging / "a.txt").write_text("new")
        raise ZeroDivisionError
    assert is_intact(target)
    assert (target / "a.txt").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def flip_a_byte(folder: Path) -> None:
    data = bytearray((folder / "inner" / "b.txt").read_bytes())
    data[0] ^= 1
    (folder / "inner" / "b.txt").write_bytes(data)


def cut_short(folder: Path) -> None:
    (folder / "a.txt").write_text("")


def take_a_file_away(folder: Path) -> None:
    (folder / "a.txt").unlink()


def add_a_file(folder: Path) -> None:
    (folder / "c.txt").write_text("more")


def take_the_manifest_away(folder: Path) -> None:
    (folder / durable.MANIFEST).unlink()


def cut_the_manifest_short(folder: Path) -> None:
    (folder / durable.MANIFEST).write_text("{")


@pytest.mark.parametrize(
    "damage",
    [flip_a_byte, cut_short, take_a_file_away, add_a_file, take_the_manifest_away, cut_the_manifest_short],
)
def test_damage_is_noticed(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    target = tmp_path / "folder"
    fill_folder(target, "text")
    assert is_intact(target)
    damage(target)
    assert not is_intact(target)


def test_a_folder_without_a_manifest_when_none_is_wanted(tmp_path: Path) -> None:
    with staged_folder(tmp_path / "folder", manifest=False) as staging:
        (staging / "a.txt").write_text("text")
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["a.txt"]


def test_the_folder_of_a_file_that_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StudioError, match="could not be written"):
        write_text(tmp_path / "file" / "inner.txt", "text")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux and its disks can")
def test_two_folders_change_names_in_one_step(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    assert atomic_swap(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one" / "file").read_text() == "other"
    assert (tmp_path / "other" / "file").read_text() == "one"
    with pytest.raises(FileNotFoundError):
        atomic_swap(tmp_path / "one", tmp_path / "none")


def test_what_a_killed_writer_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir()
    (private / "mine").write_text("mine")
    folder = tmp_path / "folder"
    for name in (durable.STAGING + "a" * 32, durable.STAGING + "mine", "a" * 32):
        (folder / name).mkdir(parents=True)
    (folder / (durable.STAGING + "b" * 32)).write_text("half a file")
    (folder / (durable.STAGING + "c" * 32)).symlink_to(private)
    clear_staging(folder)
    assert {path.name for path in folder.iterdir()} == {durable.STAGING + "mine", "a" * 32}
    assert (private / "mine").exists()


def test_every_folder_that_is_made_on_the_way_is_made_durable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(durable, "sync_folder", synced.append)
    make_folder(tmp_path / "a" / "b" / "c")
    assert synced == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]


def link_a_file(folder: Path) -> None:
    (folder / "a.txt").rename(folder.parent / "elsewhere.txt")
    (folder / "a.txt").symlink_to(folder.parent / "elsewhere.txt")


def test_a_link_in_place_of_a_file_is_damage(tmp_path: Path) -> None:
    fill_folder(tmp_path / "folder", "text")
    link_a_file(tmp_path / "folder")
    assert not is_intact(tmp_path / "folder")
