"""The table of the files of a corpus, with one row per file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gpt_studio.corpora.scan import FileReport
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.text import count, message_text, short_path, size, tip
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.tabs.corpora.file_delegate import FileDelegate

Index = QModelIndex | QPersistentModelIndex

REPORT_ROLE = Qt.ItemDataRole.UserRole
SECOND_LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_ROW_HEIGHT = 50
_MEASURED_ROWS = 200
_COLUMNS = 4
_BY_IMPORTANCE = (2, 1, 3)
"""The columns of numbers. In a narrow table the last ones are left out first."""
_NARROWEST_NAME = 150


class FileModel(QAbstractTableModel):
    """One :class:`FileReport` per row. A new report replaces the row of its path, so that a scan does not flicker."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reports: list[FileReport] = []
        self._rows: dict[str, int] = {}

    @property
    def reports(self) -> Sequence[FileReport]:
        return self._reports

    def put(self, report: FileReport) -> None:
        """Add ``report``, or replace the earlier one of the same path."""
        row = self._rows.get(report.path)
        if row is None:
            row = len(self._reports)
            self.beginInsertRows(QModelIndex(), row, row)
            self._reports.append(report)
            self._rows[report.path] = row
            self.endInsertRows()
        else:
            self._reports[row] = report
            self.dataChanged.emit(self.index(row, 0), self.index(row, _COLUMNS - 1))

    def keep(self, paths: set[str]) -> None:
        """Remove the rows of all other paths."""
        for row in reversed([row for row, report in enumerate(self._reports) if report.path not in paths]):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._reports[row]
            self.endRemoveRows()
        self._rows = {report.path: row for row, report in enumerate(self._reports)}

    @answers_qt(int)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._reports)

    @answers_qt(int)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else _COLUMNS

    @answers_qt(lambda: None)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("File"), self.tr("Size"), self.tr("Characters"), self.tr("Documents"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    @answers_qt(lambda: None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        report = self._reports[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells(report)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == SECOND_LINE_ROLE:
            return self._second_line(report)
        if role == REPORT_ROLE:
            return report
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._second_line(report))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return f"{self._name(report)}, {self._second_line(report)}"
        return None

    def _cells(self, report: FileReport) -> tuple[str, ...]:
        return (
            self._name(report),
            size(report.size),
            count(report.characters),
            count(report.documents),
        )

    def _name(self, report: FileReport) -> str:
        return self.tr("Built-in sample") if report.path == SAMPLE else report.name

    def _second_line(self, report: FileReport) -> str:
        said = report.problem or report.doubt
        return message_text(said) if said is not None else self._place(report)

    def _place(self, report: FileReport) -> str:
        if report.path == SAMPLE:
            return self.tr("Short stories and dialogues in English and Spanish")
        return f"{report.encoding} · {short_path(Path(report.path).parent)}"


def _alignment(column: int) -> Qt.AlignmentFlag:
    numbers = column > 0
    return Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if numbers else Qt.AlignmentFlag.AlignLeft)


class FileTable(QTableView):
    """``selected`` carries the report of the current row or None, ``removal_wanted`` the paths of the selected rows."""

    selected = Signal(object)
    removal_wanted = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("corpus_files")
        self.setAccessibleName(self.tr("Files of the corpus"))
        self.files = FileModel(self)
        self.setModel(self.files)
        self._choosing = QTimer(self)
        self._choosing.setSingleShot(True)
        self._choosing.setInterval(0)
        self._choosing.timeout.connect(self._choose_columns)
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
        header.setMinimumSectionSize(60)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setResizeContentsPrecision(_MEASURED_ROWS)
        for change in (self.files.rowsInserted, self.files.dataChanged):
            change.connect(self._fit_columns)
        self._fit_columns()
        self.selectionModel().currentRowChanged.connect(self._report_current)

    def selected_paths(self) -> list[str]:
        return [index.data(REPORT_ROLE).path for index in self.selectionModel().selectedRows()]

    def show_something(self) -> None:
        """If no row is selected, select the first file without a problem, or else the first file."""
        if self.files.rowCount() and not self.currentIndex().isValid():
            fine = (row for row, report in enumerate(self.files.reports) if report.problem is None)
            self.selectRow(next(fine, 0))

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
        self._choose_columns()

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered_row:
            self._delegate.hovered_row = row
            self.viewport().update()

    def _choose_columns(self) -> None:
        """Leave out columns of numbers where names would have no room; the totals beside the table remain."""
        header = self.horizontalHeader()
        room = self.viewport().width() - scaled(_NARROWEST_NAME)
        for column in _BY_IMPORTANCE:
            room -= max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            self.setColumnHidden(column, room < 0)

    def _fit_columns(self) -> None:
        """Fit the columns of numbers to their contents again; otherwise Qt does so only when the table is resized."""
        for column in range(1, _COLUMNS):
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._choosing.start()

    def _report_current(self, current: QModelIndex) -> None:
        self.selected.emit(current.data(REPORT_ROLE) if current.isValid() else None)
