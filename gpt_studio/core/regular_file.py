"""Reads untrusted files safely: only regular files, inside their folder, up to a given length.

Reading a pipe may block for ever, opening a device may have effects, and a link may point to a private file.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import stat
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gpt_studio.core.errors import StudioError, shortened
from gpt_studio.core.limits import MEGABYTE, STAND_IN_BYTES

_followed: ContextVar[Path | None] = ContextVar("_followed", default=None)
_SYSTEM = (Path("/proc"), Path("/sys"))
"""Folders whose files look regular, although reading them can have effects."""
_LFS_STARTS = (b"version https://git-lfs.github.com/spec/", b"version https://hawser.github.com/spec/")
_LFS_SIZE = re.compile(rb"^size (\d{1,18})\r?$", re.MULTILINE)
_LINK_AS_TEXT = re.compile(rb"(\.\./)+[^\n\0]+\n?")


class LinkLeadsOutError(StudioError):
    """``path`` is a link to the regular file ``target`` outside its folder; :func:`links_followed` allows that."""

    def __init__(self, key: str, template: str, *, path: Path, target: Path) -> None:
        super().__init__(key, template, path=path, target=shortened(str(target)))
        self.path = path
        self.target = target

    def __reduce__(self) -> tuple[Any, ...]:
        return _leads_out, (self.path, self.target)


@contextlib.contextmanager
def links_followed(folder: Path, allowed: bool = True) -> Iterator[None]:
    """Context manager: if ``allowed`` by the person, links in ``folder`` and below may lead to regular files anywhere.

    It applies to the current thread and replaces the folder allowed before. Without ``allowed`` it changes nothing.
    """
    before = _followed.set(Path(os.path.realpath(folder)) if allowed else _followed.get())
    try:
        yield
    finally:
        _followed.reset(before)


@dataclass(frozen=True)
class FileIdentity:
    """Identifies a file's content; compared between reads to detect a change."""

    device: int
    number: int
    size: int
    changed: int

    @classmethod
    def of(cls, file: io.FileIO) -> FileIdentity:
        return cls._from(os.fstat(file.fileno()))

    @classmethod
    def at(cls, path: Path) -> FileIdentity:
        """Of the file at ``path``. Raises OSError."""
        return cls._from(path.stat())

    @classmethod
    def _from(cls, found: os.stat_result) -> FileIdentity:
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def open_regular(path: Path) -> io.FileIO:
    """Open ``path`` for reading.

    A link may lead into its own folder, into the store of a Hugging Face cache, and anywhere under
    :func:`links_followed`. Raises LinkLeadsOutError for any other link, and StudioError for anything but a regular
    file, for a stand-in such as a Git LFS pointer, and for a file that cannot be read.
    """
    try:
        place = Path(os.path.realpath(path, strict=True))
        # Checked before opening, because opening a device can have effects.
        if not stat.S_ISREG(os.lstat(place).st_mode) or is_of_the_system(place):
            raise _not_regular(path)
        if path.is_symlink() and not _may_lead_to(place, path.parent):
            raise _leads_out(path, place)
        # O_NONBLOCK: opening must not block if a pipe took the file's place after the check.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        file = io.FileIO(os.open(place, flags | getattr(os, "O_CLOEXEC", 0)), "rb")
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError as error:  # a NUL in the name
        raise _not_regular(path) from error
    try:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise _not_regular(path)
        if found.st_size <= STAND_IN_BYTES:
            _refuse_stand_in(path, file)
    except BaseException:
        file.close()
        raise
    return file


def read_regular(path: Path, limit: int) -> bytes:
    """The content of ``path``. Raises as :func:`open_regular`, and StudioError for more than ``limit`` bytes."""
    with open_regular(path) as file:
        try:
            if os.fstat(file.fileno()).st_size > limit:
                raise _too_long(path, limit)
            parts, room = [], limit + 1
            while room and (part := file.read(room)):
                parts.append(part)
                room -= len(part)
        except OSError as error:
            raise unreadable(path, error) from error
    if not room:
        raise _too_long(path, limit)
    return b"".join(parts)


def is_of_the_system(place: Path) -> bool:
    """Whether ``place``, a path without links, shows the state of the system instead of something on disk."""
    return any(map(place.is_relative_to, _SYSTEM))


def is_there(path: Path) -> bool:
    """Whether anything has this name, a broken link included."""
    return os.path.lexists(path)


def unreadable(path: Path, error: OSError) -> StudioError:
    return StudioError(
        "file.unreadable",
        "{path} cannot be read ({reason}): check that it exists and that you may read it.",
        path=path,
        reason=error.strerror or str(error),
    )


def _may_lead_to(place: Path, folder: Path) -> bool:
    """Whether a link in ``folder`` may lead to the regular file ``place``."""
    inside = Path(os.path.realpath(folder))
    if place.is_relative_to(inside) or _is_in_cache(place, inside):
        return True
    followed = _followed.get()
    return followed is not None and inside.is_relative_to(followed)


def _is_in_cache(place: Path, folder: Path) -> bool:
    """Whether ``place`` lies in the store of a Hugging Face cache: of the snapshot ``folder``, or of any model.

    A store is the folder ``blobs`` beside ``snapshots``, in a folder named ``models--OWNER--NAME``.
    """
    store, cached = place.parent, place.parent.parent
    if folder.parent.name == "snapshots" and store == folder.parent.parent / "blobs":
        return True
    return store.name == "blobs" and cached.name.startswith("models--") and (cached / "snapshots").is_dir()


def _refuse_stand_in(path: Path, file: io.FileIO) -> None:
    """Raise StudioError for a small file that only says where the real one is (Git LFS, a link copied as text)."""
    content = file.read(STAND_IN_BYTES)
    file.seek(0)
    if content.startswith(_LFS_STARTS):
        raise _lfs_pointer(path, _LFS_SIZE.search(content))
    if _LINK_AS_TEXT.fullmatch(content) and os.path.lexists(path.parent / os.fsdecode(content.rstrip())):
        raise StudioError(
            "file.link_as_text",
            "{path} holds only the path of the real file ({target}), as happens when a copy cannot keep links: copy "
            "the files themselves there, for example with cp -rL.",
            path=path,
            target=shortened(os.fsdecode(content.rstrip())),
        )


def _lfs_pointer(path: Path, size: re.Match[bytes] | None) -> StudioError:
    if size is None:
        return StudioError(
            "file.lfs_pointer",
            "{path} is only a Git LFS pointer, not the file itself: run git lfs pull in its folder, or download the "
            "file.",
            path=path,
        )
    return StudioError(
        "file.lfs_pointer_sized",
        "{path} is only a Git LFS pointer, not the file itself, which has {megabytes:,.1f} MB: run git lfs pull in its "
        "folder, or download the file.",
        path=path,
        megabytes=int(size[1]) / MEGABYTE,
    )


def _leads_out(path: Path, target: Path) -> LinkLeadsOutError:
    return LinkLeadsOutError(
        "file.leads_out",
        "{path} is a link that leads out of its folder, to {target}, where private files may lie: put the file itself "
        "there, or allow such links (in the terminal with --follow-links) if you trust the folder.",
        path=path,
        target=target,
    )


def _not_regular(path: Path) -> StudioError:
    return StudioError(
        "file.not_regular",
        "{path} is not a file but a folder, a pipe or a device: put the file itself there.",
        path=path,
    )


def _too_long(path: Path, limit: int) -> StudioError:
    return StudioError(
        "file.too_long",
        "{path} is longer than {limit} MB, the limit for such a file: get a good copy of it.",
        path=path,
        limit=limit // MEGABYTE,
    )
