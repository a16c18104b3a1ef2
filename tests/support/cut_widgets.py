"""Find text and controls of a window that a person cannot see whole, or cannot scroll to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from gpt_studio.ui.widgets.explained import ExplainedLabel
from gpt_studio.ui.widgets.labels import ElidedLabel

SEEN = (
    *(QLabel, QAbstractButton, QLineEdit, QAbstractSpinBox, QComboBox, QAbstractSlider, QProgressBar),
    *(QPlainTextEdit, QTextEdit),
)
_TOLERANCE = 1
"""Pixels lost by rounding."""


def cut_or_covered(parent: QWidget) -> Iterator[str]:
    """Say of every text and control in ``parent`` that is too small, out of reach or covered by another one, which."""
    shown = [each for each in parent.findChildren(QWidget) if _is_seen(each)]
    for widget in shown:
        if _is_too_small(widget):
            yield f"{_name(widget)} has {_size(widget)} and needs {_needed(widget)}"
        if _cuts_its_placeholder(widget):
            yield f"{_name(widget)} cuts its placeholder"
        cutter = _cut_by(widget)
        if cutter is not None:
            yield f"{_name(widget)} is cut off by {_name(cutter)}"
    yield from _overlaps(parent, shown)


def squeezed(parent: QWidget) -> Iterator[str]:
    """Say of every widget in ``parent`` that is smaller than its minimum size. What is scrolled may be lower."""
    for child in parent.findChildren(QWidget):
        scrolled = any(isinstance(above, QScrollArea) for above in _ancestors(child))
        needed = child.minimumSizeHint()
        if isinstance(child, QHeaderView):  # asks for the room of a scroll area
            continue
        needed = needed.boundedTo(child.maximumSize())
        if child.isVisible() and not child.isWindow():
            too_low = needed.height() > child.height() + _TOLERANCE and not scrolled
            if needed.width() > child.width() + _TOLERANCE or too_low:
                yield f"{type(child).__name__} {child.objectName()}: {child.size()}, needs {needed}"
            elif scrolled and not isinstance(child, QScrollArea) and _is_out_of_its_scroll_area(child):
                yield f"{type(child).__name__} {child.objectName()} is cut off at the side"


def _is_seen(widget: QWidget) -> bool:
    if not isinstance(widget, SEEN) or isinstance(widget, QScrollBar) or not widget.isVisible():
        return False
    if isinstance(widget, QLabel) and not widget.text() and widget.pixmap().isNull():
        return False
    return not (isinstance(widget, QLineEdit) and isinstance(widget.parentWidget(), (QAbstractSpinBox, QComboBox)))


def _needed(widget: QWidget) -> tuple[int, int]:
    """The width and height that the widget's text needs."""
    if isinstance(widget, ElidedLabel) or (isinstance(widget, ExplainedLabel) and widget.elided):
        return 0, widget.minimumSizeHint().height()
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.minimumSizeHint().width(), widget.heightForWidth(widget.width())
    if isinstance(widget, QLabel):
        return widget.sizeHint().width(), widget.sizeHint().height()
    least = widget.minimumSizeHint().boundedTo(widget.maximumSize())
    return least.width(), least.height()


def _size(widget: QWidget) -> tuple[int, int]:
    return widget.width(), widget.height()


def _is_too_small(widget: QWidget) -> bool:
    return any(has + _TOLERANCE < needs for has, needs in zip(_size(widget), _needed(widget), strict=True))


def _cuts_its_placeholder(widget: QWidget) -> bool:
    """Whether an empty text box has no room for all lines of what it says instead."""
    if not isinstance(widget, (QPlainTextEdit, QTextEdit)) or not widget.document().isEmpty():
        return False
    margin = round(widget.document().documentMargin())
    room = widget.viewport().rect().adjusted(margin, margin, -margin, 0)
    needed = widget.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, widget.placeholderText())
    return bool(widget.placeholderText()) and needed.height() > room.height() + _TOLERANCE


def _cut_by(widget: QWidget) -> QWidget | None:
    """The widget above that hides a part of ``widget`` to which no scroll bar leads."""
    area, above = widget.rect(), widget
    while not above.isWindow():
        inside, above = above, above.parentWidget()
        area = QRect(inside.mapTo(above, area.topLeft()), area.size())
        scroll = above.parentWidget()
        if isinstance(scroll, QAbstractScrollArea) and scroll.viewport() is above:
            if not isinstance(scroll, QScrollArea):
                return None  # lists, tables and texts scroll by themselves
            if _is_lost(area, above.rect(), scroll):
                return above
            area = area.intersected(above.rect())
            if area.isEmpty():
                return None
        elif not above.rect().adjusted(-_TOLERANCE, -_TOLERANCE, _TOLERANCE, _TOLERANCE).contains(area):
            return above
    return None


def _is_lost(area: QRect, view: QRect, scroll: QScrollArea) -> bool:
    """Whether ``area`` is out of ``view`` in a direction in which it cannot be scrolled."""
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    across = area.left() < view.left() - _TOLERANCE or area.right() > view.right() + _TOLERANCE
    down = area.top() < view.top() - _TOLERANCE or area.bottom() > view.bottom() + _TOLERANCE
    return (across and scroll.horizontalScrollBarPolicy() == off) or (down and scroll.verticalScrollBarPolicy() == off)


def _overlaps(parent: QWidget, shown: list[QWidget]) -> Iterator[str]:
    areas = [(widget, _visible_area(widget, parent)) for widget in shown]
    for (one, first), (other, second) in combinations(areas, 2):
        common = first.intersected(second)
        if min(common.width(), common.height()) <= _TOLERANCE:
            continue
        if not one.isAncestorOf(other) and not other.isAncestorOf(one):
            yield f"{_name(one)} and {_name(other)} lie over each other"


def _visible_area(widget: QWidget, parent: QWidget) -> QRect:
    area, above = widget.rect(), widget
    while above is not parent:
        inside, above = above, above.parentWidget()
        area = QRect(inside.mapTo(above, QPoint(area.topLeft())), area.size()).intersected(above.rect())
    return area


def _name(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""
    return f"{type(widget).__name__} {widget.objectName() or words[:30]!r}"


def _is_out_of_its_scroll_area(child: QWidget) -> bool:
    area = next(above for above in _ancestors(child) if isinstance(above, QScrollArea))
    view = area.viewport()
    return child.mapTo(view, child.rect().topRight()).x() >= view.width() if view.isAncestorOf(child) else False


def _ancestors(child: QWidget) -> Iterator[QWidget]:
    above = child.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()
