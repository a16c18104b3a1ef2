"""Allows one writer per folder, by a lock file that the operating system locks and that names its holder."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import sys
from io import FileIO
from pathlib import Path

from gpt_studio.core.disk_errors import DiskError, disk_errors
from gpt_studio.core.durable import is_at, is_strange, make_folder, refuse_strange
from gpt_studio.core.errors import StudioError
from gpt_studio.core.regular_file import read_regular

LOCK = ".lock"
_HOLDER = re.compile(r"process (\d{1,10}) on (\S{1,255})")
_HOLDER_BYTES = 1000


class FolderLock:
    """Context manager that locks ``folder`` for one writer. The operating system releases the lock after a crash.

    Entering raises StudioError if another process holds the lock, and DiskError if the file cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / LOCK
        self._file: FileIO | None = None

    def __enter__(self) -> FolderLock:
        while not self._take():
            pass
        return self

    def _take(self) -> bool:
        """Try to lock; False if the earlier holder deleted the file before we locked it, so that we must try again."""
        with disk_errors(self.path):
            make_folder(self.path.parent)
            refuse_strange(self.path)
            file = self.path.open("a+b", buffering=0)
        try:
            _lock(file)
        except OSError as error:
            refusal = self._refusal() if _means_held(error) else _cannot_lock(self.path.parent, error)
            file.close()
            raise refusal from error
        if not is_at(file, self.path):
            file.close()
            return False
        try:
            with disk_errors(self.path):
                file.truncate(0)
                file.write(b" " + f"process {os.getpid()} on {socket.gethostname()}".encode())
        except StudioError:
            file.close()
            raise
        self._file = file
        return True

    def is_held(self) -> bool:
        """Whether our lock file is still in the folder: a person may have removed or moved the folder meanwhile."""
        return self._file is not None and is_at(self._file, self.path)

    def renew(self) -> None:
        """Lock again if the lock was lost, and make the folder again if it is gone. Raises StudioError as on entry."""
        if not self.is_held():
            held, self._file = self._file, None
            if held is not None:
                held.close()
            self.__enter__()

    def __exit__(self, *_: object) -> None:
        if self._file is None:
            return
        # Deleted while locked, so that nobody else's lock file is deleted; Windows cannot delete an open file.
        if sys.platform == "win32":
            self._file.close()
        if sys.platform == "win32" or self.is_held():
            with contextlib.suppress(OSError):
                self.path.unlink()
        self._file.close()
        self._file = None

    def holder(self) -> tuple[int, str] | None:
        """Process id and host name from the lock file; None if the file does not say."""
        try:
            found = _HOLDER.fullmatch(read_regular(self.path, _HOLDER_BYTES)[1:].decode("utf-8", "replace"))
        except StudioError:
            return None
        return (int(found[1]), found[2]) if found else None

    def _refusal(self) -> StudioError:
        holder = self.holder()
        if holder is None:
            return StudioError(
                "lock.held_by_unknown",
                "Another program is writing to {folder}: wait until it ends or stop it first.",
                folder=self.path.parent,
            )
        return StudioError(
            "lock.held",
            "Another program (process {process} on {host}) is writing to {folder}: wait until it ends or stop it "
            "first.",
            folder=self.path.parent,
            process=holder[0],
            host=holder[1],
        )


def is_locked(folder: Path) -> bool:
    """Whether a process holds the lock of ``folder`` now. A lock file left by a crash does not count."""
    if is_strange(folder / LOCK):
        return False
    try:
        file = (folder / LOCK).open("rb+", buffering=0)
    except OSError:
        return False
    with file:
        try:
            _lock(file)
        except OSError as error:
            return _means_held(error)
    return False


def _means_held(error: OSError) -> bool:
    """Whether the lock was refused because another process holds it, not because the disk cannot lock."""
    return sys.platform == "win32" or isinstance(error, BlockingIOError | PermissionError)


def _cannot_lock(folder: Path, error: OSError) -> DiskError:
    return DiskError(
        "lock.impossible",
        "{folder} is on a disk that cannot lock files ({reason}), so nothing would keep two programs from writing to "
        "it: choose a folder on another disk.",
        folder=folder,
        reason=error.strerror or str(error),
    )


def _lock(file: FileIO) -> None:
    # Windows forbids others to read a locked byte, so only the first byte is locked; the holder's name follows it.
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
