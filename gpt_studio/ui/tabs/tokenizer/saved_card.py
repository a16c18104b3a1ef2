"""The list of saved tokenizers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gpt_studio.jobs.tokenizers.list_tokenizers import TokenizerEntry
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space, TextSize
from gpt_studio.ui.look.text import count, message_text, relative_date, tip
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.widgets.buttons import command_icon_button
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import label

_ENTRY = Qt.ItemDataRole.UserRole
_DETAIL = Qt.ItemDataRole.UserRole + 1
_ROW_HEIGHT = 48
_MOST_ROWS = 6


class SavedCard(Card):
    """``open_wanted`` carries the folder of the tokenizer to open."""

    open_wanted = Signal(object)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Saved tokenizers"), parent=parent)
        self._trash = actions["tokenizer.trash"]
        for name in ("open_folder", "trash"):
            self.buttons.addWidget(command_icon_button(actions, f"tokenizer.{name}", name=f"tokenizer_{name}"))
        self._shown: list[tuple[TokenizerEntry, str]] | None = None
        self._list = _List()
        self._list.setItemDelegate(_TwoLines(self._list))
        self._list.currentItemChanged.connect(self._chosen)
        self._list.trash_wanted.connect(self._trash.trigger)
        self._nothing = label(self.tr("None yet. One that you train is saved here by itself."), "muted", wrap=True)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._list)
        self.show_entries(())

    def show_entries(self, entries: Sequence[TokenizerEntry]) -> None:
        """List these in their order; the selected one stays selected."""
        now = [(entry, self._detail(entry)) for entry in entries]
        if now == self._shown:
            return
        self._shown = now
        chosen = self.chosen()
        self._list.blockSignals(True)
        self._list.clear()
        for entry in entries:
            item = QListWidgetItem(entry.name)
            item.setData(_ENTRY, entry)
            item.setData(_DETAIL, self._detail(entry))
            item.setToolTip(tip(entry.name if entry.problem is None else message_text(entry.problem)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.name}, {self._detail(entry)}")
            self._list.addItem(item)
        self._list.blockSignals(False)
        self.choose(chosen)
        self._list.setVisible(bool(entries))
        self._nothing.setVisible(not entries)
        self._list.setFixedHeight(min(len(entries), _MOST_ROWS) * scaled(_ROW_HEIGHT) + Space.M)

    def choose(self, folder: Path | None) -> None:
        """Select ``folder`` without emitting ``open_wanted``."""
        self._list.blockSignals(True)
        self._list.setCurrentRow(-1)
        for row in range(self._list.count()):
            if _entry_of(self._list.item(row)).folder == folder:
                self._list.setCurrentRow(row)
        self._list.blockSignals(False)
        self._trash.setEnabled(self.chosen() is not None)

    def chosen(self) -> Path | None:
        item = self._list.currentItem()
        return _entry_of(item).folder if item is not None else None

    def _chosen(self, item: QListWidgetItem | None) -> None:
        self._trash.setEnabled(item is not None)
        if item is not None:
            self.open_wanted.emit(_entry_of(item).folder)

    def _detail(self, entry: TokenizerEntry) -> str:
        if entry.problem is not None:
            return message_text(entry.problem)
        size = self.tr("{count} tokens").format(count=count(entry.vocab_size))
        return f"{size} · {relative_date(entry.changed)}"


class _List(QListWidget):
    trash_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tokenizer_list")
        self.setAccessibleName(self.tr("Saved tokenizers"))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.trash_wanted.emit()
        else:
            super().keyPressEvent(event)


class _TwoLines(QStyledItemDelegate):
    """Draws a name and, smaller beneath it, the details."""

    @answers_qt(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, scaled(_ROW_HEIGHT))

    @called_by_qt
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        name, option.text = option.text, ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        broken = _entry_of(index).problem is not None
        area = option.rect.adjusted(Space.M, 6, -Space.M, -6)
        half = area.height() // 2
        self._line(painter, QRect(area.left(), area.top(), area.width(), half), name, tokens().text, option.font)
        small = QFont(option.font)
        small.setPixelSize(scaled(TextSize.CAPTION))
        detail = QRect(area.left(), area.top() + half, area.width(), half)
        colour = tokens().warning if broken else tokens().text_muted
        self._line(painter, detail, str(index.data(_DETAIL)), colour, small)

    def _line(self, painter: QPainter, area: QRect, text: str, colour: str, font: QFont) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _entry_of(item: QListWidgetItem | QModelIndex | QPersistentModelIndex) -> TokenizerEntry:
    entry = item.data(_ENTRY)
    assert isinstance(entry, TokenizerEntry)
    return entry
