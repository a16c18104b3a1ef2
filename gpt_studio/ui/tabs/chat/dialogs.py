"""The questions about places on disk: which folder to open, and where to save a talk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from gpt_studio.ui.widgets.save_place import documents, file_name

MARKDOWN = "md"
PLAIN = "txt"
WHOLE = "json"
EXAMPLES = "jsonl"


class Dialogs(QObject):
    """Opens the dialogs without blocking; the answers come as signals."""

    folder_chosen = Signal(object)
    file_chosen = Signal(object)
    import_chosen = Signal(object)

    def __init__(self, window: QWidget, models: Path) -> None:
        super().__init__(window)
        self._window = window
        self._folder = models
        self._saved_in = documents()

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
        """Ask for a file that ends in ``ending``; a name made of the title is proposed."""
        names = {
            MARKDOWN: self.tr("Markdown (*.md)"),
            PLAIN: self.tr("Text (*.txt)"),
            WHOLE: self.tr("JSON (*.json)"),
            EXAMPLES: self.tr("Training examples (*.jsonl)"),
        }
        dialog = QFileDialog(self._window, self.tr("Save the conversation"), str(self._saved_in))
        dialog.setObjectName("chat_save_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(names[ending])
        dialog.setDefaultSuffix(ending)
        named = file_name(title) or self.tr("Conversation")
        dialog.selectFile(f"{named}.{ending}")
        dialog.fileSelected.connect(self._take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_what_to_import(self) -> None:
        """Ask for a file that another program exported."""
        dialog = QFileDialog(self._window, self.tr("Import conversations"), str(self._saved_in))
        dialog.setObjectName("chat_import_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Exports of ChatGPT, Open WebUI, LM Studio or GPT Studio (*.json *.zip)"))
        dialog.fileSelected.connect(lambda path: self.import_chosen.emit(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_file(self, path: str) -> None:
        self._saved_in = Path(path).parent
        self.file_chosen.emit(Path(path))

    def _take_folder(self, path: str) -> None:
        self._folder = Path(path).parent
        self.folder_chosen.emit(Path(path))
