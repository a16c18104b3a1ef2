"""A menu that sorts the list of files, for the keyboard and for columns that have no room."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.tabs.corpora.file_rows import Column
from gpt_studio.ui.tabs.corpora.file_table import FileTable
from gpt_studio.ui.widgets.buttons import IconButton

_AS_ADDED = -1
_COMMANDS = {
    _AS_ADDED: "corpus.sort_added",
    Column.FILE: "corpus.sort_file",
    Column.KIND: "corpus.sort_kind",
    Column.SIZE: "corpus.sort_size",
    Column.DOCUMENTS: "corpus.sort_documents",
    Column.CHARACTERS: "corpus.sort_characters",
    Column.LANGUAGE: "corpus.sort_language",
}


class SortButton(IconButton):
    """Choosing the column by which the list is sorted turns its order round."""

    def __init__(self, table: FileTable, commands: Actions, parent: QWidget | None = None) -> None:
        super().__init__("ph.arrows-down-up", "", name="corpus_sort", parent=parent)
        self.set_words(self.tr("Sort the list"), "ph.arrows-down-up")
        self._table, self._commands = table, commands
        menu = QMenu(self)
        menu.setObjectName("corpus_sort_menu")
        for column, command in _COMMANDS.items():
            action = commands.bind(command, partial(table.sort_by, column), table)
            action.setCheckable(True)
            menu.addAction(action)
        menu.aboutToShow.connect(self._show_order)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _show_order(self) -> None:
        now, _ = self._table.order
        for column, command in _COMMANDS.items():
            self._commands[command].setChecked(column == now)
