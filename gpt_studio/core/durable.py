"""Writes that survive a crash, a full disk and a power cut; everything that writes a user's file uses these.

Protocol: write beside the target, flush and fsync each file, write the manifest last, rename, fsync the parent.
Only then is a save reported; until then the old file or folder stays as it was.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import socket
import stat
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from gpt_studio.core.errors import StudioError

MANIFEST = "MANIFEST.json"
STAGING = ".staging-"
LOCK = ".lock"


def write_bytes(target: Path, data: bytes) -> None:
    """Replace ``target`` by ``data`` in one step. Raises StudioError if the disk refuses."""

    def fill(path: Path) -> None:
        path.write_bytes(data)

    write_with(target, fill)


def write_text(target: Path, text: str) -> None:
    """Replace ``target`` by ``text`` (UTF-8, newlines as given) in one step."""
    write_bytes(target, text.encode("utf-8"))


def write_with(target: Path, fill: Callable[[Path], None]) -> None:
    """Let ``fill(path)`` write a file of its own beside ``target``, then put it in the target's place."""
    with disk_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.parent / f"{STAGING}{uuid.uuid4().hex}"
        try:
            fill(beside)
            _sync_file(beside)
            os.replace(beside, target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)


@contextlib.contextmanager
def staged_folder(target: Path, *, manifest: bool = True) -> Iterator[Path]:
    """Yield a folder to fill; on leaving without an error it becomes ``target``, complete or not at all.

    An existing ``target`` is replaced only once the new one is whole. Raises StudioError if the disk refuses.
    """
    with disk_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        staging = target.parent / f"{STAGING}{uuid.uuid4().hex}"
        staging.mkdir()
        try:
            yield staging
            for path in sorted(staging.rglob("*")):
                _sync_file(path) if path.is_file() else sync_folder(path)
            if manifest:
                (staging / MANIFEST).write_text(json.dumps(manifest_of(staging), indent=1), encoding="utf-8")
                _sync_file(staging / MANIFEST)
            sync_folder(staging)
            _swap(staging, target)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        sync_folder(target.parent)


def _swap(staging: Path, target: Path) -> None:
    if not target.exists():
        os.rename(staging, target)
        return
    old = target.parent / f"{STAGING}{uuid.uuid4().hex}"
    os.rename(target, old)
    try:
        os.rename(staging, target)
    except BaseException:
        os.rename(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def manifest_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Size and SHA-256 of each file in ``folder``, by its relative path; the manifest itself is left out."""
    return {
        path.relative_to(folder).as_posix(): {"size": path.stat().st_size, "sha256": sha256_of(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def is_intact(folder: Path) -> bool:
    """Whether ``folder`` has a manifest and every file is as the manifest says."""
    try:
        expected = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return bool(expected == manifest_of(folder))
    except (OSError, ValueError):
        return False


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def append_line(path: Path, line: str) -> None:
    """Add one line at the end of ``path``. A line torn by a crash is closed off first, never continued."""
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            file.seek(0, os.SEEK_END)
            if file.tell() > 0:
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    file.write(b"\n")
            file.write(line.encode("utf-8") + b"\n")


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames in ``folder`` durable. Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn what the disk says into a sentence: full, read-only, forbidden, gone."""
    try:
        yield
    except OSError as error:
        raise _explained(error, path) from error


def _explained(error: OSError, path: Path) -> StudioError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StudioError(
            "disk.full",
            "The disk is full, so {path} was not saved: free some space and try again. What was there before is kept.",
            path=path,
        )
    if error.errno == errno.EROFS:
        return StudioError(
            "disk.read_only", "{path} is on a read-only disk, so nothing was saved: choose another folder.", path=path
        )
    if isinstance(error, PermissionError):
        return StudioError(
            "disk.forbidden",
            "There is no permission to write {path}: choose another folder or change its permissions.",
            path=path,
        )
    return StudioError(
        "disk.error",
        "{path} could not be written ({reason}): check the disk and try again.",
        path=path,
        reason=error.strerror or str(error),
    )


class FolderLock:
    """One writer a folder: a lock file held by the operating system, so that a crash releases it.

    The file names its holder. Use as a context manager; raises StudioError if someone else holds it.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / LOCK
        self._file: IO[bytes] | None = None

    def __enter__(self) -> FolderLock:
        while not self._take():
            pass
        return self

    def _take(self) -> bool:
        """Whether the lock is ours. False if the file that was locked had just been left by its holder."""
        with disk_errors(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if _is_strange(self.path):
                raise StudioError(
                    "lock.strange",
                    "{path} is a link, a folder or a device where GPT Studio keeps a file of its own: remove it.",
                    path=self.path,
                )
            file = self.path.open("a+b")
        try:
            _lock(file)
        except OSError as error:
            holder = self.holder()
            file.close()
            raise StudioError(
                "lock.held",
                "Another program is writing to {folder} ({holder}): wait until it ends or stop it first.",
                folder=self.path.parent,
                holder=holder,
            ) from error
        if not _is_at(file, self.path):
            file.close()
            return False
        file.truncate(0)
        file.write(b" " + f"process {os.getpid()} on {socket.gethostname()}".encode())
        file.flush()
        self._file = file
        return True

    def __exit__(self, *_: object) -> None:
        if self._file is None:
            return
        # The name goes while the lock is held; Windows lets go of an open file only once it is closed.
        if sys.platform == "win32":
            self._file.close()
        with contextlib.suppress(OSError):
            self.path.unlink()
        self._file.close()
        self._file = None

    def holder(self) -> str:
        """Who wrote the lock file, in words."""
        try:
            return self.path.read_bytes()[1:].decode("utf-8", "replace") or "unknown"
        except OSError:
            return "unknown"


def is_locked(folder: Path) -> bool:
    """Whether someone is writing to ``folder`` now. A lock file that a crash left behind does not count."""
    if _is_strange(folder / LOCK):
        return False
    try:
        file = (folder / LOCK).open("rb+")
    except OSError:
        return False
    with file:
        try:
            _lock(file)
        except OSError:
            return True
    return False


def _is_strange(path: Path) -> bool:
    """Whether the name leads to something that must not be opened to write: what a stranger's folder may hold."""
    return os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode)


def _is_at(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _lock(file: IO[bytes]) -> None:
    # Windows forbids others to read a locked byte: only the first one is locked, and the name stands after it.
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
