"""Paints beneath a text how sure the model was of each token, and finds the token that one points at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QTextBlock, QTextLine
from PySide6.QtWidgets import QTextEdit

from gpt_studio.insight.choice import Choice
from gpt_studio.insight.passage_in_text import Memorised
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.line_height import LINE_HEIGHT
from gpt_studio.ui.state.qt_overrides import answers_qt
from gpt_studio.ui.thoughts.sureness import SURPRISED, UNSURE, step_of

_LINE_END_WIDTH = 7
_CORNER = 3
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TokenLayer(QObject):
    """Lies on ``view``, whose text it leaves as it is.

    ``pointed`` carries the number of a token and the place where it stands, in global coordinates; ``held`` the same
    for one that was clicked or reached by a key. ``left``: nothing is pointed at any more. ``entered``: the keyboard is
    to go on to what is told of the token. In a view that can be written in, keys are left to the view.
    """

    pointed = Signal(int, QRect)
    held = Signal(int, QRect)
    left = Signal()
    entered = Signal()
    escaped = Signal()

    def __init__(self, view: QTextEdit) -> None:
        super().__init__(view)
        self._view = view
        self._viewport = view.viewport()
        self._choices: list[Choice] = []
        self._ends: list[int] = []
        self._told: list[bool] = []
        self._learnt: list[Memorised] = []
        self.start_text = ""
        """The beginning of the text, of which nothing is told."""
        self._start = 0
        self._current: int | None = None
        self._viewport.setMouseTracking(True)
        self._viewport.installEventFilter(self)
        view.installEventFilter(self)
        view.document().contentsChange.connect(self._text_changed)

    @property
    def choices(self) -> Sequence[Choice]:
        return self._choices

    @property
    def view(self) -> QTextEdit:
        return self._view

    @property
    def current(self) -> int | None:
        """The token that is marked."""
        return self._current

    def show_choices(self, choices: Sequence[Choice], start: str = "", told: Sequence[bool] | None = None) -> None:
        """Replace the tokens. The text begins with ``start``, of which nothing is told. ``told``: whether something is
        told of each; None for all."""
        self._choices, self._ends, self._told, self._learnt = [], [], [], []
        self.start_text = start
        self._start = units(start)
        self._current = None
        self.append(choices, told)
        self._update()

    def append(self, choices: Sequence[Choice], told: Sequence[bool] | None = None) -> None:
        """More tokens at the end."""
        begin = end = self._ends[-1] if self._ends else self._start
        for choice in choices:
            end += units(choice.shown)
            self._choices.append(choice)
            self._ends.append(end)
        self._told += [True] * len(choices) if told is None else told
        if choices:
            self._update_from(begin)

    def told_runs(self) -> list[tuple[int, int]]:
        """The runs of tokens of which something is told: where each begins and ends."""
        runs: list[tuple[int, int]] = []
        for number, told in enumerate(self._told):
            if told and runs and runs[-1][1] == number:
                runs[-1] = (runs[-1][0], number + 1)
            elif told:
                runs.append((number, number + 1))
        return runs

    def show_learnt(self, passages: Sequence[Memorised]) -> None:
        """Underline tokens that stand word for word in what the model learned from."""
        self._learnt = list(passages)
        self._update()

    def learnt_at(self, number: int) -> Memorised | None:
        """The longest passage that the token belongs to."""
        around = (each for each in self._learnt if each.start <= number < each.end)
        return max(around, key=lambda each: each.end - each.start, default=None)

    def mark(self, number: int | None) -> None:
        if number != self._current:
            self._current = number
            self._update()

    def rect_of(self, number: int) -> QRect:
        """Where a token stands, in global coordinates: its part in the first line."""
        start, end = self._span(number)
        rects = [rect for block in self._blocks(start) for rect in self._rects(block, start, max(end, start + 1))]
        place = rects[0].toRect() if rects else QRect()
        return place.translated(self._view.viewport().mapToGlobal(place.topLeft()) - place.topLeft())

    def token_at_cursor(self) -> int | None:
        """The token behind the text cursor."""
        return self._at(self._view.textCursor().position())

    def hold(self, number: int) -> None:
        """Mark a token, and have it told of."""
        self.mark(number)
        self.held.emit(number, self.rect_of(number))

    def show(self, number: int) -> None:
        """Scroll to a token, and have it told of."""
        cursor = self._view.textCursor()
        cursor.setPosition(self._span(number)[0])
        self._view.setTextCursor(cursor)
        self._view.ensureCursorVisible()
        self.hold(number)

    @answers_qt(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._choices:
            return False
        kind = event.type()
        if watched is self._viewport:  # asked of no widget that may just be going
            if kind == QEvent.Type.Paint and isinstance(event, QPaintEvent):
                self._paint(event.rect())
            elif kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
                self._pointed_at(event.position())
            elif kind == QEvent.Type.Leave:
                self.left.emit()
            elif kind == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
                self._clicked(event)
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            number = None if self._view.isReadOnly() else self.token_at_cursor()
            if number is not None:
                self.hold(number)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return False
        editing = not self._view.isReadOnly()
        if editing:
            if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.entered.emit()
                return True
            return False
        if event.key() in _MOVES and not event.modifiers():
            before = self._current
            step = _MOVES[Qt.Key(event.key())]
            wanted = 0 if before is None else before + step
            while 0 <= wanted < len(self._choices) and not (self._told[wanted] and self._choices[wanted].shown):
                wanted += step
            if 0 <= wanted < len(self._choices):
                self.hold(wanted)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down) and self._current is not None:
            self.entered.emit()
            return True
        return False

    def _clicked(self, event: QMouseEvent) -> None:
        number = self._token_under(event.position())
        if event.button() == Qt.MouseButton.LeftButton and not self._view.textCursor().hasSelection():
            if number is None:
                self.escaped.emit()
            else:
                self.hold(number)

    def _pointed_at(self, place: QPointF) -> None:
        number = self._token_under(place)
        if number is None:
            self.left.emit()
        else:
            self.pointed.emit(number, self.rect_of(number))

    def _text_changed(self, place: int, removed: int, added: int) -> None:
        """Forget what a person changed, and what follows it: the model would see another text there."""
        if not removed and self._ends and place >= self._ends[-1]:
            return
        kept = bisect_right(self._ends, place)
        if kept < len(self._choices) and (removed or added):
            length = self._view.document().characterCount() - 1
            if removed == added and self._ends[-1] <= length:
                return  # the format changed, not the text
            del self._choices[kept:], self._ends[kept:], self._told[kept:]
            self._learnt = [each for each in self._learnt if each.end <= kept]
            if self._current is not None and self._current >= kept:
                self._current = None
            self._update()

    # Places

    def _span(self, number: int) -> tuple[int, int]:
        return (self._ends[number - 1] if number else self._start), self._ends[number]

    def _at(self, position: int) -> int | None:
        """The token that covers ``position``; for a character in several tokens the one that completes it."""
        if position < self._start:
            return None
        number = bisect_right(self._ends, position)
        return number if number < len(self._choices) and self._told[number] else None

    def _token_under(self, place: QPointF) -> int | None:
        found = place + QPointF(self._offset())
        position = self._view.document().documentLayout().hitTest(found, Qt.HitTestAccuracy.FuzzyHit)
        block = self._view.document().findBlock(max(position, 0))
        origin = self._view.document().documentLayout().blockBoundingRect(block).topLeft()
        for number in range(block.layout().lineCount()):
            line = block.layout().lineAt(number)
            if origin.y() + line.y() <= found.y() < origin.y() + line.y() + line.height():
                x = found.x() - origin.x()
                if x < line.naturalTextRect().left() or x > line.naturalTextRect().right() + _LINE_END_WIDTH:
                    return None
                at = line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
                return self._at(block.position() + at)
        return None

    def _offset(self) -> QPointF:
        view = self._view
        return QPointF(view.horizontalScrollBar().value(), view.verticalScrollBar().value())

    def _blocks(self, position: int) -> Iterator[QTextBlock]:
        block = self._view.document().findBlock(position)
        while block.isValid():
            yield block
            block = block.next()

    def _rects(self, block: QTextBlock, start: int, end: int) -> Iterator[QRectF]:
        """The pieces of the span in the lines of ``block``, in the viewport's coordinates."""
        layout = block.layout()
        origin = self._view.document().documentLayout().blockBoundingRect(block).topLeft() - self._offset()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first, last = block.position() + line.textStart(), block.position() + line.textStart() + line.textLength()
            at_end = number == layout.lineCount() - 1
            if end <= first or start >= last + at_end:
                continue
            left = _x(line, max(start, first) - block.position())
            right = _x(line, min(end, last) - block.position())
            if at_end and end > last:
                right += _LINE_END_WIDTH
            yield _text_rect(line, origin, left, right)

    # Painting

    def _paint(self, seen: QRect) -> None:
        """Paint the tokens that stand in ``seen``, a part of the viewport."""
        view, colours = self._view, tokens()
        painter = QPainter(view.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, height = self._offset().y(), view.viewport().height()
        layout = view.document().documentLayout()
        first = layout.hitTest(QPointF(0, top + seen.top()), Qt.HitTestAccuracy.FuzzyHit)
        number = bisect_right(self._ends, max(first - 1, 0))
        block = view.document().findBlock(self._span(number)[0] if number < len(self._choices) else 0)
        while block.isValid() and number < len(self._choices):
            place = layout.blockBoundingRect(block).top() - top
            if place > min(height, seen.bottom()):
                break
            number = self._paint_block(painter, block, number, seen.bottom(), colours.sureness)
            block = block.next()
        painter.end()

    def _paint_block(
        self, painter: QPainter, block: QTextBlock, number: int, bottom: int, grounds: tuple[str, ...]
    ) -> int:
        """Paint the tokens from ``number`` on that stand in ``block``; the number of the first one behind it."""
        ending = block.position() + block.length()
        text_layout = block.layout()
        origin = self._view.document().documentLayout().blockBoundingRect(block).topLeft() - self._offset()
        lines = [text_layout.lineAt(each) for each in range(text_layout.lineCount())]
        begins = [line.textStart() for line in lines]
        while number < len(self._choices):
            start, end = self._span(number)
            if start >= ending:
                break
            step = step_of(self._choices[number].probability)
            at = max(0, bisect_right(begins, max(start - block.position(), 0)) - 1)
            while at < len(lines) and block.position() + begins[at] < end and end > start:
                line = lines[at]
                if origin.y() + line.y() > bottom:
                    return len(self._choices)
                last = block.position() + line.textStart() + line.textLength()
                left = _x(line, max(start - block.position(), begins[at]))
                right = _x(line, min(end, last) - block.position())
                if at == len(lines) - 1 and end > last:
                    right += _LINE_END_WIDTH
                rect = _text_rect(line, origin, left, right).adjusted(0.5, 0, -0.5, 0)
                if self._told[number]:
                    self._paint_token(painter, rect, QColor(grounds[step]), step, number == self._current)
                    if self.learnt_at(number) is not None:
                        paint_learnt(painter, rect)
                at += 1
            if end > ending:
                break
            number += 1
        return number

    def _paint_token(self, painter: QPainter, rect: QRectF, ground: QColor, step: int, marked: bool) -> None:
        painter.setPen(QPen(QColor(tokens().accent), 1.5) if marked else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, _CORNER, _CORNER)
        if step >= UNSURE:
            paint_underline(painter, rect, step)

    def _update_from(self, position: int) -> None:
        """Paint again from the line of ``position`` on."""
        block = self._view.document().findBlock(position)
        line = block.layout().lineForTextPosition(position - block.position())
        if not line.isValid():
            self._update()
            return
        top = self._view.document().documentLayout().blockBoundingRect(block).top() + line.y() - self._offset().y()
        self._viewport.update(self._viewport.rect().adjusted(0, max(0, int(top)), 0, 0))

    def _update(self) -> None:
        self._view.viewport().update()


def paint_underline(painter: QPainter, rect: QRectF, step: int) -> None:
    """The line that says without a colour that the model was not sure: dots, or a whole line."""
    pen = QPen(QColor(tokens().warning), 1.6)
    if step != SURPRISED:
        pen.setDashPattern([1, 2])
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    y = rect.bottom() - 0.8
    painter.drawLine(QPointF(rect.left() + 2, y), QPointF(max(rect.left() + 3, rect.right() - 2), y))


def paint_learnt(painter: QPainter, rect: QRectF) -> None:
    """The double line beneath what stands word for word in the training text."""
    painter.setPen(QPen(QColor(tokens().accent), 1.2))
    for above in (-0.4, 2.4):
        painter.drawLine(
            QPointF(rect.left() - 0.5, rect.bottom() - above), QPointF(rect.right() + 0.5, rect.bottom() - above)
        )


def units(text: str) -> int:
    """How many positions of a document ``text`` takes: characters beyond the basic plane take two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


def _text_rect(line: QTextLine, origin: QPointF, left: float, right: float) -> QRectF:
    """The span without the room between lines, which stands above the text."""
    above = line.height() * (1 - 100 / LINE_HEIGHT) * 0.6
    return QRectF(origin.x() + left, origin.y() + line.y() + above, max(right - left, 2.0), line.height() - above)
