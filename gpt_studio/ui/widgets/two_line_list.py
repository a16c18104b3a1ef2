"""A list whose rows have an icon, a title and a caption beneath it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.icons import icon
from gpt_studio.ui.look.sizes import Space, TextSize
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt

_KEY = Qt.ItemDataRole.UserRole
_CAPTION = Qt.ItemDataRole.UserRole + 1
_ICON = Qt.ItemDataRole.UserRole + 2
_ROW_HEIGHT = 48
_ICON_SIZE = 16


@dataclass(frozen=True)
class Row:
    """``key`` identifies the row. ``tool_tip`` is for what does not fit; the title is used if it is empty."""

    key: str
    title: str
    caption: str
    icon: str
    tool_tip: str = ""


class TwoLineList(QListView):
    """``chosen`` carries the key of the row that a person chose, ``renamed`` a key and the new title."""

    chosen = Signal(str)
    renamed = Signal(str, str)

    def __init__(
        self, *, name: str, accessible_name: str, editable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self._editable = editable
        self._rows: list[Row] | None = None
        self._due: tuple[list[Row], str] | None = None
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
            if editable
            else QAbstractItemView.EditTrigger.NoEditTriggers
        )
        self.clicked.connect(self._pick)
        self.activated.connect(self._pick)
        self._model.itemChanged.connect(self._title_changed)

    @answers_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        """The height of one row, because the others can be scrolled to."""
        return QSize(super().minimumSizeHint().width(), scaled(_ROW_HEIGHT))

    @property
    def keys(self) -> list[str]:
        return [self._model.item(row).data(_KEY) for row in range(self._model.rowCount())]

    @property
    def current_key(self) -> str:
        index = self.currentIndex()
        return str(index.data(_KEY)) if index.isValid() else ""

    def show_rows(self, rows: list[Row], current: str) -> None:
        """Replace all rows and select the one with the key ``current``. While a person edits a title this waits,
        because it would take away what was typed."""
        if self.state() == QAbstractItemView.State.EditingState:
            self._due = (rows, current)
            return
        if rows == self._rows:
            self.set_current(current)
            return
        self._rows = rows
        place = self.verticalScrollBar().value()
        self._model.clear()
        for row in rows:
            item = QStandardItem(row.title)
            item.setEditable(self._editable)
            item.setData(row.key, _KEY)
            item.setData(row.caption, _CAPTION)
            item.setData(row.icon, _ICON)
            item.setToolTip(tip(row.tool_tip or row.title))
            item.setData(f"{row.title}, {row.caption}", Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        self.set_current(current)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(place)

    def set_current(self, key: str) -> None:
        """Select the row of ``key``; no row if there is none of that key."""
        if key in self.keys:
            self.setCurrentIndex(self._model.index(self.keys.index(key), 0))
        else:
            self.setCurrentIndex(QModelIndex())

    def edit_current(self) -> None:
        """Open the editor for the title of the selected row, unless it is open."""
        if self.currentIndex().isValid() and self.state() != QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())

    @called_by_qt
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if self._due is not None:
            due, self._due = self._due, None
            # Later, because a title that was just edited is reported later too, and changes the rows.
            QTimer.singleShot(0, self, lambda: self.show_rows(*due))

    def _pick(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(_KEY))

    def _title_changed(self, item: QStandardItem) -> None:
        # Emitted later, because a receiver may replace the rows while this one is still being edited.
        self._rows = None
        key, title = item.data(_KEY), item.text()
        QTimer.singleShot(0, self, lambda: self.renamed.emit(key, title))


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._name = view.objectName()

    @answers_qt(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, scaled(_ROW_HEIGHT))

    @answers_qt(lambda: cast(QWidget, None))  # None means no editor to Qt
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            editor.setObjectName(f"{self._name}_editor")
            editor.setAccessibleName(self.tr("Name"))
        return editor

    @called_by_qt
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> None:
        editor.setGeometry(option.rect.adjusted(2, 6, -2, -6))

    @called_by_qt
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        view = option.widget
        view.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        area: QRect = option.rect.adjusted(Space.S, 0, -Space.S, 0)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        drawn = icon(index.data(_ICON), "accent" if chosen else "text_muted")
        drawn.paint(painter, QRect(QPoint(area.left(), area.top() + (area.height() - _ICON_SIZE) // 2), QSize(16, 16)))
        area.setLeft(area.left() + _ICON_SIZE + Space.M)
        upper, lower = QRect(area), QRect(area)
        upper.setBottom(area.center().y())
        lower.setTop(area.center().y() + 2)
        title = QFont(option.font)
        title.setWeight(QFont.Weight.Medium)
        caption = QFont(option.font)
        caption.setPixelSize(scaled(TextSize.CAPTION))
        _line(painter, title, tokens().text, upper, index.data(), Qt.AlignmentFlag.AlignBottom)
        _line(painter, caption, tokens().text_muted, lower, index.data(_CAPTION), Qt.AlignmentFlag.AlignTop)


def _line(painter: QPainter, font: QFont, colour: str, area: QRect, text: str, side: Qt.AlignmentFlag) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignLeft), shown)
