"""Writes that fail at any point leave what was there, say why, and leave no rubbish behind."""

import contextlib
import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from gpt_studio.core import durable
from gpt_studio.core.durable import FolderLock, append_line, is_intact, staged_folder, write_bytes, write_text
from gpt_studio.core.errors import StudioError

CALLS = ("fsync", "replace", "rename")
FAILURES = {
    errno.ENOSPC: "disk.full",
    errno.EDQUOT: "disk.full",
    errno.EROFS: "disk.read_only",
    errno.EACCES: "disk.forbidden",
    errno.EIO: "disk.error",
}
HOLD = """
import sys
from pathlib import Path
from gpt_studio.core.durable import FolderLock
with FolderLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def fail_at(monkeypatch: pytest.MonkeyPatch, name: str, nth: int, number: int) -> Callable[[], int]:
    """Make the nth call of ``os.<name>`` fail, as the disk would; how often it was called, afterwards."""
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


@pytest.mark.parametrize("nth", range(1, 8))
@pytest.mark.parametrize("call", CALLS)
def test_a_failure_anywhere_leaves_a_folder_old_or_new_and_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, nth: int
) -> None:
    """Every fsync and rename of a folder's replacement fails once: the folder is never a mixture, never damaged."""
    target = tmp_path / "folder"
    fill_folder(target, "old")
    with monkeypatch.context() as patch:
        calls = fail_at(patch, call, nth, errno.ENOSPC)
        try:
            fill_folder(target, "new")
        except StudioError as error:
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


def test_lines_are_added(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    append_line(path, "one")
    append_line(path, "dós")
    assert path.read_bytes() == "one\ndós\n".encode()


def test_a_torn_line_is_closed_off_and_never_continued(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    path.write_bytes(b'{"step": 1}\n{"ste')
    append_line(path, '{"step": 2}')
    assert path.read_text().splitlines() == ['{"step": 1}', '{"ste', '{"step": 2}']


def test_the_folder_of_a_file_that_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StudioError, match="could not be written"):
        write_text(tmp_path / "file" / "inner.txt", "text")


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of ``tmp_path / "model"``."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "model")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_writer_is_refused_with_the_name_of_the_first(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(StudioError) as caught, FolderLock(tmp_path / "model"):
        pass
    assert caught.value.message.key == "lock.held"
    assert f"process {holder.pid} on " in str(caught.value)
    assert str(tmp_path / "model") in str(caught.value)


def test_a_killed_holder_lets_go(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    os.kill(holder.pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    holder.wait()
    with FolderLock(tmp_path / "model") as lock:
        assert lock.holder().startswith(f"process {os.getpid()} on ")


def test_a_lock_is_gone_afterwards_and_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        with FolderLock(tmp_path / "model"):
            assert (tmp_path / "model" / durable.LOCK).exists()
    assert list((tmp_path / "model").iterdir()) == []


def test_a_lock_left_by_its_holder_while_it_was_waited_for_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locking a file that has just been deleted would exclude nobody."""
    real, calls = durable._lock, 0

    def lock(file: IO[bytes]) -> None:
        nonlocal calls
        calls += 1
        if calls == 1:
            (tmp_path / durable.LOCK).unlink()
        real(file)

    monkeypatch.setattr(durable, "_lock", lock)
    with FolderLock(tmp_path), pytest.raises(StudioError, match="Another program"), FolderLock(tmp_path):
        pass
    assert calls == 3


def test_two_locks_in_one_process_exclude_each_other(tmp_path: Path) -> None:
    with FolderLock(tmp_path), pytest.raises(StudioError, match=f"process {os.getpid()}"), FolderLock(tmp_path):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_a_lock_that_is_a_link_is_refused_and_its_target_kept(tmp_path):
    private = tmp_path / "private"
    private.write_text("mine")
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / durable.LOCK).symlink_to(private)
    with pytest.raises(StudioError, match="is a link"), FolderLock(folder):
        pass
    assert not durable.is_locked(folder)
    assert private.read_text() == "mine"
