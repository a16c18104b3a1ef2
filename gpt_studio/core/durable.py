"""Writes that survive a crash, a full disk and a power cut; all code that writes a user's file uses them.

Protocol: write beside the target, fsync each file, write the manifest last, rename, fsync the parent folder.
The old file or folder stays unchanged until the rename.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import stat
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping
from io import FileIO
from pathlib import Path
from typing import Any

from gpt_studio.core.atomic_swap import atomic_swap
from gpt_studio.core.disk_errors import DiskError, disk_errors
from gpt_studio.core.errors import StudioError
from gpt_studio.core.format_version import FORMAT, NewerFormatError, check_format
from gpt_studio.core.strict_json import read_object

MANIFEST = "MANIFEST.json"
_MANIFEST_FORMAT = 1  # a manifest without the entry has this format
STAGING = ".staging-"
_STAGED = re.compile(re.escape(STAGING) + "[0-9a-f]{32}")


def write_bytes(target: Path, data: bytes) -> None:
    """Replace ``target`` by ``data`` in one step. Raises DiskError if the disk refuses."""

    def fill(path: Path) -> None:
        path.write_bytes(data)

    write_with(target, fill)


def write_text(target: Path, text: str) -> None:
    """Replace ``target`` by ``text`` (UTF-8, newlines as given) in one step. Raises DiskError if the disk refuses.

    Surrogate escapes (bytes of file names that are not UTF-8) are written as those bytes (see :func:`as_text`).
    """
    write_bytes(target, text.encode("utf-8", "surrogateescape"))


def as_text(data: bytes) -> str:
    """Decode what :func:`write_text` wrote. Bytes that are not UTF-8, as in a Linux file name, become surrogates."""
    return data.decode("utf-8", "surrogateescape")


def write_with(target: Path, fill: Callable[[Path], None]) -> None:
    """Let ``fill(path)`` write a file beside ``target``, then rename it to ``target``. Raises DiskError."""
    write_together({target: fill})


def write_together(fills: Mapping[Path, Callable[[Path], None]]) -> None:
    """As :func:`write_with` for several files of one folder: all are written before the first gets its name."""
    beside = {target: target.parent / f"{STAGING}{uuid.uuid4().hex}" for target in fills}
    target = next(iter(fills))
    with disk_errors(target):
        make_folder(target.parent)
        try:
            for target, fill in fills.items():
                fill(beside[target])
                _sync_file(beside[target])
            for target, path in beside.items():
                os.replace(path, target)
        except BaseException:
            for path in beside.values():
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)


@contextlib.contextmanager
def staged_folder(target: Path, *, manifest: bool = True) -> Iterator[Path]:
    """Yield a folder to fill; on exit without an error it becomes ``target``, in one step.

    An existing ``target`` is replaced only once the new one is complete. Raises DiskError if the disk refuses.
    """
    with disk_errors(target):
        make_folder(target.parent)
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
            _put_in_place(staging, target)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        sync_folder(target.parent)


def _put_in_place(staging: Path, target: Path) -> None:
    if not target.exists():
        os.rename(staging, target)
        return
    if atomic_swap(staging, target):
        shutil.rmtree(staging, ignore_errors=True)
    else:
        _replace_in_two_steps(staging, target)


def _replace_in_two_steps(staging: Path, target: Path) -> None:
    old = target.parent / f"{STAGING}{uuid.uuid4().hex}"
    os.rename(target, old)
    try:
        os.rename(staging, target)
    except BaseException:
        os.rename(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def make_folder(folder: Path) -> None:
    """Make ``folder`` and its parents, and fsync each new entry, which :meth:`Path.mkdir` does not."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        if folder.parent == folder:
            break
        folder = folder.parent
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        sync_folder(path.parent)


def remove_folder(folder: Path) -> None:
    """Rename ``folder``, then delete it, so that it is never seen half deleted. Disk errors are ignored."""
    leaving = folder.parent / f"{STAGING}{uuid.uuid4().hex}"
    with contextlib.suppress(OSError):
        os.rename(folder, leaving)
        shutil.rmtree(leaving, ignore_errors=True)


def clear_staging(folder: Path) -> None:
    """Remove the unfinished files of killed writers from ``folder``. Only the holder of its lock may call this."""
    with contextlib.suppress(OSError):
        for path in list(folder.iterdir()):
            if not _STAGED.fullmatch(path.name):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def manifest_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Size and SHA-256 of each file in ``folder`` except the manifest, by relative path."""
    return {
        path.relative_to(folder).as_posix(): {"size": path.stat().st_size, "sha256": sha256_of(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def is_intact(folder: Path) -> bool:
    """Whether ``folder`` has a manifest and exactly the regular files that the manifest describes.

    Raises NewerFormatError if a newer program wrote the manifest, because its content cannot be judged.
    """
    try:
        expected = _entries(folder / MANIFEST)
        there = {path for path in folder.rglob("*") if not stat.S_ISDIR(path.lstat().st_mode)} - {folder / MANIFEST}
        return there == {folder / name for name in expected} and all(
            _matches_entry(folder / name, said) for name, said in expected.items()
        )
    except NewerFormatError:
        raise
    except (OSError, StudioError, ValueError):
        return False


def _entries(manifest: Path) -> dict[str, Any]:
    """The entries of a manifest by file name. A dict under the key ``format`` describes a file of that name."""
    stored = read_object(manifest)
    if isinstance(stored.get(FORMAT), dict):
        return stored
    check_format(stored, _MANIFEST_FORMAT, manifest)
    return {name: said for name, said in stored.items() if name != FORMAT}


def _matches_entry(path: Path, said: Any) -> bool:
    """Whether a file has the stated size and hash; the size is compared first, because it costs nothing."""
    found = path.lstat()
    return (
        isinstance(said, dict)
        and stat.S_ISREG(found.st_mode)
        and said.get("size") == found.st_size
        and said.get("sha256") == sha256_of(path)
    )


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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


def is_strange(path: Path) -> bool:
    """Whether ``path`` exists and is not a regular file (a link, for instance), so it must not be opened to write."""
    return os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode)


def refuse_strange(path: Path) -> None:
    """Raise DiskError if ``path``, a file that is to be appended to, is anything but a regular file."""
    if is_strange(path):
        raise DiskError(
            "disk.strange",
            "{path} is a link, a folder or a device where GPT Studio keeps a file of its own: remove it.",
            path=path,
        )


def is_at(file: FileIO, path: Path) -> bool:
    """Whether ``path`` is still the name of the open ``file``."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False
