"""Draws a file's row: the icon of its kind and its name, and beneath that its encoding and folder, or its problem."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.icons import icon
from gpt_studio.ui.look.sizes import Space, TextSize
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.tabs.corpora.file_model import ICON_ROLE, ROW_ROLE, SECOND_LINE_ROLE
from gpt_studio.ui.tabs.corpora.file_rows import LeftOutRow

_SIGN = 14
_ICON = 20


class FileDelegate(QStyledItemDelegate):
    """Draws two lines in the first column; the other columns are drawn by the style. The whole row under the pointer
    is marked, because a click chooses the row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1

    @called_by_qt
    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        if index.row() == self.hovered_row:
            option.state |= QStyle.StateFlag.State_MouseOver
        else:
            option.state &= ~QStyle.StateFlag.State_MouseOver
        if isinstance(index.data(ROW_ROLE), LeftOutRow):
            option.palette.setColor(QPalette.ColorRole.Text, QColor(tokens().text_muted))

    @called_by_qt
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.column() != 0:
            super().paint(painter, option, index)
            return
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        name, drawn.text = drawn.text, ""
        style = drawn.widget.style() if drawn.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, drawn.widget)
        painter.save()
        area = option.rect.adjusted(Space.S, Space.S - 1, -Space.S, -Space.S)
        unread = isinstance(index.data(ROW_ROLE), LeftOutRow)
        drawn_icon = QRect(area.left(), area.center().y() - _ICON // 2 + 1, _ICON, _ICON)
        icon(index.data(ICON_ROLE), "text_disabled" if unread else "text_muted").paint(painter, drawn_icon)
        upper, lower = _halves(area.adjusted(_ICON + Space.S, 0, 0, 0))
        colour = tokens().text_muted if unread else tokens().text
        _write(painter, upper, name, colour, QFont(option.font), Qt.TextElideMode.ElideMiddle)
        self._second_line(painter, lower, option, index)
        painter.restore()

    @answers_qt(QSize)
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index).expandedTo(QSize(0, 2 * option.fontMetrics.height() + Space.L))

    def _second_line(
        self,
        painter: QPainter,
        area: QRect,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        font = QFont(option.font)
        font.setPixelSize(scaled(TextSize.CAPTION))
        colour, elide = tokens().text_muted, Qt.TextElideMode.ElideRight
        row = index.data(ROW_ROLE)
        if not isinstance(row, LeftOutRow) and (row.problem is not None or row.doubt is not None):
            colour = tokens().warning
            sign = QRect(area.left(), area.center().y() - _SIGN // 2 + 1, _SIGN, _SIGN)
            icon("ph.warning", "warning").paint(painter, sign)
            area = area.adjusted(_SIGN + Space.XS, 0, 0, 0)
        _write(painter, area, index.data(SECOND_LINE_ROLE), colour, font, elide)


def _halves(area: QRect) -> tuple[QRect, QRect]:
    middle = area.height() // 2
    return area.adjusted(0, 0, 0, -middle), area.adjusted(0, middle, 0, 0)


def _write(painter: QPainter, area: QRect, text: str, colour: str, font: QFont, elide: Qt.TextElideMode) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(text, elide, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
