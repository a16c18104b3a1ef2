"""Chooses the column of a table or the field of a .jsonl file that holds the text, by seeing its first values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gpt_studio.corpora.reading import TextField
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space, TextSize
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt

_VALUES = Qt.ItemDataRole.UserRole + 1
_ROW_HEIGHT = 46
_WIDEST = 16  # characters of the closed list
_POPUP = 420


class FieldChooser(QComboBox):
    """``chosen`` carries the name of the field, or "" for automatic detection. The open list shows under each name the
    first values that stand there."""

    chosen = Signal(str)

    def __init__(self, accessible_name: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_WIDEST)
        self.setItemDelegate(_FieldDelegate(self))
        self.view().setMinimumWidth(scaled(_POPUP))
        self.activated.connect(lambda index: self.chosen.emit(str(self.itemData(index))))

    def offer(self, fields: Sequence[TextField], chosen: str) -> None:
        """List ``fields`` and select the one called ``chosen``, which is listed even if it is not among them."""
        self.clear()
        self._add("", self.tr("Find it automatically"), self.tr("The one called text or content, for example"))
        for field in fields:
            self._add(field.name, field.name, "  ·  ".join(field.values))
        if chosen and self.findData(chosen) < 0:
            self._add(chosen, chosen, self.tr("None of the files has it"))
        self.setCurrentIndex(max(0, self.findData(chosen)))

    def _add(self, key: str, title: str, values: str) -> None:
        self.addItem(title, key)
        last = self.count() - 1
        self.setItemData(last, values, _VALUES)
        self.setItemData(last, tip(values), Qt.ItemDataRole.ToolTipRole)
        self.setItemData(last, f"{title}: {values}", Qt.ItemDataRole.AccessibleTextRole)


class _FieldDelegate(QStyledItemDelegate):
    """Draws the name, and its values beneath."""

    @answers_qt(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, scaled(_ROW_HEIGHT))

    @called_by_qt
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        view = option.widget
        view.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        area: QRect = option.rect.adjusted(Space.S, Space.XS, -Space.S, -Space.XS)
        middle = area.height() // 2
        title = QFont(option.font)
        title.setWeight(QFont.Weight.Medium)
        caption = QFont(option.font)
        caption.setPixelSize(scaled(TextSize.CAPTION))
        painter.save()
        _write(painter, title, tokens().text, area.adjusted(0, 0, 0, -middle), index.data())
        _write(painter, caption, tokens().text_muted, area.adjusted(0, middle, 0, 0), index.data(_VALUES) or "")
        painter.restore()


def _write(painter: QPainter, font: QFont, colour: str, area: QRect, text: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
