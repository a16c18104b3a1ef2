"""One writer per folder, whose name a second one is told, also when the folder is removed or the holder killed."""

import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from gpt_studio.core import folder_lock
from gpt_studio.core.errors import StudioError
from gpt_studio.core.folder_lock import FolderLock

HOLD = """
import sys
from pathlib import Path
from gpt_studio.core.folder_lock import FolderLock
with FolderLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


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
    assert f"process {holder.pid} on {socket.gethostname()}" in str(caught.value)
    assert str(tmp_path / "model") in str(caught.value)


def test_a_killed_holder_lets_go(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    os.kill(holder.pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    holder.wait()
    with FolderLock(tmp_path / "model") as lock:
        assert lock.holder() == (os.getpid(), socket.gethostname())


def test_a_lock_is_gone_afterwards_and_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        with FolderLock(tmp_path / "model"):
            assert (tmp_path / "model" / folder_lock.LOCK).exists()
    assert list((tmp_path / "model").iterdir()) == []


def test_a_lock_left_by_its_holder_while_it_was_waited_for_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lock on a file that has just been deleted would keep no other process out."""
    real, calls = folder_lock._lock, 0

    def lock(file: IO[bytes]) -> None:
        nonlocal calls
        calls += 1
        if calls == 1:
            (tmp_path / folder_lock.LOCK).unlink()
        real(file)

    monkeypatch.setattr(folder_lock, "_lock", lock)
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
    (folder / folder_lock.LOCK).symlink_to(private)
    with pytest.raises(StudioError, match="is a link"), FolderLock(folder):
        pass
    assert not folder_lock.is_locked(folder)
    assert private.read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody remove a folder with an open file")
def test_a_lock_whose_folder_was_removed_is_taken_anew_with_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    with FolderLock(folder) as lock:
        assert lock.is_held()
        shutil.rmtree(folder)
        assert not lock.is_held()
        lock.renew()
        assert lock.is_held()
        with pytest.raises(StudioError, match="Another program"), FolderLock(folder):
            pass
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody remove a folder with an open file")
def test_a_lock_that_was_lost_to_someone_else_is_neither_taken_nor_removed(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    with FolderLock(folder) as lock:
        shutil.rmtree(folder)
        with FolderLock(folder) as other:
            with pytest.raises(StudioError, match="Another program"):
                lock.renew()
            assert other.is_held()


def test_a_lock_file_that_names_nobody_is_said_without_a_name(tmp_path: Path) -> None:
    with FolderLock(tmp_path):
        (tmp_path / folder_lock.LOCK).write_bytes(b" " + b"x" * 5000)
        with pytest.raises(StudioError) as caught, FolderLock(tmp_path):
            pass
    assert caught.value.message.key == "lock.held_by_unknown"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has one error for both")
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EIO])
def test_a_disk_that_cannot_lock_is_not_said_to_have_another_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def cannot(file: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(folder_lock, "_lock", cannot)
    with pytest.raises(StudioError, match="cannot lock files") as caught, FolderLock(tmp_path / "model"):
        pass
    assert caught.value.message.key == "lock.impossible"
    assert not folder_lock.is_locked(tmp_path / "model")


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(StudioError, match="because a file lies where a folder is needed"), FolderLock(folder):
            pass
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
