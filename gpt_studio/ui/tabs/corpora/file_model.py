"""The model of the list of files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from gpt_studio.corpora.scan import FileReport
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.ui.look.text import count, message_text, short_path, size, tip
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.tabs.corpora.file_rows import Column, FileOrder, LeftOutRow, Row
from gpt_studio.ui.tabs.corpora.kinds import icon_of, name_of, names_of_kinds

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
SECOND_LINE_ROLE = Qt.ItemDataRole.UserRole + 1
ICON_ROLE = Qt.ItemDataRole.UserRole + 2
_MOST_RUNS = 20
"""More runs of rows than this are removed by a reset, because a view takes milliseconds for each."""
_LEFT = (Column.FILE, Column.KIND, Column.LANGUAGE)


class FileModel(QAbstractTableModel):
    """One row per :class:`FileReport`, then one per :class:`LeftOutRow`.

    A new report replaces the row of its path, so that a scan does not flicker. Rows stay the same objects while they
    are sorted, and selections go with them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reports: list[FileReport] = []
        self._rows: dict[str, int] = {}
        self._left_out: list[LeftOutRow] = []
        self._order = FileOrder()

    @property
    def reports(self) -> Sequence[FileReport]:
        """Those of the files that are read, in the order shown."""
        return self._reports

    @property
    def languages_known(self) -> bool:
        return bool(self._order.languages)

    def row_at(self, index: Index) -> Row | None:
        if not index.isValid():
            return None
        place = index.row()
        return self._reports[place] if place < len(self._reports) else self._left_out[place - len(self._reports)]

    def row_of(self, path: str) -> int:
        """The number of the row of a file; -1 if there is none."""
        return self._rows.get(path, -1)

    def put(self, reports: Iterable[FileReport]) -> None:
        """Add ``reports``, or replace the earlier ones of the same paths."""
        new: dict[str, FileReport] = {}
        for report in reports:
            row = self._rows.get(report.path)
            if row is None:
                new[report.path] = report
            elif self._reports[row] is not report:
                self._reports[row] = report
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
        if new:
            first = len(self._reports)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._reports += new.values()
            self._rows |= {path: first + number for number, path in enumerate(new)}
            self.endInsertRows()

    def keep(self, paths: Sequence[str]) -> None:
        """Remove the rows of all other files; ``paths`` are in the order in which the corpus is read."""
        wanted = set(paths)
        runs = _runs([row for row, report in enumerate(self._reports) if report.path not in wanted])
        if len(runs) > _MOST_RUNS:
            self.beginResetModel()
            self._reports = [report for report in self._reports if report.path in wanted]
            self._number()
            self.endResetModel()
            runs = []
        for start, end in reversed(runs):
            self.beginRemoveRows(QModelIndex(), start, end)
            del self._reports[start : end + 1]
            self._number()
            self.endRemoveRows()
        self._order.note(paths)
        self._arrange()

    def show_left_out(self, rows: Sequence[LeftOutRow]) -> None:
        """Show which files are not read."""
        if list(rows) == self._left_out:
            return
        first = len(self._reports)
        if self._left_out:
            self.beginRemoveRows(QModelIndex(), first, first + len(self._left_out) - 1)
            self._left_out = []
            self.endRemoveRows()
        if rows:
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._left_out = list(rows)
            self.endInsertRows()

    def show_languages(self, languages: Mapping[str, str]) -> None:
        """Show the language of each file, by path, as far as it is known."""
        self._order.languages = languages
        if self._reports:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._reports) - 1, len(Column) - 1))
        self._arrange()

    @called_by_qt
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the order in which the files were added."""
        self._order.column = None if column < 0 else Column(column)
        self._order.descending = order is Qt.SortOrder.DescendingOrder
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self._arrange()

    @answers_qt(int)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._reports) + len(self._left_out)

    @answers_qt(int)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    @answers_qt(lambda: None)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title_of(Column(section), arrow=self._order.column == section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def title_of(self, column: Column, *, arrow: bool = False) -> str:
        """The title of a column; with an ``arrow`` where the rows are sorted by it, or as wide as with one."""
        title = {
            Column.FILE: self.tr("File"),
            Column.KIND: self.tr("Kind"),
            Column.SIZE: self.tr("Size"),
            Column.DOCUMENTS: self.tr("Documents"),
            Column.CHARACTERS: self.tr("Characters"),
            Column.LANGUAGE: self.tr("Language"),
        }[column]
        return f"{title} {'↓' if self._order.descending else '↑'}" if arrow else title

    def longest_of(self, column: Column) -> Iterable[str]:
        """Cells of a column among which the widest is, without looking at each of thousands."""
        reports = self._reports
        match column:
            case Column.SIZE:
                return {size(888), size(888_800), size(max((report.size for report in reports), default=0))}
            case Column.DOCUMENTS:
                return {count(max((report.documents for report in reports), default=0))}
            case Column.CHARACTERS:
                return {count(max((report.characters for report in reports), default=0))}
            case Column.LANGUAGE:
                return set(self._order.languages.values())
            case Column.KIND:
                names = names_of_kinds()
                return {*(name_of(report, names) for report in reports), self.tr("Not read")}
            case _:
                return {self._cell(report, column) for report in reports}

    @answers_qt(lambda: None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(row, Column(index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == SECOND_LINE_ROLE:
            return self._second_line(row)
        if role == ROW_ROLE:
            return row
        if role == ICON_ROLE:
            return icon_of(row) if isinstance(row, FileReport) else "ph.prohibit"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(f"{self._cell(row, Column.FILE)}\n{self._second_line(row)}")
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.FILE:
            return f"{self._cell(row, Column.FILE)}, {self._second_line(row)}"
        return None

    def _cell(self, row: Row, column: Column) -> str:
        if isinstance(row, LeftOutRow):
            return self._cell_left_out(row, column)
        match column:
            case Column.FILE:
                return self.tr("Built-in sample") if row.path == SAMPLE else row.name
            case Column.KIND:
                return name_of(row, names_of_kinds())
            case Column.SIZE:
                return size(row.size)
            case Column.DOCUMENTS:
                return count(row.documents)
            case Column.CHARACTERS:
                return count(row.characters)
            case Column.LANGUAGE:
                return self._order.languages.get(row.path, "")

    def _cell_left_out(self, row: LeftOutRow, column: Column) -> str:
        if column is Column.KIND:
            return self.tr("Not read")
        if column is not Column.FILE:
            return ""
        if row.path is not None:
            return row.path.name
        if not row.suffix:
            return self.tr("%n file(s) without a suffix", "", row.count)
        return self.tr("%n {suffix} file(s)", "", row.count).format(suffix=row.suffix)

    def _second_line(self, row: Row) -> str:
        if isinstance(row, LeftOutRow):
            if row.code:
                return self.tr("Not read: program code is read only in folders of a whole program")
            return self.tr("Not read: there is no text in files of this kind, or none that can be read yet")
        said = row.problem or row.doubt
        return message_text(said) if said is not None else self._place(row)

    def _place(self, report: FileReport) -> str:
        if report.path == SAMPLE:
            return self.tr("Short stories and dialogues in English and Spanish")
        known = (self._order.languages.get(report.path, ""), report.encoding)
        return " · ".join([*filter(None, known), short_path(Path(report.path).parent)])

    def _arrange(self) -> None:
        """Put the rows into their order, with what is selected."""
        wanted = self._order.sorted(self._reports)
        if all(one is other for one, other in zip(wanted, self._reports, strict=True)):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [(index, self.row_at(index)) for index in before]
        self._reports = wanted
        self._number()
        after = [
            self.index(self._rows[row.path], index.column()) if isinstance(row, FileReport) else index
            for index, row in held
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _number(self) -> None:
        self._rows = {report.path: row for row, report in enumerate(self._reports)}


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """The first and last of each run of consecutive ``rows``."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = runs[-1][0], row
        else:
            runs.append((row, row))
    return runs


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column in _LEFT else Qt.AlignmentFlag.AlignRight
    return Qt.AlignmentFlag.AlignVCenter | side
