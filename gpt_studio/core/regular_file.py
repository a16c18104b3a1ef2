"""Reading a file that a stranger may have made: a regular one, inside its folder, no longer than expected.

A pipe would wait for ever, a device could do anything when it is opened, and a link could lead to a private file.
"""

from __future__ import annotations

import io
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.errors import StudioError
from gpt_studio.core.limits import MEGABYTE


@dataclass(frozen=True)
class FileIdentity:
    """What must stay the same while a file is read in several goes."""

    device: int
    number: int
    size: int
    changed: int

    @classmethod
    def of(cls, file: io.FileIO) -> FileIdentity:
        found = os.fstat(file.fileno())
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def open_regular(path: Path) -> io.FileIO:
    """``path`` for reading.

    Raises StudioError for anything but a regular file, for a link that leads out of the file's folder, and for a file
    that cannot be read.
    """
    try:
        place = Path(os.path.realpath(path, strict=True))
        if path.is_symlink() and not _belongs(place, path.parent):
            raise _leads_out(path)
        if not stat.S_ISREG(os.lstat(place).st_mode):  # before it is opened: opening alone can set a device going
            raise _not_regular(path)
        # Without waiting, should a pipe have taken its place just now.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        file = io.FileIO(os.open(place, flags | getattr(os, "O_CLOEXEC", 0)), "rb")
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError as error:  # a NUL in the name
        raise _not_regular(path) from error
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise _not_regular(path)
    return file


def read_regular(path: Path, limit: int) -> bytes:
    """The content of ``path``. Raises StudioError as :func:`open_regular`, and for more than ``limit`` bytes."""
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


def is_there(path: Path) -> bool:
    """Whether anything has this name, a link that leads nowhere included."""
    return os.path.lexists(path)


def unreadable(path: Path, error: OSError) -> StudioError:
    return StudioError(
        "file.unreadable",
        "{path} cannot be read ({reason}): check that it exists and that you may read it.",
        path=path,
        reason=error.strerror or str(error),
    )


def _belongs(place: Path, folder: Path) -> bool:
    """Whether ``place`` is inside ``folder``, or in the store beside it that the Hugging Face cache links to."""
    inside = Path(os.path.realpath(folder))
    cached = inside.parent.name == "snapshots" and place.parent == inside.parent.parent / "blobs"
    return cached or place.is_relative_to(inside)


def _leads_out(path: Path) -> StudioError:
    return StudioError(
        "file.leads_out",
        "{path} is a link that leads out of its folder, where private files may lie: put the file itself there.",
        path=path,
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
