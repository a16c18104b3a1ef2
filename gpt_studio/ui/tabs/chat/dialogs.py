"""The questions about places on disk: which folder to open, and where to save a talk."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

MARKDOWN = "md"
PLAIN = "txt"
_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST_NAME = 60


class Dialogs(QObject):
    """Opens the dialogs without blocking; the answers come as signals."""

    folder_chosen = Signal(object)
    file_chosen = Signal(object)

    def __init__(self, window: QWidget, models: Path) -> None:
        super().__init__(window)
        self._window = window
        self._folder = models

    def ask_for_folder(self) -> None:
        """Ask for a model's folder."""
        dialog = QFileDialog(self._window, self.tr("Open a model's folder"), str(self._folder))
        dialog.setObjectName("chat_folder_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._take_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_where_to_save(self, title: str, ending: str) -> None:
        """Ask for a file named after ``title`` that ends in ``ending``."""
        names = {MARKDOWN: self.tr("Markdown (*.md)"), PLAIN: self.tr("Text (*.txt)")}
        dialog = QFileDialog(self._window, self.tr("Save the conversation"))
        dialog.setObjectName("chat_save_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(names[ending])
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"{file_name(title)}.{ending}")
        dialog.fileSelected.connect(lambda path: self.file_chosen.emit(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_folder(self, path: str) -> None:
        self._folder = Path(path).parent
        self.folder_chosen.emit(Path(path))


def file_name(title: str) -> str:
    """``title`` without characters that file systems refuse."""
    return _NOT_IN_FILE_NAMES.sub(" ", title)[:_LONGEST_NAME].strip(" .") or "conversation"
