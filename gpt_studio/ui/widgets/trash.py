"""Deletes files and folders into the system's bin, from which they can be taken back. Where there is no bin, the
contents of small files are remembered instead."""

from __future__ import annotations

import contextlib
import errno
import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFile, QStandardPaths

from gpt_studio.core import durable
from gpt_studio.core.disk_errors import disk_errors
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.app import move_to_bin
from gpt_studio.jobs.app.move_to_bin import MoveToBin

_REMEMBERED_BYTES = 10_000_000


@dataclass(frozen=True)
class Delete:
    path: Path


@dataclass(frozen=True)
class Deleted:
    """What :func:`take_back` needs: the path ``in_bin`` or the ``contents``. Both are None where the system does not
    report where its bin is."""

    path: Path
    in_bin: Path | None = None
    contents: bytes | None = None

    @property
    def can_be_taken_back(self) -> bool:
        return self.in_bin is not None or self.contents is not None


def delete(request: Delete, context: JobContext) -> Deleted:
    """A job: move a file or folder to the bin, as ``jobs/app/move_to_bin.py`` does it.

    Raises StudioError if the path does not exist, if another program is writing to it, or if there is no bin and it is
    not a small file.
    """
    path = request.path
    small = path.is_file() and path.stat().st_size <= _REMEMBERED_BYTES
    contents = path.read_bytes() if small else None
    moved: list[Path] = []

    def into_bin(path: Path) -> None:
        file = QFile(str(path))
        if not _move_to_bin(file):
            raise OSError(errno.ENOTSUP, file.errorString())
        moved.append(Path(file.fileName()))

    removed = move_to_bin.run(MoveToBin(path, for_good=small, into_bin=into_bin), context)
    if removed.for_good:
        return Deleted(path, contents=contents)
    in_bin = next((place for place in moved if place != path and os.path.lexists(place)), None)
    return Deleted(path, in_bin=in_bin)


def _move_to_bin(file: QFile) -> bool:
    """Move ``file`` to the bin; False where the system has none for it."""
    with contextlib.suppress(OSError):  # Qt creates the bin inside this folder, but not the folder itself
        Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)).mkdir(
            parents=True, exist_ok=True
        )
    return file.moveToTrash()


def take_back(request: Deleted, context: JobContext) -> Path:
    """A job: put what was deleted back where it was.

    Raises StudioError if the path exists again, if it is no longer in the bin, or if the disk refuses.
    """
    context.raise_if_cancelled()
    path = request.path
    if os.path.lexists(path):
        raise StudioError(
            "trash.place_taken",
            "There is another {folder} now: rename it, and take the old one from the bin.",
            folder=path,
        )
    with disk_errors(path):
        durable.make_folder(path.parent)
        if request.contents is not None:
            durable.write_bytes(path, request.contents)
        elif request.in_bin is not None:
            if not os.path.lexists(request.in_bin):
                raise StudioError("trash.emptied", "{folder} is no longer in the bin.", folder=path)
            os.rename(request.in_bin, path)
            # A bin after the freedesktop.org specification has a .trashinfo file for each entry; remove it as well.
            with contextlib.suppress(OSError):
                (request.in_bin.parent.parent / "info" / f"{request.in_bin.name}.trashinfo").unlink()
            durable.sync_folder(path.parent)
    return path
