"""What a person is told when the disk refuses a write: it is full, or the reason that the system gives."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from gpt_studio.core.errors import StudioError


class DiskError(StudioError):
    """The disk refused a write. The earlier content is kept, and the same write may succeed later.

    ``full`` is True if the disk lacked space.
    """

    full = False


class DiskFullError(DiskError):
    full = True


@contextlib.contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn an OSError of the body into a DiskError that tells a person its cause (full, read-only, forbidden, ...)."""
    try:
        yield
    except OSError as error:
        raise _explained(error, path) from error


def _explained(error: OSError, path: Path) -> DiskError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFullError(
            "disk.full",
            "The disk is full, so {path} was not saved: free some space and try again. What was there before is kept.",
            path=path,
        )
    if error.errno == errno.EROFS:
        return DiskError(
            "disk.read_only", "{path} is on a read-only disk, so nothing was saved: choose another folder.", path=path
        )
    if isinstance(error, PermissionError):
        return DiskError(
            "disk.forbidden",
            "There is no permission to write {path}: choose another folder or change its permissions.",
            path=path,
        )
    if isinstance(error, FileExistsError | NotADirectoryError):
        return DiskError(
            "disk.in_the_way",
            "{path} could not be written, because a file lies where a folder is needed: choose another place, or move "
            "that file.",
            path=path,
        )
    return DiskError(
        "disk.error",
        "{path} could not be written ({reason}): check the disk and try again.",
        path=path,
        reason=error.strerror or str(error),
    )
