"""A grid of cards with as many equal columns as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt

_NARROWEST = 312


class CardGrid(QWidget):
    """Fills rows from left to right. All cards of a row have the height of the highest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[QWidget] = []
        self._columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.L)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_cards(self, cards: Sequence[QWidget]) -> None:
        """Show ``cards`` in this order. Their owner deletes cards that are no longer among them."""
        if self._cards != list(cards):
            self._cards = list(cards)
            self._place()

    @answers_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        """The width of one column, because the columns become fewer in a narrower grid."""
        widest = max((card.minimumSizeHint().width() for card in self._cards), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = max(1, (event.size().width() + Space.L) // (_NARROWEST + Space.L))
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _place(self) -> None:
        while self._grid.takeAt(0):
            pass
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1)
        for index, card in enumerate(self._cards):
            self._grid.addWidget(card, index // self._columns, index % self._columns)
        for before, after in zip(self._cards, self._cards[1:], strict=False):
            QWidget.setTabOrder(before, after)
