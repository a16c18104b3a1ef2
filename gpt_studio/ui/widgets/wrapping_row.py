"""A row of widgets that wraps into several lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt

_SHARE_BEFORE = {Qt.AlignmentFlag.AlignHCenter: 1, Qt.AlignmentFlag.AlignRight: 2}  # in halves of a line's free width


class WrappingRow(QWidget):
    """A widget gets its size hint's width, or less if it alone is wider than the row. A widget that expands needs only
    its minimum width and takes the rest of its line; lines without one are aligned by ``alignment``.

    It is not a QLayout, because a layout written in Python outlives the widgets that it refers to.
    """

    def __init__(
        self,
        *,
        spacing: int,
        between_lines: int | None = None,
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._spacing = spacing
        self._between_lines = spacing if between_lines is None else between_lines
        self._alignment = alignment

    def add(self, widget: QWidget) -> None:
        widget.setParent(self)
        self._widgets.append(widget)
        if self.isVisible():
            widget.show()
        self.updateGeometry()

    @answers_qt(bool)
    def hasHeightForWidth(self) -> bool:
        return True

    @answers_qt(int)
    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(map(_height, lines)) + self._between_lines * max(0, len(lines) - 1)

    @answers_qt(QSize)
    def sizeHint(self) -> QSize:
        """The size of all widgets in one line."""
        shown = self._shown()
        width = sum(_hint(widget).width() for widget in shown) + self._spacing * max(0, len(shown) - 1)
        return QSize(width, _height(shown))

    @answers_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        shown = self._shown()
        return QSize(max((_least(widget) for widget in shown), default=0), _height(shown))

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @answers_qt(bool)
    def event(self, event: QEvent) -> bool:
        """Arrange again when a widget is added, removed or wants another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        top = 0
        for line in self._lines(self.width()):
            height = _height(line)
            self._place(line, top, height)
            top += height + self._between_lines

    def _place(self, line: list[QWidget], top: int, height: int) -> None:
        widths = self._widths(line, self.width())
        left = self.width() - sum(widths) - self._spacing * (len(line) - 1)
        x = max(0, left) * _SHARE_BEFORE.get(self._alignment, 0) // 2
        for widget, width in zip(line, widths, strict=True):
            own = min(height, _hint(widget).height())
            widget.setGeometry(QRect(x, top + (height - own) // 2, min(width, self.width()), own))
            x += width + self._spacing

    def _widths(self, line: list[QWidget], room: int) -> list[int]:
        """The widths of the widgets of ``line``. Expanding ones share the rest equally, but get at least their
        minimum."""
        widths = list(map(_wanted, line))
        expanding = sorted((each for each in range(len(line)) if _expands(line[each])), key=lambda each: -widths[each])
        fixed = sum(widths) - sum(widths[each] for each in expanding)
        left = room - fixed - self._spacing * (len(line) - 1)
        for number, each in enumerate(expanding):
            widths[each] = max(widths[each], left // (len(expanding) - number))
            left -= widths[each]
        return widths

    def _lines(self, room: int) -> list[list[QWidget]]:
        lines: list[list[QWidget]] = []
        left = 0
        for widget in self._shown():
            width = _wanted(widget)
            if not lines or width > left:
                lines.append([])
                left = room
            lines[-1].append(widget)
            left -= width + self._spacing
        return lines

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]


def _expands(widget: QWidget) -> bool:
    return bool(widget.sizePolicy().expandingDirections() & Qt.Orientation.Horizontal)


def _hint(widget: QWidget) -> QSize:
    return widget.sizeHint().expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())


def _least(widget: QWidget) -> int:
    """The minimum width: the one that was set, else the one of its size hint."""
    return min(widget.minimumWidth() or widget.minimumSizeHint().width(), widget.maximumWidth())


def _wanted(widget: QWidget) -> int:
    return _least(widget) if _expands(widget) else _hint(widget).width()


def _height(line: list[QWidget]) -> int:
    return max((_hint(widget).height() for widget in line), default=0)
