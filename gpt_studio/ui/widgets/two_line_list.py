"""A list whose rows have an icon, a title and a caption beneath it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
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
_REMOVABLE = Qt.ItemDataRole.UserRole + 3
_ROW_HEIGHT = 48
_ICON_SIZE = 16
_CROSS_ICON = 12
_CROSS = 28
"""Width of the place at the right end of a row where a click means its cross."""


@dataclass(frozen=True)
class Row:
    """``key`` identifies the row. ``tool_tip`` is for what does not fit; the title is used if it is empty.
    ``removable``: a cross at the right, or Delete, removes the row."""

    key: str
    title: str
    caption: str
    icon: str
    tool_tip: str = ""
    removable: bool = False


class TwoLineList(QListView):
    """``chosen`` carries the key of the row that a person chose, ``renamed`` a key and the new title, ``removed`` the
    key of a row to remove."""

    chosen = Signal(str)
    renamed = Signal(str, str)
    removed = Signal(str)

    def __init__(
        self, *, name: str, accessible_name: str, editable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self._editable = editable
        self._rows: list[Row] | None = None
        self._waiting: tuple[list[Row], str] | None = None
        """What to show once the person has left the editor of a title: new rows would close it."""
        self._pressed_cross = ""
        self.setMouseTracking(True)  # the cross is drawn in the row beneath the pointer
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
        """Replace all rows and select the one with the key ``current``. While a title is being typed, they wait."""
        if self._is_editing:
            self._waiting = rows, current
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
            item.setData(row.removable, _REMOVABLE)
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

    def edit_current(self, typed: str = "") -> None:
        """Open the editor for the title of the selected row, unless it is open; with what was ``typed`` before, if
        anything."""
        if self.currentIndex().isValid() and not self._is_editing:
            self.edit(self.currentIndex())
            editors = self.findChildren(QLineEdit, f"{self.objectName()}_editor")  # one that closed may still be there
            if typed and editors:
                editors[-1].setText(typed)

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_cross = self._cross_at(event.position().toPoint())
        if not self._pressed_cross:
            super().mousePressEvent(event)

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_cross = self._pressed_cross, ""
        if not pressed:
            super().mouseReleaseEvent(event)
        elif pressed == self._cross_at(event.position().toPoint()):
            self.removed.emit(pressed)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentIndex().data(_REMOVABLE):
            self.removed.emit(self.current_key)
        else:
            super().keyPressEvent(event)

    @answers_qt(bool)
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._cross_at(event.pos()):
            QToolTip.showText(event.globalPos(), tip(self.tr("Remove from this list")), self)
            return True
        return bool(super().viewportEvent(event))

    @called_by_qt
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            # Later, because Qt still uses the row whose editor has closed.
            QTimer.singleShot(0, self, lambda: self.show_rows(*waiting))

    @property
    def _is_editing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def _cross_at(self, place: QPoint) -> str:
        """The key of the row whose cross is at ``place``, or ""."""
        index = self.indexAt(place)
        on_cross = index.isValid() and index.data(_REMOVABLE) and place.x() > self.visualRect(index).right() - _CROSS
        return str(index.data(_KEY)) if on_cross else ""

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
        pointed_at = option.state & QStyle.StateFlag.State_MouseOver or (chosen and view.hasFocus())
        if index.data(_REMOVABLE) and pointed_at:
            corner = QPoint(area.right() - _CROSS_ICON + 1, area.center().y() - _CROSS_ICON // 2)
            cross = QRect(corner, QSize(_CROSS_ICON, _CROSS_ICON))
            icon("ph.x", "text_muted").paint(painter, cross)
            area.setRight(cross.left() - Space.S)
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
