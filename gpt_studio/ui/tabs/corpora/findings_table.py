"""All kinds of findings at a glance: what, how often, and whether something is done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.report.finding import FindingKind, KindSummary
from gpt_studio.corpora.report.registry import finder_of
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, message_text, tip
from gpt_studio.ui.state.qt_overrides import called_by_qt


class FindingsTable(QTableWidget):
    """``chosen`` carries the kind whose row was chosen. The table is as high as its rows."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setObjectName("corpus_findings")
        self.setAccessibleName(self.tr("What is odd"))
        self.setHorizontalHeaderLabels([self.tr("What is odd"), self.tr("Places"), self.tr("Remedy")])
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._kinds: list[FindingKind] = []
        self._remedies: list[str] = []
        self.cellClicked.connect(lambda row, _column: self.chosen.emit(self._kinds[row]))
        self.itemActivated.connect(lambda item: self.chosen.emit(self._kinds[item.row()]))

    def show_kinds(self, kinds: Sequence[KindSummary], corpus: Corpus) -> None:
        self._kinds = [summary.kind for summary in kinds]
        self._remedies = [summary.remedy for summary in kinds]
        self.setRowCount(len(kinds))
        for row, summary in enumerate(kinds):
            title = message_text(finder_of(summary.kind).title)
            what = QTableWidgetItem(title)
            what.setToolTip(tip(title))
            number = QTableWidgetItem(count(summary.count))
            number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            remedy = QTableWidgetItem("")
            remedy.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            for column, item in enumerate((what, number, remedy)):
                self.setItem(row, column, item)
        self.show_corpus(corpus)
        heights = sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + heights + 2 * self.frameWidth() + 2)
        self._fit_columns()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Where the titles would be cut, the last column goes: the card of each kind says it too."""
        header = self.horizontalHeader()
        others = sum(max(self.sizeHintForColumn(column), header.sectionSizeHint(column)) for column in (1, 2))
        titles = [
            self.fontMetrics().horizontalAdvance(item.text())
            for row in range(self.rowCount())
            if (item := self.item(row, 0))
        ]
        self.setColumnHidden(2, max(titles, default=0) + 2 * Space.M + others > self.viewport().width())

    def show_corpus(self, corpus: Corpus) -> None:
        """Show which remedies are applied."""
        for row, remedy in enumerate(self._remedies):
            item = self.item(row, 2)
            if item is not None:
                applied = corpus.applies(remedy)
                item.setText("✓" if applied else "")
                words = self.tr("applied") if applied else self.tr("left as it is")
                item.setToolTip(tip(words if remedy else self.tr("nothing can be done here")))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, item.toolTip())
