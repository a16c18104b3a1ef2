"""The table of the files of a corpus, with one row per file."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gpt_studio.corpora.scan import FileReport
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.tabs.corpora.file_delegate import FileDelegate
from gpt_studio.ui.tabs.corpora.file_model import ROW_ROLE, FileModel
from gpt_studio.ui.tabs.corpora.file_rows import Column

_ROW_HEIGHT = 50
_BY_IMPORTANCE = (Column.CHARACTERS, Column.KIND, Column.SIZE, Column.DOCUMENTS, Column.LANGUAGE)
"""In a narrow table the last ones are left out first."""
_NARROWEST_NAME = 210


class FileTable(QTableView):
    """``selected`` carries the :class:`FileReport` or ``LeftOutRow`` of the current row, or None; ``removal_wanted``
    the paths of the selected rows. ``sorted_by`` tells that a click on a title changed the order."""

    selected = Signal(object)
    removal_wanted = Signal(list)
    sorted_by = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("corpus_files")
        self.setAccessibleName(self.tr("Files of the corpus"))
        self.files = FileModel(self)
        self.setModel(self.files)
        self._choosing = QTimer(self)
        self._choosing.setSingleShot(True)
        self._choosing.setInterval(0)
        self._choosing.timeout.connect(self.choose_columns)
        self._delegate = FileDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.viewportEntered.connect(lambda: self._hover(-1))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scaled(_ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        header.sortIndicatorChanged.connect(self._sorted)
        header.setMinimumSectionSize(60)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in _BY_IMPORTANCE:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        for change in (self.files.rowsInserted, self.files.rowsRemoved, self.files.dataChanged):
            change.connect(self._fit_columns)
        self._fit_columns()
        self._current = ""
        self.files.modelReset.connect(self._select_again)
        self.selectionModel().currentRowChanged.connect(self._report_current)

    def selected_paths(self) -> list[str]:
        rows = (index.data(ROW_ROLE) for index in self.selectionModel().selectedRows())
        return [row.path for row in rows if isinstance(row, FileReport)]

    def show_something(self) -> None:
        """If no row is selected, select the first file without a problem, or else the first file."""
        if self.files.rowCount() and not self.currentIndex().isValid():
            fine = (row for row, report in enumerate(self.files.reports) if report.problem is None)
            self.selectRow(next(fine, 0))

    @property
    def order(self) -> tuple[int, bool]:
        """The column by which the rows are sorted, -1 for none, and whether the largest comes first."""
        header = self.horizontalHeader()
        return header.sortIndicatorSection(), header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder

    def sort_by(self, column: int) -> None:
        """Sort by ``column``, in the other direction if that is so already; -1 is the order of the corpus."""
        now, descending = self.order
        turned = column == now and not descending
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if turned else Qt.SortOrder.AscendingOrder)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.selected_paths():
            self.removal_wanted.emit(self.selected_paths())
        else:
            super().keyPressEvent(event)

    @called_by_qt
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.choose_columns()

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered_row:
            self._delegate.hovered_row = row
            self.viewport().update()

    def choose_columns(self) -> None:
        """Leave out columns where names would have no room; the totals beside the table remain."""
        room = self.viewport().width() - scaled(_NARROWEST_NAME)
        for column in _BY_IMPORTANCE:
            needed = column is not Column.LANGUAGE or self.files.languages_known
            width = self._width_of(column) if needed else 0
            room -= width
            self.setColumnHidden(column, room < 0 or not needed)
            self.setColumnWidth(column, width)

    def _width_of(self, column: Column) -> int:
        """The width that the longest cell and the title need, whether the column is hidden or not."""
        title = self.files.title_of(column, arrow=True)
        widest = max(map(self.fontMetrics().horizontalAdvance, self.files.longest_of(column)), default=0)
        return max(widest, self.horizontalHeader().fontMetrics().horizontalAdvance(title)) + 2 * Space.M

    def _fit_columns(self) -> None:
        """Fit the columns to their contents again, when all changes of the moment are made."""
        self._choosing.start()

    def _sorted(self, _column: int, _order: Qt.SortOrder) -> None:
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self.sorted_by.emit()

    def _select_again(self) -> None:
        """Select the row that was the current one before the rows were replaced, if it is still there."""
        self._fit_columns()
        row = self.files.row_of(self._current)
        if row >= 0:
            self.selectRow(row)

    def _report_current(self, current: QModelIndex) -> None:
        row = current.data(ROW_ROLE) if current.isValid() else None
        self._current = row.path if isinstance(row, FileReport) else ""
        self.selected.emit(row)
