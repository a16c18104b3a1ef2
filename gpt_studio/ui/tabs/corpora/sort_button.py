"""A menu that sorts the list of files, for the keyboard and for columns that have no room."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gpt_studio.ui.tabs.corpora.file_rows import Column
from gpt_studio.ui.tabs.corpora.file_table import FileTable
from gpt_studio.ui.widgets.buttons import IconButton


class SortButton(IconButton):
    """Choosing the column by which the list is sorted turns its order round."""

    def __init__(self, table: FileTable, parent: QWidget | None = None) -> None:
        super().__init__("ph.arrows-down-up", "", name="corpus_sort", parent=parent)
        self.set_words(self.tr("Sort the list"), "ph.arrows-down-up")
        self._table = table
        self.setPopupMode(QToolButton.ToolButtonPopupMode.DelayedPopup)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        """Make the menu anew, because it shows the order of the moment."""
        menu = QMenu(self)
        menu.setObjectName("corpus_sort_menu")
        now, descending = self._table.order
        group = QActionGroup(menu)
        for column in (-1, *Column):
            title = self.tr("As added") if column < 0 else self._table.files.title_of(Column(column))
            if column == now and column >= 0:
                title = f"{title} {'↓' if descending else '↑'}"
            action = QAction(title, menu)
            action.setCheckable(True)
            action.setChecked(column == now)
            action.triggered.connect(lambda _checked=False, column=int(column): self._table.sort_by(column))
            group.addAction(action)
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
