"""Shows tokens as coloured chips. All are laid out, and only the visible ones are painted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from gpt_studio.ui.look.colours import Tokens, tokens
from gpt_studio.ui.look.fonts import fixed_font, scaled
from gpt_studio.ui.look.sizes import Radius, Space, TextSize
from gpt_studio.ui.look.text import size, tip
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.tabs.tokenizer.chips import Chip
from gpt_studio.ui.tabs.tokenizer.flow import Flow, flow

_PADDING = 5
_LINE_GAP = 6
_BORDER_ALPHA = 110


class TokenView(QAbstractScrollArea):
    """A click, a drag or the arrow keys select tokens; copying copies their ids."""

    chosen_changed = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Tokens"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._chips: tuple[Chip, ...] = ()
        self._flow = Flow([], [], [])
        self._hovered: int | None = None
        self._anchor: int | None = None
        self._current: int | None = None
        self._ids_shown = False
        self._picture: QPixmap | None = None
        self._widths: dict[tuple[str, int, int], float] = {}
        self._set_fonts()

    @property
    def chips(self) -> tuple[Chip, ...]:
        return self._chips

    def show_chips(self, chips: tuple[Chip, ...]) -> None:
        """Replace the tokens and clear the selection."""
        self._chips = chips
        self._hovered = self._anchor = self._current = None
        self._lay_out()
        self.chosen_changed.emit()

    def show_ids(self, shown: bool) -> None:
        """Show each token's id beneath its text, or only in its tool tip."""
        self._ids_shown = shown
        self._widths.clear()
        self._set_fonts()
        self._lay_out()

    def chosen(self) -> range:
        """The indices of the selected tokens."""
        if self._anchor is None or self._current is None:
            return range(0)
        return range(min(self._anchor, self._current), max(self._anchor, self._current) + 1)

    def ids(self) -> list[int]:
        """The ids of the selected tokens, or of all if none is selected."""
        chosen = self.chosen()
        return [self._chips[index].id for index in chosen] if chosen else [chip.id for chip in self._chips]

    def copy_ids(self) -> None:
        QGuiApplication.clipboard().setText(" ".join(map(str, self.ids())))

    def explanation(self, index: int) -> str:
        """A sentence about the token: its id, text and length."""
        chip = self._chips[index]
        if chip.parts:
            return self.tr("Token {id}: part {part} of {parts} of the character “{text}”").format(
                id=chip.id, part=chip.part, parts=chip.parts, text=chip.shown
            )
        bytes_held = len(chip.source.encode("utf-8", "replace"))
        if "…" in (chip.shown[:1], chip.shown[-1:]) and chip.shown != chip.source:
            return self.tr("Token {id}: “{text}”").format(id=chip.id, text=chip.shown)
        return self.tr("Token {id}: “{text}”, {size}").format(id=chip.id, text=chip.shown, size=size(bytes_held))

    def area_of(self, index: int) -> QRect:
        """The area of a token in the viewport, in pixels."""
        return self._area(index).toAlignedRect()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatio():
            self._picture = self._drawn()
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._picture)
        if self._hovered is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter, self._hovered, tokens(), self._hovered in self.chosen())

    def _drawn(self) -> QPixmap:
        """Draw the visible tokens into a picture, which is kept because drawing hundreds of chips is slow."""
        ratio, seen = self.devicePixelRatio(), self.viewport().size()
        picture = QPixmap(seen * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(tokens().surface)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, chosen, top = tokens(), self.chosen(), self.verticalScrollBar().value()
        first = max(0, int(top // self._pitch))
        last = min(self._flow.lines - 1, int((top + seen.height()) // self._pitch))
        for line in range(first, last + 1):
            for index in self._flow.tokens_of(line):
                self._paint(painter, index, colours, index in chosen)
        painter.end()
        return picture

    def _redraw(self) -> None:
        self._picture = None
        self.viewport().update()

    @called_by_qt
    def scrollContentsBy(self, _across: int, _down: int) -> None:
        self._redraw()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()
        else:
            self._set_range()
            self._redraw()

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.EnabledChange):
            self._redraw()

    @answers_qt(bool)
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._index_at(event.pos())
            if index is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), tip(self.explanation(index)), self, self.area_of(index))
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position().toPoint())
        self._hover(index)
        if event.buttons() & Qt.MouseButton.LeftButton and index is not None:
            self._choose(index, extend=True)

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            index = self._index_at(event.position().toPoint())
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if index is None:
                self._choose_none()
            else:
                self._choose(index, extend=extend)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_ids()
        elif event.matches(QKeySequence.StandardKey.SelectAll) and self._chips:
            self._anchor = 0
            self._choose(len(self._chips) - 1, extend=True)
        elif event.key() == Qt.Key.Key_Escape and self.chosen():
            self._choose_none()
        elif (target := self._target(Qt.Key(event.key()))) is not None:
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._choose(target, extend=extend)
            self._scroll_to(target)
        else:
            super().keyPressEvent(event)

    def _target(self, key: Qt.Key) -> int | None:
        """The index to which ``key`` moves from the current token; None for other keys."""
        if not self._chips:
            return None
        last = len(self._chips) - 1
        if key == Qt.Key.Key_Home:
            return 0
        if key == Qt.Key.Key_End:
            return last
        if key not in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            return None
        if self._current is None:
            return 0
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return min(max(self._current + (1 if key == Qt.Key.Key_Right else -1), 0), last)
        line = self._flow.line_of(self._current) + (1 if key == Qt.Key.Key_Down else -1)
        if not 0 <= line < self._flow.lines:
            return self._current
        below = self._flow.token_at(line, self._flow.lefts[self._current] + 1)
        return self._flow.tokens_of(line)[-1] if below is None else below

    def _choose(self, index: int, *, extend: bool) -> None:
        if not extend or self._anchor is None:
            self._anchor = index
        self._current = index
        self.setAccessibleDescription(self.explanation(index))
        self._redraw()
        self.chosen_changed.emit()

    def _choose_none(self) -> None:
        self._anchor = self._current = None
        self._redraw()
        self.chosen_changed.emit()

    def _hover(self, index: int | None) -> None:
        if index != self._hovered:
            for changed in (self._hovered, index):
                if changed is not None:
                    self.viewport().update(self.area_of(changed).adjusted(-2, -2, 2, 2))
            self._hovered = index

    def _index_at(self, point: QPoint) -> int | None:
        y = point.y() + self.verticalScrollBar().value()
        return self._flow.token_at(int(y // self._pitch), point.x())

    def _area(self, index: int) -> QRectF:
        top = self._flow.line_of(index) * self._pitch - self.verticalScrollBar().value()
        return QRectF(self._flow.lefts[index], top, self._flow.widths[index], self._height)

    def _scroll_to(self, index: int) -> None:
        area, bar = self.area_of(index), self.verticalScrollBar()
        if area.top() < 0:
            bar.setValue(bar.value() + area.top())
        elif area.bottom() > self.viewport().height():
            bar.setValue(bar.value() + area.bottom() - self.viewport().height() + _LINE_GAP)

    def _paint(self, painter: QPainter, index: int, colours: Tokens, chosen: bool) -> None:
        chip, area = self._chips[index], self._area(index)
        hue = index % len(colours.token_backgrounds)
        border = QColor(colours.series[hue])
        if index != self._hovered:
            border.setAlpha(_BORDER_ALPHA)
        painter.setPen(QPen(border, 2.0 if index == self._hovered else 1.0))
        painter.setBrush(QColor(colours.accent_fill if chosen else colours.token_backgrounds[hue]))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), Radius.S - 1, Radius.S - 1)
        inside = area.adjusted(_PADDING, 0, -_PADDING, 0)
        inside.setHeight(self._text_height)
        painter.setFont(self._font)
        painter.setPen(QColor(colours.on_accent if chosen else colours.text))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self._fitting(chip, index))
        painter.setFont(self._small)
        painter.setPen(QColor(colours.on_accent if chosen else colours.text_muted))
        if chip.parts:
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, _share(chip))
        if self._ids_shown:
            beneath = QRectF(
                area.left(), area.top() + self._text_height - 3, area.width(), self._height - inside.height()
            )
            painter.drawText(beneath, Qt.AlignmentFlag.AlignCenter, str(chip.id))

    def _fitting(self, chip: Chip, index: int) -> str:
        """The text of a token, elided if the token is wider than the view."""
        room = self._flow.widths[index]
        if self._width_of(chip) <= room:
            return chip.shown
        return self._metrics.elidedText(chip.shown, Qt.TextElideMode.ElideRight, room - 2 * _PADDING)

    def _width_of(self, chip: Chip) -> float:
        key = (chip.shown, chip.parts, chip.id if self._ids_shown else 0)
        width = self._widths.get(key)
        if width is None:
            width = self._metrics.horizontalAdvance(chip.shown)
            if chip.parts:
                width += Space.XS + self._small_metrics.horizontalAdvance(_share(chip))
            if self._ids_shown:
                width = max(width, self._small_metrics.horizontalAdvance(str(chip.id)))
            self._widths[key] = width = max(width, self._metrics.averageCharWidth()) + 2 * _PADDING
        return width

    def _set_fonts(self) -> None:
        self._font = fixed_font()
        self._small = QFont(self.font())
        self._small.setPixelSize(scaled(TextSize.CAPTION - 1))
        self._metrics = QFontMetricsF(self._font)
        self._small_metrics = QFontMetricsF(self._small)
        self._text_height = self._metrics.height() + 6
        self._height = self._text_height + (self._small_metrics.height() if self._ids_shown else 0)
        self._pitch = self._height + _LINE_GAP

    def _lay_out(self) -> None:
        widths = [self._width_of(chip) for chip in self._chips]
        self._flow = flow(widths, [chip.ends_line for chip in self._chips], self.viewport().width() - Space.XS)
        self._set_range()
        self._redraw()

    def _set_range(self) -> None:
        total, seen = int(self._flow.lines * self._pitch), self.viewport().height()
        self.verticalScrollBar().setRange(0, max(0, total - seen))
        self.verticalScrollBar().setPageStep(seen)
        self.verticalScrollBar().setSingleStep(int(self._pitch))


def _share(chip: Chip) -> str:
    return f"{chip.part}/{chip.parts}"
