"""A reply as formatted text that grows at its end, or as the raw text that the model wrote."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Radius, Space, TextSize
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.tabs.chat.markdown.code_colours import known
from gpt_studio.ui.tabs.chat.markdown.document import CODE_HEAD, STEP, LaidOut, Placed
from gpt_studio.ui.tabs.chat.markdown.highlighting import Highlighting
from gpt_studio.ui.tabs.chat.markdown.leaves import Kind, Leaf
from gpt_studio.ui.tabs.chat.markdown.link_places import LinkPlace, link_before, next_link
from gpt_studio.ui.tabs.chat.markdown.link_question import ask_to_open
from gpt_studio.ui.tabs.chat.markdown.raw_text import RawStream
from gpt_studio.ui.tabs.chat.markdown.safe_text import safe
from gpt_studio.ui.tabs.chat.markdown.stream import MarkdownStream
from gpt_studio.ui.tabs.chat.markdown.warm_up import WarmUp
from gpt_studio.ui.tabs.chat.reading_text import ReadingText
from gpt_studio.ui.widgets.buttons import IconButton

_BUDGET = 0.004
"""Seconds of work at once; the rest is done when the window has nothing else to do."""
_AT_ONCE, _LINES_AT_ONCE = 400, 12
"""Characters, and lines, that are read together."""
_BAR = 3
_COPIED_MS = 1500


class _Stretch:
    """Code, from its first leaf to its last."""

    def __init__(self, first: Placed) -> None:
        self.placed = [first]

    @property
    def code(self) -> str:
        return "".join(
            leaf.text if leaf.text.endswith("\n") or leaf is self.placed[-1].leaf else f"{leaf.text}\n"
            for leaf in (each.leaf for each in self.placed)
        ).removesuffix("\n")


class MarkdownText(ReadingText):
    """``look_changed``: whether it :attr:`is_formatted` has changed. A link asks before it is opened; Tab goes from one
    to the next, and Enter asks."""

    look_changed = Signal()

    def __init__(
        self, text: str = "", warm_up: WarmUp | None = None, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self.setObjectName(name)
        self._warm_up = warm_up
        self._source: list[str] = []
        self._waiting: list[str] = []
        self._raw = False
        self._formatted = False
        self._colours: dict[int, Highlighting] = {}
        self._copies: list[IconButton] = []
        self._on_link = False
        self._reset()
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self._work)
        self._copied = QTimer(self, interval=_COPIED_MS, singleShot=True)
        self._copied.timeout.connect(self._offer_copies)
        self.document().documentLayout().documentSizeChanged.connect(self._place_copies)
        self.viewport().setMouseTracking(True)
        if warm_up is not None:
            warm_up.coloured.connect(self._colour_again)
        self.append_text(text)

    @property
    def text(self) -> str:
        """What the model wrote."""
        if len(self._source) > 1:
            self._source = ["".join(self._source)]
        return self._source[0] if self._source else ""

    @property
    def is_formatted(self) -> bool:
        """Whether it looks otherwise than as the model wrote it."""
        return self._formatted

    @property
    def is_raw(self) -> bool:
        return self._raw

    def show_raw(self, raw: bool) -> None:
        """Show what the model wrote, with all signs, or how it is meant to look."""
        self._raw = raw
        self._begin_anew()

    def append_text(self, text: str) -> None:
        if text:
            self._source.append(text)
            self._wait(text)
            self._work()

    def trim_end(self) -> None:
        self._source = [self.text.rstrip()]
        self._stream.trim_end()
        self._laid_out.show(*self._stream.add(""))

    @property
    def is_complete(self) -> bool:
        """Whether all of the text is laid out."""
        return not self._waiting

    @called_by_qt
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = QRectF(event.rect())
        for stretch in self._stretches():
            rect = self._rect_of(stretch)
            if rect.intersects(seen):
                self._paint_code(painter, rect, stretch.placed[0].leaf)
        self._paint_lines(painter, seen)
        painter.end()
        super().paintEvent(event)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_copies()

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._formatted and self._theme != tokens():
            self._begin_anew()

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        address = self.anchorAt(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if address else Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
            self.viewport().setToolTip(tip(safe(address)))

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        address = self.anchorAt(event.position().toPoint())
        if address and event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            ask_to_open(address, self)

    @called_by_qt
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self._go_to(next_link(self.document(), 0))
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._go_to(link_before(self.document(), self.document().characterCount() - 1))

    @called_by_qt
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._on_link and event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._go_to(None)

    @answers_qt(bool)
    def focusNextPrevChild(self, next: bool) -> bool:
        cursor = self.textCursor()
        link = (
            next_link(self.document(), cursor.selectionEnd())
            if next
            else link_before(self.document(), cursor.selectionStart())
        )
        if not self.hasFocus() or link is None:
            return super().focusNextPrevChild(next)
        self._go_to(link)
        return True

    def _go_to(self, link: LinkPlace | None) -> None:
        """Select ``link``, scroll to it and let a screen reader tell of it; None leaves the links."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.position() if link is None else link.start)
        if link is not None:
            cursor.setPosition(link.end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._on_link = link is not None
        told = "" if link is None else self.tr("Link to {address}. Enter asks whether to open it.")
        self.setAccessibleDescription(told.format(address="" if link is None else safe(link.address)))
        around = self.parentWidget() if link is not None else None
        while around is not None:
            page = around.widget() if isinstance(around, QScrollArea) else None
            if isinstance(around, QScrollArea) and page is not None:
                place = self.mapTo(page, self.cursorRect(cursor).center())
                around.ensureVisible(place.x(), place.y())
            around = around.parentWidget()

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        address = self.textCursor().charFormat().anchorHref()
        if address and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            ask_to_open(address, self)
        else:
            super().keyPressEvent(event)

    # Reading and laying out

    def _reset(self) -> None:
        self._stream: MarkdownStream | RawStream = RawStream() if self._raw else MarkdownStream()
        self._laid_out = LaidOut(self.document())
        self._theme = tokens()
        self._colours.clear()

    def _begin_anew(self) -> None:
        self._waiting.clear()
        self.document().clear()
        self._reset()
        self._wait(self.text)
        self._work()
        self._place_copies()

    def _wait(self, text: str) -> None:
        shown = safe(text)
        self._waiting += _parts(shown)

    def _work(self) -> None:
        """Lay out what waits, then colour code, for as long as the window may be kept."""
        until = time.perf_counter() + _BUDGET
        done = 0
        for part in self._waiting:
            anew = self._laid_out.show(*self._stream.add(part))
            if anew is not None:
                for colours in self._colours.values():
                    colours.lay_out_anew(anew)
            done += 1
            if time.perf_counter() > until:
                break
        del self._waiting[:done]
        if done:
            self._notice_look()
            self._find_code()
            if self._laid_out.has_links:
                self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        busy = bool(self._waiting)
        for colours in self._colours.values():
            if time.perf_counter() > until:
                busy = True
                break
            busy |= colours.go_on(until)
        if busy:
            self._later.start()

    def _notice_look(self) -> None:
        formatted = self._raw or not self._laid_out.looks_as_written
        if formatted != self._formatted:
            self._formatted = formatted
            self.look_changed.emit()

    # Code

    def _stretches(self) -> Iterator[_Stretch]:
        stretch: _Stretch | None = None
        for placed in self._laid_out.framed:
            if placed.leaf.kind is not Kind.CODE:
                continue
            if placed.leaf.goes_on and stretch is not None:
                stretch.placed.append(placed)
                continue
            if stretch is not None:
                yield stretch
            stretch = _Stretch(placed)
        if stretch is not None:
            yield stretch

    def _find_code(self) -> None:
        """Give each stretch of code its colours and its button."""
        stretches = list(self._stretches())
        there = set()
        for stretch in stretches:
            first = stretch.placed[0]
            language = known(first.leaf.language)
            if not language or self._warm_up is None or not self._warm_up.is_ready(language):
                continue
            there.add(first.first)
            colours = self._colours.get(first.first)
            if colours is None or colours.language != language:
                colours = self._colours[first.first] = Highlighting(self.document(), first.first, language)
            colours.show(stretch.code)
        for gone in self._colours.keys() - there:
            del self._colours[gone]
        while len(self._copies) > len(stretches):
            self._copies.pop().deleteLater()
        while len(self._copies) < len(stretches):
            self._copies.append(self._copy_button(len(self._copies)))

    def _colour_again(self, _language: str) -> None:
        self._find_code()
        self._work()

    def _copy_button(self, place: int) -> IconButton:
        made = IconButton(
            "ph.copy", self.tr("Copy this code"), name=f"{self.objectName()}_code_{place}", parent=self.viewport()
        )
        made.setCursor(Qt.CursorShape.ArrowCursor)
        made.clicked.connect(lambda: self._copy_code(made))
        made.show()
        return made

    def _copy_code(self, button: IconButton) -> None:
        stretch = list(self._stretches())[self._copies.index(button)]
        QGuiApplication.clipboard().setText(stretch.code)
        button.set_words(self.tr("Copied"), "ph.check")
        self._copied.start()

    def _offer_copies(self) -> None:
        for button in self._copies:
            button.set_words(self.tr("Copy this code"), "ph.copy")

    def _place_copies(self) -> None:
        for button, stretch in zip(self._copies, self._stretches(), strict=False):
            rect = self._rect_of(stretch)
            size = button.sizeHint()
            button.setGeometry(
                round(rect.right()) - size.width() - 2, round(rect.top()) + 2, size.width(), size.height()
            )

    def _rect_of(self, stretch: _Stretch) -> QRectF:
        layout, document = self.document().documentLayout(), self.document()
        first = document.findBlock(stretch.placed[0].first)
        last = document.findBlock(stretch.placed[-1].end)
        rect = layout.blockBoundingRect(first).united(layout.blockBoundingRect(last))
        left = first.blockFormat().leftMargin() - Space.M
        top = rect.top() - CODE_HEAD
        return QRectF(left + 0.5, top + 0.5, self.viewport().width() - left - 1, rect.bottom() - top + Space.S - 1)

    # Painting

    def _paint_code(self, painter: QPainter, rect: QRectF, leaf: Leaf) -> None:
        painter.setPen(QColor(tokens().border))
        painter.setBrush(QColor(tokens().sunken))
        painter.drawRoundedRect(rect, Radius.S, Radius.S)
        if leaf.language:
            font = self.font()
            font.setPixelSize(scaled(TextSize.CAPTION))
            painter.setFont(font)
            painter.setPen(QColor(tokens().text_muted))
            room = rect.adjusted(Space.M, Space.S - 3, -2 * Space.XXL, 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignTop), leaf.language[:40])

    def _paint_lines(self, painter: QPainter, seen: QRectF) -> None:
        """The bars beside quotations, and the rules."""
        layout, document = self.document().documentLayout(), self.document()
        before: Placed | None = None
        bottom = 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().border_strong))
        for placed in self._laid_out.framed:
            first, last = document.findBlock(placed.first), document.findBlock(placed.end)
            rect = layout.blockBoundingRect(first).united(layout.blockBoundingRect(last))
            joined = before is not None and before.end == placed.start and before.leaf.quoted > 0
            top = bottom if joined else rect.top()
            if rect.united(QRectF(0, top, 1, 1)).intersects(seen):
                if placed.leaf.kind is Kind.RULE:
                    middle = rect.center().y()
                    left = first.blockFormat().leftMargin()
                    painter.drawRect(QRectF(left, middle, self.viewport().width() - left, 1))
                for depth in range(placed.leaf.quoted):
                    painter.drawRoundedRect(
                        QRectF(QPointF(depth * STEP + 4, top), QPointF(depth * STEP + 4 + _BAR, rect.bottom())), 1, 1
                    )
            before, bottom = placed, rect.bottom()


def _parts(text: str) -> Iterator[str]:
    """``text`` in parts that are read together."""
    start = 0
    while start < len(text):
        end = start
        for _line in range(_LINES_AT_ONCE):
            end = text.find("\n", end, start + _AT_ONCE) + 1
            if end == 0:
                end = start + _AT_ONCE
                break
        yield text[start:end]
        start = end
