"""Deleting a folder the way the system does: into its bin, from which a person can take it back."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFile, QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.core.job import JobContext
from gpt_studio.ui.look.text import short_path
from gpt_studio.ui.look.tokens import Space
from gpt_studio.ui.state.worker import Runner
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.labels import label

_WIDTH = 480


@dataclass(frozen=True)
class MoveToTrash:
    folder: Path


def move_to_trash(request: MoveToTrash, _context: JobContext) -> Path:
    """A job: the folder that is in the bin now.

    Raises StudioError if the folder is gone, if another program is writing to it, or if there is no bin.
    """
    folder = request.folder
    if not folder.is_dir():
        raise StudioError("trash.gone", "{folder} is no longer there: it was moved or deleted before.", folder=folder)
    with FolderLock(folder):
        pass
    with contextlib.suppress(OSError):  # Qt makes the bin in it, but not the place itself
        Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)).mkdir(
            parents=True, exist_ok=True
        )
    file = QFile(str(folder))
    if not file.moveToTrash():
        raise StudioError(
            "trash.none",
            "{folder} could not be moved to the bin ({reason}): open it in the file manager and delete it there.",
            folder=folder,
            reason=file.errorString(),
        )
    return folder


class TrashDialog(QDialog):
    """Asks before a folder goes into the bin; says which one and where it is."""

    def __init__(self, folder: Path, loss: str, parent: QWidget | None = None) -> None:
        """``loss`` is a sentence about what goes with the folder."""
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


class Trash(QObject):
    """Asks, then moves to the bin beside the window's thread.

    ``moved`` carries the folder; ``failed`` carries the :class:`Message` that says why it is still there.
    """

    moved = Signal(object)
    failed = Signal(object)

    def __init__(self, runner: Runner, parent: QWidget) -> None:
        super().__init__(parent)
        self._runner = runner
        self._window = parent

    def ask(self, folder: Path, loss: str) -> None:
        dialog = TrashDialog(folder, loss, self._window)
        dialog.accepted.connect(lambda: self._move(folder))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _move(self, folder: Path) -> None:
        self._runner.start(move_to_trash, MoveToTrash(folder), on_result=self._moved, on_error=self._failed)

    def _moved(self, folder: Path) -> None:
        self.moved.emit(folder)

    def _failed(self, problem: Message) -> None:
        self.failed.emit(problem)
