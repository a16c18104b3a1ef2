"""Deletes files and folders into the system's bin, from which they can be taken back. Where there is no bin, the
contents of small files are remembered instead."""

from __future__ import annotations

import contextlib
import errno
import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFile, QStandardPaths
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.core import durable
from gpt_studio.core.disk_errors import disk_errors
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.app import move_to_bin
from gpt_studio.jobs.app.move_to_bin import MoveToBin
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import short_path
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.dialog import Dialog
from gpt_studio.ui.widgets.labels import label

_WIDTH = 480
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


class TrashDialog(Dialog):
    """Asks before a folder is moved to the bin; shows its name and path."""

    def __init__(self, folder: Path, loss: str, parent: QWidget | None = None) -> None:
        """``loss`` is a sentence about what is lost with the folder."""
        super().__init__(parent)
        self.setObjectName("trash_dialog")
        self.setWindowTitle(self.tr("Move to the bin?"))
        self.setFixedWidth(_WIDTH)
        keep = Button(self.tr("Keep it"), name="trash_keep")
        keep.clicked.connect(self.reject)
        move = Button(self.tr("Move to the bin"), name="trash_move", icon="ph.trash", look="danger")
        move.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch()
        buttons.addWidget(keep)
        buttons.addWidget(move)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.M)
        layout.addWidget(label(self.tr("Move “{name}” to the bin?").format(name=folder.name), "heading", wrap=True))
        layout.addWidget(label(loss, wrap=True))
        layout.addWidget(label(short_path(folder), "caption", wrap=True))
        layout.addSpacing(Space.S)
        layout.addLayout(buttons)
