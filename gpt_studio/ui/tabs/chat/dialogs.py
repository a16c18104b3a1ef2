"""The questions about places on disk: which folder to open, and where to save a talk."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
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
        self._saved_in = _documents()

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
        dialog = QFileDialog(self._window, self.tr("Save the conversation"), str(self._saved_in))
        dialog.setObjectName("chat_save_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(names[ending])
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"{file_name(title) or self.tr('Conversation')}.{ending}")
        dialog.fileSelected.connect(self._take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_file(self, path: str) -> None:
        self._saved_in = Path(path).parent
        self.file_chosen.emit(Path(path))

    def _take_folder(self, path: str) -> None:
        self._folder = Path(path).parent
        self.folder_chosen.emit(Path(path))


def file_name(title: str) -> str:
    """``title`` as the name of a file: without characters that file systems refuse, and cut between words."""
    name = " ".join(_NOT_IN_FILE_NAMES.sub(" ", title).split())
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME + 1].rsplit(" ", 1)[0][:_LONGEST_NAME]
    return name.strip(" .…¿?¡!,;:-")


def _documents() -> Path:
    """The person's folder for documents, or their home folder where there is none."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()
